"""Which database and which folder may sign together.

Whoever restores a backup, copies a folder or moves an instance has another database or another folder, and possibly
an older log than the public has seen. PostgreSQL numbers its clusters, databases and tables, a file system its
folders: a restore or a copy changes one of these numbers, a restart, a crash or a failover none. So a pair that has
not signed before waits for the operator's word (`kuvend record continue`), even where the kept checkpoint was
restored along with the database.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum, auto
from hashlib import sha256

from django.db import connection

from kuvend.foundation.record import home
from kuvend.foundation.record.models import Checkpoint, Place

OTHER = (
    "this database and this folder have not signed together before: they were restored, copied or moved, and the "
    "public may have seen a newer head. Fetch that from where it is kept and say so: kuvend record continue "
    "--public-head FILE|URL (or --no-public-head when there is none that you do not have)"
)

NUMBERS = """SELECT (SELECT system_identifier FROM pg_control_system()),
                    (SELECT oid FROM pg_database WHERE datname = current_database()),
                    'record_fact'::regclass::oid"""
NAME_AND_KNOWN = (
    """, (SELECT name FROM record_origin ORDER BY id DESC LIMIT 1), ARRAY(SELECT digest FROM record_place)"""
)


class State(Enum):
    """What is known of this database and this folder."""

    FIRST = auto()  # nothing was ever signed
    ALLOWED = auto()
    UNKNOWN = auto()  # signed by a version that kept no such list
    OTHER = auto()


def state() -> State:
    """Return what is known of this pair."""
    digests = list(Place.objects.values_list("digest", flat=True))
    if digests:
        return State.ALLOWED if _digest() in digests else State.OTHER
    return State.UNKNOWN if Checkpoint.objects.exists() else State.FIRST


def may_sign_as(origin: str) -> bool:
    """Whether the latest name of the log is `origin` and this pair is known; one statement for each signature."""
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS + NAME_AND_KNOWN)
        *numbers, name, digests = cursor.fetchone()
    return name == origin and _digest_of(numbers) in digests


def allow(*, at: datetime) -> None:
    """Let this pair sign from now on."""
    Place.objects.get_or_create(digest=_digest(), defaults={"allowed_at": at})


def _digest() -> str:
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS)
        return _digest_of(cursor.fetchone())


def _digest_of(numbers: Sequence[int]) -> str:
    return sha256(" ".join(map(str, [*numbers, home.number()])).encode()).hexdigest()
