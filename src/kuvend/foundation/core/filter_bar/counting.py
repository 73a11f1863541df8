"""How many rows a filter leaves, counted no further than people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Counted:
    """A number of rows, or that there are more than it."""

    number: int
    more: bool = False


def count_rows(rows: QuerySet[Any, Any]) -> Counted:
    """Count rows up to `MOST_COUNTED`, so that a list of a hundred thousand costs what one of a thousand costs."""
    number = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return Counted(min(number, MOST_COUNTED), number > MOST_COUNTED)
