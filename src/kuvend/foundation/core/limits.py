"""How often a thing may be done: counted by one SQL upsert, exact under any number of writers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed

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
    start = datetime.fromtimestamp(int(at.timestamp()) // seconds * seconds, UTC)
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [f"{deed}:{who}", start])
        (number,) = cursor.fetchone()
    if number > most:
        again = date_format(localtime(start + timedelta(seconds=seconds)), "H:i")
        raise TooOften(_("That was often in a short time. Try again after %(time)s.") % {"time": again})
