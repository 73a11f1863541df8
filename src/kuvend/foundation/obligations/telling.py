"""How a letter tells of what is owed: each deed on its day, many by their number, or each until it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise

from kuvend.engines.deadlines import is_overdue
from kuvend.engines.deadlines.following import shifted
from kuvend.foundation.core.text import quoted
from kuvend.foundation.obligations.rows import Owed

Sentence = str | Promise  # with %(day)s; those that count with %(n)d, as a lazy plural by "n"
Notice = Callable[[date, date], tuple[date, date]]
"""(the last day that was told of, today) → the first and the last day of which is told ahead of them."""

Line = tuple[str, date, date]
"""Words, and the first and the last due date of what they tell of."""


class Telling(Protocol):
    """The lines of a letter about what is owed."""

    def lines(self, owed: Sequence[Owed], since: date, today: date) -> Iterable[Line]:
        """Return the lines, when `since` was the last day that was told of."""


@dataclass(frozen=True)
class OnItsDay:
    """A line for each deed, on its day."""

    sentence: Sentence

    def lines(self, owed: Sequence[Owed], since: date, today: date) -> Iterator[Line]:
        """Tell of each whose day came."""
        for row in owed:
            if since < row.due_date <= today:
                words = _words(self.sentence, row.due_date)
                yield from [(words, row.due_date, row.due_date)] * row.count


@dataclass(frozen=True, kw_only=True)
class ByNumber:
    """A line for all that is overdue, one for what is due today, one for what is due after a while.

    What is overdue is told of on the working day after its day, and on the first working day of each week.
    """

    late: Sentence
    today: Sentence
    ahead: Sentence
    notice: Notice

    def lines(self, owed: Sequence[Owed], since: date, today: date) -> Iterator[Line]:
        """Tell how many there are of each."""
        late = [row for row in owed if is_overdue(row.due_date, on=today)]
        first_of_week = since.isocalendar()[:2] != today.isocalendar()[:2]
        if late and (first_of_week or any(row.due_date >= since for row in late)):
            oldest = min(row.due_date for row in late)
            yield _words(self.late, oldest, late), oldest, today - timedelta(days=1)
        for sentence, (first, last) in ((self.today, (today, today)), (self.ahead, self.notice(since, today))):
            if rows := [row for row in owed if first <= row.due_date <= last]:
                yield _words(sentence, last, rows), first, last


@dataclass(frozen=True, kw_only=True)
class EachUntilDone:
    """A line for each deed by its title, every working day from some days before its day until it is done."""

    late: Sentence
    ahead: Sentence
    notice: Notice

    def lines(self, owed: Sequence[Owed], since: date, today: date) -> Iterator[Line]:
        """Tell of each."""
        _first, last = self.notice(since, today)
        for row in owed:
            if row.due_date <= last:
                sentence = self.late if is_overdue(row.due_date, on=today) else self.ahead
                yield _words(sentence, row.due_date, [row]), row.due_date, row.due_date


def _words(sentence: Sentence, day: date, rows: Sequence[Owed] = ()) -> str:
    title = quoted(rows[0].title) if rows and rows[0].title else ""
    values = {"day": date_format(day, "DATE_FORMAT"), "n": sum(row.count for row in rows), "title": title}
    return str(sentence % values)


def in_working_days(number: int) -> Notice:
    """Tell of the one day that so many working days later is."""

    def notice(_since: date, today: date) -> tuple[date, date]:
        day = shifted(today, number, country=settings.KUVEND_COUNTRY)
        return day, day

    return notice


def in_days(number: int) -> Notice:
    """Tell of the days that came so near since the last time: so many calendar days."""
    return lambda since, today: (since + timedelta(days=number + 1), today + timedelta(days=number))
