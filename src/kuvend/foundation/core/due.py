"""How a day that is due reads: in words, with the tint of its state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.engines.deadlines import working_days_between

SOON = 3  # days; from here on a day that is due is marked


@dataclass(frozen=True, slots=True)
class Due:
    """A day by which something is owed, as it reads on `today`."""

    on_date: date
    words: str
    tint: str


def due(on_date: date, *, today: date) -> Due:
    """Return how `on_date` reads on `today`; what is late counts in working days, as the record does."""
    days = (on_date - today).days
    if days < 0:
        late = working_days_between(on_date, today, country=settings.KUVEND_COUNTRY)
        words = ngettext("%(n)d working day late", "%(n)d working days late", late) % {"n": late}
        return Due(on_date, words if late else _("late"), "stop")
    if days == 0:
        return Due(on_date, _("today"), "wait")
    tint = "wait" if days <= SOON else ""
    return Due(on_date, ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}, tint)
