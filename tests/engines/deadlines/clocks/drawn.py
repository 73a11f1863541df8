"""Rules, calendars and events as hypothesis draws them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from kuvend.engines.deadlines.calendars import Calendar
from kuvend.engines.deadlines.clocks.events import Event, ExtensionEvent, PauseEvent, TransferEvent
from kuvend.engines.deadlines.clocks.regimes import (
    Deed,
    Extension,
    FirstDay,
    Pause,
    Regime,
    Rule,
    Source,
    Term,
    Text,
    Transfer,
    Unit,
)

DAY = timedelta(days=1)
WORDS: Text = {"en": "words", "sq": "fjalë"}
SOURCE = Source(law=WORDS, article="1", link="https://example.org/")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


def regime_of(*rules: Rule) -> Regime:
    deed = Deed(key="answer", name=WORDS, moment=WORDS, rules=rules)
    return Regime(key="made-up", name=WORDS, calendar="AL", version="1", deeds={"answer": deed})


def rule_of(term: Term, **parts: object) -> Rule:
    parts_of_all: dict[str, object] = {
        "first_day": FirstDay.DAY_AFTER,
        "in_force_from": None,
        "in_force_to": None,
        "rolls": False,
        "extension": None,
        "pause": None,
        "transfer": None,
        "silence": None,
        "source": SOURCE,
        "unconfirmed": {},
    }
    return Rule(term=term, **{**parts_of_all, **parts})  # type: ignore[arg-type]


def calendar_with(free: frozenset[date]) -> Calendar:
    """A calendar with weekends and these days free."""
    return Calendar(
        key="XX",
        version="made up",
        first_year=2000,
        last_year=2099,
        names=lambda year: {day: "a free day" for day in free if day.year == year},
    )


def days() -> st.SearchStrategy[date]:
    return st.dates(FIRST, LAST)


def calendars() -> st.SearchStrategy[Calendar]:
    return st.frozensets(st.dates(FIRST, date(2027, 6, 30)), max_size=120).map(calendar_with)


def terms(units: list[Unit], most: int = 25) -> st.SearchStrategy[Term]:
    return st.sampled_from(units).flatmap(
        lambda unit: st.builds(Term, st.integers(1, 5 if unit is Unit.MONTHS else most), st.just(unit))
    )


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """A rule with any of the parts that it may have."""
    term = draw(terms(list(Unit)))
    transfer = draw(st.none() | _transfers(term))
    goes_on = transfer is not None and not transfer.restarts
    return rule_of(
        term,
        first_day=draw(st.sampled_from(FirstDay)),
        rolls=draw(st.booleans()),
        extension=draw(st.none() | _extensions(term, [term.unit] if goes_on else list(Unit))),
        pause=draw(st.none() | st.just(Pause(act=WORDS, source=SOURCE))),
        transfer=transfer,
    )


@st.composite
def _extensions(draw: st.DrawFn, term: Term, units: list[Unit]) -> Extension:
    whole = draw(st.booleans())
    most = Term(term.number + draw(st.integers(0, 20)), term.unit) if whole else draw(terms(units))
    return Extension(most=most, whole=whole, deed=WORDS, times=draw(st.integers(1, 2)), source=SOURCE)


@st.composite
def _transfers(draw: st.DrawFn, term: Term) -> Transfer:
    restarts = draw(st.booleans())
    longer = st.integers(0, 15).map(lambda more: Term(term.number + more, term.unit))
    whole = draw(st.none() | terms(list(Unit))) if restarts else None
    if not restarts and term.unit is not Unit.MONTHS:
        whole = draw(st.none() | longer)
    return Transfer(restarts=restarts, whole=whole, within=draw(st.none() | terms(list(Unit))), source=SOURCE)


@st.composite
def lives(draw: st.DrawFn, rule: Rule) -> tuple[date, list[Event]]:
    """The day on which a clock starts, and what happens to it, in order: mostly what the rule allows, and in time."""
    start = draw(days())
    kinds = [kind for kind, part in _kinds(rule).items() if part] * 3 + [*_kinds(rule)]
    longest = min(rule.term.number * (20 if rule.term.unit is Unit.MONTHS else 1), 40)
    events: list[Event] = []
    for on in draw(st.lists(st.integers(0, longest) | st.integers(-1, 45), max_size=3).map(sorted)):
        day = start + on * DAY
        kind = draw(st.sampled_from(kinds))
        if kind == "extended":
            events.append(ExtensionEvent(day, draw(st.none() | st.integers(0, 12))))
        elif kind == "paused":
            events.append(PauseEvent(day, day + draw(st.integers(0, 30) | st.just(-1)) * DAY))
        else:
            events.append(TransferEvent(day))
    return start, events


def _kinds(rule: Rule) -> dict[str, object]:
    return {"extended": rule.extension, "paused": rule.pause, "transferred": rule.transfer}


@st.composite
def stories(draw: st.DrawFn) -> tuple[Rule, date, list[Event]]:
    """A rule, and the life of a clock under it."""
    rule = draw(rules())
    return rule, *draw(lives(rule))
