"""A page of a filtered list that costs what it shows, whether the filter leaves nearly all rows or nearly none.

Where many rows are left, some stand near the beginning: a window of rows in the order of the list is read, and no
more. Where few are left, all of them are found by the index of what is rare. So no filter reads the list from end to
end, and a number of rows is exact or says that there are more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Window

Rows = QuerySet[Any, Any]
WINDOW = 1_000  # rows in the order of the list
MOST_RARE = 2_000  # rows that a filter leaves which is rare enough to be read whole
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Counted:
    """A number of rows, or that there are more than it."""

    number: int
    more: bool = False


@dataclass(frozen=True)
class KeysOfPage:
    """The sort values of the rows of a page and of one more; `count` is told on the first page alone."""

    keys: Sequence[Key]
    count: Counted | None


def keys_of_page(
    rows: Rows,
    narrow: Callable[[Rows], Rows],
    *,
    fields: Sequence[str],
    after: Sequence[Any] | None,
    size: int,
    falls: bool = True,
) -> KeysOfPage:
    """Return the keys of a page of `rows`, in the order of `fields`, of which an index has them.

    Args:
        rows: all that the list may show, by conditions that most rows meet.
        narrow: (some of these rows) → those that the filters leave.
        fields: the columns of the order, the last one unique.
        after: their values in the last row of the page before, None for the first page.
        falls: from the highest values down.
    """
    order = [f"-{field}" if falls else field for field in fields]
    ahead = rows if after is None else rows.filter(_beyond(fields, after, "lt" if falls else "gt"))
    ordered = ahead.order_by(*order)
    end = next(iter(ordered.values_list(*fields)[WINDOW : WINDOW + 1]), None)
    goes_on = end is not None
    near = narrow(ahead.filter(_beyond(fields, end, "gt" if falls else "lt")) if end else ahead)
    hits = list(near.annotate(hits=Window(Count("pk"))).order_by(*order).values_list(*fields, "hits")[: size + 1])
    if len(hits) <= size and goes_on:
        return _rare(rows, ahead, narrow, fields=fields, order=order, after=after, size=size)
    number = hits[0][-1] if hits else 0
    return KeysOfPage([tuple(row[:-1]) for row in hits], None if after else Counted(number, more=goes_on))


def _rare(
    rows: Rows,
    ahead: Rows,
    narrow: Callable[[Rows], Rows],
    *,
    fields: Sequence[str],
    order: Sequence[str],
    after: Sequence[Any] | None,
    size: int,
) -> KeysOfPage:
    falls = order[0].startswith("-")
    keys = sorted(narrow(rows).order_by().values_list(*fields)[: MOST_RARE + 1], reverse=falls)
    if len(keys) > MOST_RARE:  # many, and far from here: read in their order until a page is full
        page = list(narrow(ahead).order_by(*order).values_list(*fields)[: size + 1])
        return KeysOfPage(page, None if after else Counted(MOST_RARE, more=True))
    last = tuple(after or ())
    further = [key for key in keys if not last or (key < last if falls else key > last)]
    return KeysOfPage(further[: size + 1], None if after else Counted(len(keys)))


def _beyond(fields: Sequence[str], values: Sequence[Any], than: str) -> Q:
    """Return the condition of rows behind these values; the first condition alone is what an index is read by."""
    if len(fields) == 1:
        return Q(**{f"{fields[0]}__{than}": values[0]})
    (first, last), (value, unique) = fields, values
    later = Q(**{f"{first}__{than}": value}) | Q(**{f"{last}__{than}": unique})
    return Q(**{f"{first}__{than}e": value}) & later
