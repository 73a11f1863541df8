"""A clock as somebody keeps it with a wall calendar: day after day, knowing nothing of the days to come.

Written apart from the engine: no term is counted ahead, each day is looked at once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from kuvend.engines.deadlines.calendars import Calendar
from kuvend.engines.deadlines.clocks.events import Event, ExtensionEvent, PauseEvent, TransferEvent
from kuvend.engines.deadlines.clocks.regimes import FirstDay, Rule, Term, Unit

DAY = timedelta(days=1)


def day_by_hand(rule: Rule, start: date, events: Sequence[Event], calendar: Calendar) -> date | None:
    """The due day; None when something happens that the rule forbids, or too late."""
    keeper = Keeper(rule, start, calendar)
    if any(event.on < start for event in events):
        return None
    day = start
    while True:
        for event in events:
            if event.on == day and not keeper.allows(event):
                return None
        if keeper.is_over(day):
            return None if any(event.on > day for event in events) else day
        day += DAY


class Keeper:
    """Somebody with a wall calendar and a count of what is left."""

    def __init__(self, rule: Rule, start: date, calendar: Calendar) -> None:
        self.rule, self.calendar = rule, calendar
        self.rest: list[tuple[date, date]] = []
        self.begin(start)

    def begin(self, start: date) -> None:
        self.start, self.begun = start, False
        self.base, self.added, self.extensions = self.rule.term, 0, 0
        self.waiting: list[Term] = []
        self.unit, self.left, self.passing = self.rule.term.unit, 0, 0
        self.ended: date | None = None

    def is_over(self, day: date) -> bool:
        """Tick the day, and tell whether it is the last."""
        if not self.begun and not self.begins(day):
            return False
        if not self.begun:
            self.begun = True
            self.passing = self.days(self.within, day - DAY) if self.within else 0
            self.take(self.base, day - DAY)
        if self.within and self.ticks(day, self.within.unit):
            self.passing -= 1
        if self.ticks(day, self.unit):
            self.left -= 1
            if self.left == 0:
                self.ended = day
                if self.waiting:
                    self.take(self.waiting.pop(0), day)
        if self.left > 0:
            return False
        return not self.rule.rolls or (self.calendar.is_working_day(day) and not self.rests(day))

    def begins(self, day: date) -> bool:
        if self.rule.first_day is FirstDay.SAME_DAY:
            return True
        if self.rule.first_day is FirstDay.DAY_AFTER:
            return day > self.start
        return day > self.start and self.calendar.is_working_day(day)

    def take(self, term: Term, after: date) -> None:
        self.unit, self.left, self.ended = term.unit, self.days(term, after), None

    def days(self, term: Term, after: date) -> int:
        if term.unit is not Unit.MONTHS:
            return term.number
        day, months = after, 0
        while True:
            day += DAY
            months += day.day == 1
            last = monthrange(day.year, day.month)[1]
            if months == term.number and day.day == min(after.day, last):
                return (day - after).days

    def rests(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.rest)

    def ticks(self, day: date, unit: Unit) -> bool:
        return not self.rests(day) and (unit is not Unit.WORKING_DAYS or self.calendar.is_working_day(day))

    @property
    def within(self) -> Term | None:
        return self.rule.transfer.within if self.rule.transfer else None

    def allows(self, event: Event) -> bool:
        if isinstance(event, PauseEvent):
            if self.rule.pause is None or event.to < event.on:
                return False
            self.rest.append((event.on, event.to))
            return True
        return self.extend(event) if isinstance(event, ExtensionEvent) else self.transfer(event)

    def extend(self, event: ExtensionEvent) -> bool:
        rule = self.rule.extension
        if rule is None or self.extensions == rule.times:
            return False
        most = rule.most.number - (self.base.number + self.added if rule.whole else 0)
        by = most if event.by is None else event.by
        if not 1 <= by <= most:
            return False
        self.extensions += 1
        self.added += by
        self.lengthen(Term(by, rule.most.unit), event.on)
        return True

    def lengthen(self, term: Term, on: date) -> None:
        """Let a term follow; where the clock ran out on a day without work, the days since then count."""
        if self.ended is None:
            self.waiting.append(term)
            return
        day = self.ended
        self.take(term, day)
        for _number in range((on - day).days - 1):
            day += DAY
            self.left -= self.ticks(day, term.unit)
            if self.left == 0 and self.ended is None:
                self.ended = day

    def transfer(self, event: TransferEvent) -> bool:
        rule = self.rule.transfer
        if rule is None or (rule.within and self.begun and self.passing <= 0):
            return False
        if rule.restarts:
            self.begin(event.on)
            self.base = rule.whole or self.rule.term
        elif rule.whole and rule.whole != self.base:
            more = Term(rule.whole.number - self.base.number, rule.whole.unit)
            if self.begun:
                self.lengthen(more, event.on)
            self.base = rule.whole
        return True
