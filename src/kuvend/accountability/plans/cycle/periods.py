"""The half-years of a plan: which reports they make due, and when one comes late. Pure arithmetic over days."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kuvend.engines.deadlines import is_overdue
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN

HALF_YEAR = 6  # months
# No days of grace: the calendar names the last day of a half-year as the day on which reports are due, from the
# plan's first day on. Days of grace would be a second deadline that nobody has read.
GRACE_DAYS = 0


@dataclass(frozen=True, slots=True)
class Period:
    """A half-year of a plan: its first and its last day."""

    first: date
    last: date


def half_years(from_date: date, to_date: date) -> list[date]:
    """Return the last day of each half-year of a period, on which its progress is reported, and its last day.

    Reports stand twice a year in the tracker of OGP plans that this follows (Canada's, `reporting_period`).
    """
    days = []
    for number in range(1, 2 * (to_date.year - from_date.year + 1) + 1):
        day = _months_later(from_date, HALF_YEAR * number)
        if day >= to_date:
            break
        days.append(day)
    return [*days, to_date]


def _months_later(day: date, months: int) -> date:
    """Return the day before the one that many months later: from 1 January, six months end on 30 June."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    last = monthrange(year, month + 1)[1]
    return date.fromordinal(date(year, month + 1, min(day.day, last)).toordinal() - 1)


def plan_days(from_date: date, to_date: date, *, from_stated: str, to_stated: str) -> tuple[date, date]:
    """Return a plan's first and last day: as its sources state them, else those of its process."""
    if from_stated != UNKNOWN.value:
        from_date = StatedDate.parse(from_stated).first_day()
    if to_stated != UNKNOWN.value:
        to_date = StatedDate.parse(to_stated).last_day()
    return from_date, to_date


def periods_between(from_date: date, to_date: date) -> list[Period]:
    """Return the half-years of a plan from its first to its last day."""
    lasts = half_years(from_date, to_date)
    firsts = [from_date, *(day + timedelta(days=1) for day in lasts[:-1])]
    return [Period(first, last) for first, last in zip(firsts, lasts, strict=True)]


def period_with(day: date, periods: Sequence[Period]) -> Period:
    """Return the half-year of a day; before the plan its first one, after it its last one."""
    return next((one for one in periods if day <= one.last), periods[-1])


def days_late(period_date: date, reported_on: date) -> int:
    """Return how many days after it was due a report on the half-year that ends on `period_date` came; 0 in time."""
    return max(0, (reported_on - period_date).days - GRACE_DAYS)


def owed_periods(
    periods: Sequence[Period], *, from_date: date | None, ended_in: date | None, today: date
) -> list[Period]:
    """Return the half-years that have begun and make a report on a milestone due.

    Args:
        from_date: the milestone's first day; half-years that end before it owe nothing. None: the plan's.
        ended_in: the last day of the half-year whose report said completed, or closed it undone; later ones owe
            nothing. None: work goes on, also past the milestone's last day.
    """
    return [
        period
        for period in periods
        if period.first <= today
        and (from_date is None or period.last >= from_date)
        and (ended_in is None or period.last <= ended_in)
    ]


def missing_periods(owed: Sequence[Period], reported: Collection[date], today: date) -> list[Period]:
    """Return the owed half-years that are over and have no report."""
    return [
        period
        for period in owed
        if is_overdue(period.last + timedelta(days=GRACE_DAYS), on=today) and period.last not in reported
    ]


def period_due(periods: Sequence[Period], reported: Collection[date], today: date) -> Period:
    """Return the half-year that a report of today tells of, unless somebody chooses another.

    It is the first one that is over and lacks its report, and otherwise the one that runs.
    """
    begun = [one for one in periods if one.first <= today] or [periods[0]]
    return next(iter(missing_periods(begun, reported, today)), begun[-1])


def owes_statement(period_date: date, *, due_date: date, periods: Sequence[Period], today: date) -> bool:
    """Tell whether a report on the half-year that ends on `period_date` must state the failure if it is not completed.

    Args:
        due_date: the day by which it was to be done: that of the last statement of failure, else the milestone's
            last day, else the plan's.
    """
    return is_overdue(due_date, on=today) and period_date >= period_with(due_date, periods).last
