"""A day by which something is owed: when it has passed, as a condition of rows, and how it reads.

What *overdue* means is decided by `is_overdue` in engines/deadlines, and here once for rows of the database; every
page, number, reminder and file asks one of the two (`tests/publication/test_overdue.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.engines.deadlines import is_overdue, working_days_between

SOON = 3  # days; from here on a day that is due is marked


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is owed, as it reads on `today`."""

    on_date: date
    words: str
    tint: str


def overdue(today: date, day: str = "due_date") -> Q:
    """Return the condition that the day of a row, in its field `day`, has passed on `today`."""
    return Q(**{f"{day}__lt": today})


def in_its_days(today: date, day: str = "due_date") -> Q:
    """Return the condition that the day of a row, in its field `day`, has not passed yet on `today`."""
    return Q(**{f"{day}__gte": today})


def lateness(due_date: date, on: date) -> str:
    """Say how many working days after its day something came; on a free day right after it, only that it was late."""
    late = working_days_between(due_date, on, country=settings.KUVEND_COUNTRY)
    words = ngettext("%(n)d working day late", "%(n)d working days late", late) % {"n": late}
    return words if late else _("late")


def overdue_by(due_date: date, today: date) -> str:
    """Say how many working days something waits beyond its day; on a free day right after it, only that it does."""
    late = working_days_between(due_date, today, country=settings.KUVEND_COUNTRY)
    words = ngettext("%(n)d working day overdue", "%(n)d working days overdue", late) % {"n": late}
    return words if late else _("overdue")


def due(on_date: date, *, today: date) -> Due:
    """Return how `on_date` reads on `today`; what is late counts in working days, as the record does."""
    if is_overdue(on_date, on=today):
        return Due(on_date, overdue_by(on_date, today), "stop")
    days = (on_date - today).days
    if days == 0:
        return Due(on_date, _("today"), "wait")
    tint = "wait" if days <= SOON else ""
    return Due(on_date, ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}, tint)
