"""How often a thing may be done: counted by one SQL upsert, exact under any number of writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.handed import by_name
from kuvend.foundation.core.models import Limit

UPSERT = """
INSERT INTO core_limit (key, window_start_at, count) VALUES (%s, %s, 1)
ON CONFLICT (key, window_start_at) DO UPDATE SET count = core_limit.count + 1 RETURNING count
"""


@dataclass(frozen=True)
class DeedLimit:
    """How often a deed may be done: `most` times in `seconds`; settings.KUVEND_LIMITS may say otherwise by its name.

    `words`: (how often) → that in the reader's words, for the page of rules; none for what is not told there.
    """

    deed: str
    most: int
    seconds: int
    words: Callable[[int], str] | None = None


_handed_down: dict[str, DeedLimit] = {}


def set_deed_limits(limits: Iterable[DeedLimit]) -> None:
    """Keep the limits that rooms hand up (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    by_deed = by_name(limits, "deed")
    _handed_down.clear()
    _handed_down.update(by_deed)


def limit_of(deed: str) -> tuple[int, int]:
    """Return how often a deed may be done, and in how many seconds. Raises KeyError for a deed without a limit."""
    if deed in settings.KUVEND_LIMITS:
        most, seconds = settings.KUVEND_LIMITS[deed]
        return most, seconds
    limit = _handed_down[deed]
    return limit.most, limit.seconds


def limits_in_words() -> list[str]:
    """Return the limits that people are told of, in the reader's words."""
    return [limit.words(limit_of(deed)[0]) for deed, limit in _handed_down.items() if limit.words]


class TooOften(NotAllowed):
    """The limit is reached; `reason` names when to try again, `again_at` is that moment."""

    def __init__(self, reason: str | Promise, again_at: datetime) -> None:
        super().__init__(reason)
        self.again_at = again_at


def count(deed: str, doer: str, *, at: datetime, share: int = 1, reason: str | Promise = "") -> None:
    """Count one `deed` (that of a DeedLimit, or a name in settings.KUVEND_LIMITS) of `doer` in the window around `at`.

    Args:
        share: how many times the usual limit `doer` has (a wide network has more than a narrow one).
        reason: what is said instead of the usual words.

    Raises:
        TooOften: when the limit is passed; the caller's transaction then keeps no trace of the try.
    """
    most, seconds = limit_of(deed)
    if add(deed, doer, at=at) > most * share:
        raise _too_often(_window_start(at, seconds), seconds, reason)


def count_all(deed: str, by: Iterable[tuple[str, int]], *, at: datetime, about: str = "") -> None:
    """Count one `deed` of each of several with its share: the networks in which somebody asks, the narrowest first.

    Args:
        about: what the deed is about, where it is counted for each thing.

    Raises:
        TooOften: when one of them has passed its limit; those after it are not charged.
    """
    for doer, share in by:
        count(deed, f"{doer}:{about}" if about else doer, at=at, share=share)


def add(deed: str, doer: str, *, at: datetime) -> int:
    """Count one `deed` of `doer` without asking for the limit; returns how many there are in the window."""
    _most, seconds = limit_of(deed)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [f"{deed}:{doer}", _window_start(at, seconds)])
        (number,) = cursor.fetchone()
    return int(number)


def check(deed: str, doer: str, *, at: datetime, share: int = 1) -> None:
    """Look whether `doer` has reached the limit of `deed`, without counting: for tries that count only when they fail.

    Raises:
        TooOften: when the limit is reached.
    """
    most, seconds = limit_of(deed)
    start = _window_start(at, seconds)
    if Limit.objects.filter(key=f"{deed}:{doer}", window_start_at=start, count__gte=most * share).exists():
        raise _too_often(start, seconds)


def give_back(deed: str, doer: str, *, at: datetime) -> None:
    """Take one `deed` of `doer` back that was counted in the window around `at`: it turned out as it should."""
    _most, seconds = limit_of(deed)
    counted = Limit.objects.filter(key=f"{deed}:{doer}", window_start_at=_window_start(at, seconds), count__gt=0)
    counted.update(count=F("count") - 1)


def forgive(deed: str, doer: str, *, at: datetime) -> None:
    """Forget what `doer` has done of `deed` in the window around `at`."""
    _most, seconds = limit_of(deed)
    Limit.objects.filter(key=f"{deed}:{doer}", window_start_at=_window_start(at, seconds)).delete()


def forget_old(*, at: datetime) -> int:
    """Delete the counts of windows that are over, the sign-in library's in the cache too; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_cache WHERE expires < %s", [at])
    lengths = {deed: limit_of(deed)[1] for deed in {*settings.KUVEND_LIMITS, *_handed_down}}
    over = Q(window_start_at__lt=at - timedelta(seconds=2 * max(lengths.values())))
    for deed, seconds in lengths.items():
        over |= Q(key__startswith=f"{deed}:", window_start_at__lt=at - timedelta(seconds=2 * seconds))
    return Limit.objects.filter(over).delete()[0]


def _window_start(at: datetime, seconds: int) -> datetime:
    return datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)


def _too_often(start: datetime, seconds: int, reason: str | Promise = "") -> TooOften:
    again = start + timedelta(seconds=seconds)
    if not reason:
        time = date_format(localtime(again), "H:i")
        reason = _("That was too often in a short time. Try again after %(time)s.") % {"time": time}
    return TooOften(reason, again)
