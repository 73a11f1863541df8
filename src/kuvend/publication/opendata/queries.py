"""Reading the files of open data as they were made last."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Subquery

from kuvend.foundation.record.models import Fact
from kuvend.publication.opendata.models import KeptFile, KeptPiece


def newest_file(name: str) -> Any:
    """Return the kept file of a name with `newest`, the newest fact there is; None before it was made."""
    fact = Subquery(Fact.objects.order_by("-pk").values("pk")[:1])
    rows = KeptFile.objects.filter(name=name, made_at__isnull=False).annotate(newest=fact)
    return rows.order_by("-pk").first()


def kept_days() -> dict[str, datetime | None]:
    """Return when each kept file was last known to be what the database holds, by its name."""
    rows = KeptFile.objects.filter(made_at__isnull=False).order_by("pk")
    return dict(rows.values_list("name", "seen_at"))


def kept_parts(file: KeptFile) -> Iterator[bytes]:
    """Yield the parts of a file, compressed; between two of them the connection goes back to the pool."""
    for number in range(file.pieces):
        content = bytes(KeptPiece.objects.values_list("content", flat=True).get(file=file, number=number))
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        yield content
