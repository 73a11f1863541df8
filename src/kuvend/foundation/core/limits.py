"""How often a thing may be done: counted by one SQL upsert, exact under any number of writers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.models import Limit

UPSERT = """
INSERT INTO core_limit (key, window_start_at, count) VALUES (%s, %s, 1)
ON CONFLICT (key, window_start_at) DO UPDATE SET count = core_limit.count + 1 RETURNING count
"""


class TooOften(NotAllowed):
    """The limit is reached; `reason` names when to try again."""


def count(deed: str, who: str, *, at: datetime) -> None:
    """Count one `deed` (a name in settings.KUVEND_LIMITS) of `who` in the window around `at`.

    Raises:
        TooOften: when the limit is passed; the caller's transaction then keeps no trace of the try.
    """
    most, seconds = settings.KUVEND_LIMITS[deed]
    start = _window_start(at, seconds)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [f"{deed}:{who}", start])
        (number,) = cursor.fetchone()
    if number > most:
        raise _too_often(start, seconds)


def check(deed: str, who: str, *, at: datetime) -> None:
    """Look whether `who` has reached the limit of `deed`, without counting: for tries that count only when they fail.

    Raises:
        TooOften: when the limit is reached.
    """
    most, seconds = settings.KUVEND_LIMITS[deed]
    start = _window_start(at, seconds)
    if Limit.objects.filter(key=f"{deed}:{who}", window_start_at=start, count__gte=most).exists():
        raise _too_often(start, seconds)


def forget_old(*, at: datetime) -> int:
    """Delete the counts of windows that are over, the sign-in library's in the cache too; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [at])
    longest = max(seconds for _most, seconds in settings.KUVEND_LIMITS.values())
    return Limit.objects.filter(window_start_at__lt=at - timedelta(seconds=2 * longest)).delete()[0]


def _window_start(at: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def _too_often(start: datetime, seconds: int) -> TooOften:
    again = date_format(localtime(start + timedelta(seconds=seconds)), "H:i")
    return TooOften(_("That was too often in a short time. Try again after %(time)s.") % {"time": again})
