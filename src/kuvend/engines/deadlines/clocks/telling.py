"""How a due day was reached, a line for each step, in English."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kuvend.engines.deadlines.calendars import SATURDAY, Calendar
from kuvend.engines.deadlines.clocks.counting import Stretch
from kuvend.engines.deadlines.clocks.events import Event, ExtensionEvent, PauseEvent
from kuvend.engines.deadlines.clocks.regimes import Deed, Extension, FirstDay, Pause, Rule, Term, Transfer, Unit

FIRST_DAYS = {
    FirstDay.SAME_DAY: "that day is day 1",
    FirstDay.DAY_AFTER: "the day after is day 1",
    FirstDay.WORKING_DAY_AFTER: "the working day after is day 1",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `code` says of which kind, `day` on which day, where it has one."""

    code: str
    day: date | None
    sentence: str


def in_force(rule: Rule) -> str:
    """Return since when and until when a rule is in force, as far as it is known."""
    first = f"from {rule.in_force_from}" if rule.in_force_from else ""
    last = f"until {rule.in_force_to}" if rule.in_force_to else ""
    return " ".join(part for part in (first, last) if part)


def by_working_days(rule: Rule) -> bool:
    """Tell whether working days decide when a deed is due by this rule."""
    terms = [rule.term, rule.extension and rule.extension.most, rule.transfer and rule.transfer.whole]
    terms.append(rule.transfer and rule.transfer.within)
    working = any(term and term.unit is Unit.WORKING_DAYS for term in terms)
    return working or rule.rolls or rule.first_day is FirstDay.WORKING_DAY_AFTER


def name_of(event: Event) -> str:
    """Return what an event is called."""
    if isinstance(event, ExtensionEvent):
        return "an extension"
    return "a pause" if isinstance(event, PauseEvent) else "a transfer"


def beginning(deed: Deed, rule: Rule, start: date) -> Iterator[Step]:
    """Tell from when the clock runs and by which rule."""
    yield Step("start", start, f"{start}: {deed.moment['en']}; {FIRST_DAYS[rule.first_day]}")
    since = f", in force {span}" if (span := in_force(rule)) else ""
    yield Step("rule", None, f"{deed.name['en']}: {rule.term} ({rule.source}{since}) {rule.source.link}")
    if rule.unconfirmed:
        yield Step("unconfirmed", None, f"not in the text at hand: {rule.unconfirmed['en']}")


def extension(event: ExtensionEvent, by: Term, rule: Extension) -> Step:
    """Tell of an extension."""
    return Step("extended", event.on, f"{event.on}: extended by {by}, {rule.deed['en']} ({rule.source})")


def pause(event: PauseEvent, rule: Pause) -> Step:
    """Tell of a pause."""
    return Step("paused", event.on, f"{event.on} to {event.to}: not counted, {rule.act['en']} ({rule.source})")


def transfer(event: Event, term: Term, rule: Transfer) -> Step:
    """Tell of a transfer."""
    goes = f"the clock begins anew, its term is {term}" if rule.restarts else f"the clock goes on, its term is {term}"
    return Step("transferred", event.on, f"{event.on}: passed on to another body; {goes} ({rule.source})")


def stretches(terms: Sequence[Stretch], calendar: Calendar, resting: Container[date]) -> Iterator[Step]:
    """Tell of each term: the holidays in it, and its last day."""
    for stretch in terms:
        if stretch.term.unit is Unit.WORKING_DAYS:
            for day in stretch.days():
                name = calendar.holiday(day)
                if name and day.weekday() < SATURDAY and day not in resting:
                    yield Step("holiday", day, f"{day}: no working day, {name}")
        yield Step("counted", stretch.last, f"{stretch.last}: {stretch.term} after {stretch.day_0}")


def ending(rule: Rule, end: date, last: date) -> Iterator[Step]:
    """Tell of a last day that gave way to the next, and of what silence means."""
    if last != end:
        yield Step("rolled", last, f"{last}: the next working day, since {end} is none")
    if rule.silence:
        opens = f", and opens: {rule.silence.opens}" if rule.silence.opens else ""
        yield Step("silence", None, f"silence until then: {rule.silence.means['en']}{opens} ({rule.silence.source})")


def table(calendar: Calendar, estimated: Sequence[int]) -> Iterator[Step]:
    """Tell from which table the working days are, and where it is not settled yet."""
    yield Step("calendar", None, f"working days of {calendar.key}: {calendar.version}")
    if estimated:
        years = ", ".join(str(year) for year in estimated)
        yield Step("estimated", None, f"some holidays of {years} are estimated in it: the day may move")
