"""When a deed is due: the rule of the day from which its clock runs, and what happened while it ran."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kuvend.engines.deadlines.calendars import EVERY_DAY, Calendar, calendar_of
from kuvend.engines.deadlines.clocks import telling
from kuvend.engines.deadlines.clocks.counting import DAY, Stretch, count, day_0, next_working_day
from kuvend.engines.deadlines.clocks.events import Event, ExtensionEvent, PauseEvent, TransferEvent
from kuvend.engines.deadlines.clocks.regimes import Deed, Extension, Regime, Rule, Silence, Term
from kuvend.engines.deadlines.clocks.telling import Step


class ClockProblem(ValueError):
    """What was asked has no due day: no such deed, no rule in force, or an event that the rule does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The last day on which a deed is in time, how it was reached, and from what.

    `regime` and `calendar` name the versions it was computed from ("" where no working days were counted); a later one
    does not move it. `estimated` are the years in which a legal holiday is not announced yet: there the day may move.
    """

    date: date
    steps: tuple[Step, ...]
    regime: str
    calendar: str
    estimated: tuple[int, ...]
    silence: Silence | None


def due(
    regime: Regime,
    deed: str,
    from_date: date,
    *,
    events: Sequence[Event] = (),
    calendar: Calendar | None = None,
) -> Due:
    """Return when a deed is due whose clock starts on a day.

    Args:
        regime: the rules.
        deed: its key.
        from_date: the moment that the deed names: of receipt, of notice, of the last plan's end …
        events: what happened to the clock, in any order.
        calendar: the working days; the regime's own when None.

    Raises:
        ClockProblem: for a deed or an event that the regime does not know, and for years outside the calendar.
    """
    owed = _deed(regime, deed)
    own = calendar_of(regime.calendar) if regime.calendar else EVERY_DAY
    clock = _Clock(deed=owed.key, rule=_rule(owed, from_date), calendar=calendar or own, start=from_date)
    for event in sorted(events, key=lambda event: event.on):
        clock.meet(event)
    return _result(clock, regime, owed, from_date)


def _result(clock: _Clock, regime: Regime, deed: Deed, start: date) -> Due:
    calendar, stretches, last = clock.calendar, clock.stretches(), clock.due()
    years = range(start.year, last.year + 1) if clock.needs_calendar else ()
    estimated = tuple(year for year in years if calendar.estimates(year))
    return Due(
        date=last,
        steps=(
            *telling.beginning(deed, clock.rule, start),
            *clock.meanwhile,
            *telling.stretches(stretches, calendar, clock.resting),
            *telling.ending(clock.rule, stretches[-1].last, last),
            *(telling.table(calendar, estimated) if clock.needs_calendar else ()),
        ),
        regime=f"{regime.key} {regime.version}",
        calendar=f"{calendar.key}, {calendar.version}" if clock.needs_calendar else "",
        estimated=estimated,
        silence=clock.rule.silence,
    )


def _deed(regime: Regime, key: str) -> Deed:
    if key not in regime.deeds:
        raise ClockProblem(f"{regime.key} knows no deed {key!r}: it has {', '.join(regime.deeds)}")
    return regime.deeds[key]


def _rule(deed: Deed, day: date) -> Rule:
    for rule in deed.rules:
        if rule.is_in_force(day):
            return rule
    spans = ", ".join(telling.in_force(rule) for rule in deed.rules)
    raise ClockProblem(f"no rule on {deed.key} is in force on {day}; what is known was in force {spans}")


@dataclass(kw_only=True)
class _Clock:
    """A running clock: its day 0, its terms, and the days on which it rests."""

    deed: str
    rule: Rule
    calendar: Calendar
    start: date
    terms: list[Term] = field(default_factory=list)
    resting: set[date] = field(default_factory=set)
    meanwhile: list[Step] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.terms = [self.rule.term]

    @property
    def needs_calendar(self) -> bool:
        """Tell whether working days decide."""
        return telling.by_working_days(self.rule)

    def stretches(self) -> list[Stretch]:
        """Return the terms, each counted from the end of the one before."""
        if self.needs_calendar:
            self._must_know(self.start)
        stretches: list[Stretch] = []
        last = day_0(self.start, self.rule.first_day, self.calendar)
        for term in self.terms:
            stretches.append(count(last, term, self.calendar, self.resting))
            last = stretches[-1].last
        if self.needs_calendar:
            self._must_know(last)
        return stretches

    def due(self) -> date:
        """Return the last day, moved on from a day without work where the rule says so."""
        last = self.stretches()[-1].last
        if not self.rule.rolls:
            return last
        next_day = next_working_day(last, self.calendar, self.resting)
        self._must_know(next_day)
        return next_day

    def meet(self, event: Event) -> None:
        """Let something happen. Raises ClockProblem when the rule does not allow it, or it comes too late."""
        if event.on < self.start:
            raise self._refused(
                f"{telling.name_of(event)} on {event.on} lies before {self.start}, when the clock starts"
            )
        if event.on > (last := self.due()):
            raise self._refused(f"{telling.name_of(event)} on {event.on} comes too late: the deed was due on {last}")
        if isinstance(event, ExtensionEvent):
            self._extend(event)
        elif isinstance(event, PauseEvent):
            self._pause(event)
        else:
            self._transfer(event)

    def _extend(self, event: ExtensionEvent) -> None:
        rule = self.rule.extension
        if rule is None:
            raise self._refused("its rule knows no extension")
        if len(self.terms) > rule.times:
            raise self._refused(f"its rule allows no more extensions than {rule.times}")
        most = self._most(rule)
        if most < 1:
            raise self._refused(f"it is as long as its rule allows: {rule.most}")
        by = most if event.by is None else event.by
        if not 0 < by <= most:
            raise self._refused(f"an extension is by 1 to {most} {rule.most.unit.value} here, not by {by}")
        self.terms.append(Term(by, rule.most.unit))
        self.meanwhile.append(telling.extension(event, self.terms[-1], rule))

    def _most(self, rule: Extension) -> int:
        return rule.most.number - (sum(term.number for term in self.terms) if rule.whole else 0)

    def _pause(self, event: PauseEvent) -> None:
        rule = self.rule.pause
        if rule is None:
            raise self._refused("its rule knows no pause")
        if event.to < event.on:
            raise self._refused(f"a pause cannot end on {event.to}, before it begins on {event.on}")
        self.resting |= {event.on + number * DAY for number in range((event.to - event.on).days + 1)}
        self.meanwhile.append(telling.pause(event, rule))

    def _transfer(self, event: TransferEvent) -> None:
        rule = self.rule.transfer
        if rule is None:
            raise self._refused("its rule knows no transfer to another body")
        limit = self._passed_on_by(rule.within)
        if limit and event.on > limit:
            raise self._refused(f"a transfer on {event.on} comes too late: the first body had until {limit}")
        if rule.restarts:
            self.start, self.terms = event.on, [self.rule.term]
        if rule.whole:
            self.terms[0] = rule.whole
        self.meanwhile.append(telling.transfer(event, self.terms[0], rule))

    def _refused(self, why: str) -> ClockProblem:
        return ClockProblem(f"{self.deed}: {why}")

    def _passed_on_by(self, within: Term | None) -> date | None:
        if within is None:
            return None
        start = day_0(self.start, self.rule.first_day, self.calendar)
        return count(start, within, self.calendar, self.resting).last

    def _must_know(self, day: date) -> None:
        if not self.calendar.knows(day.year):
            first, last = self.calendar.first_year, self.calendar.last_year
            raise self._refused(
                f"{day} lies outside the years whose legal holidays are known: {first} to {last} "
                f"({self.calendar.key}, {self.calendar.version})"
            )
