"""Reading a dataset: a page of it for the API, all of it in pieces for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, OrderBy, Q, QuerySet

from kuvend.foundation.core.paging import Page, read_key, write_key
from kuvend.foundation.datasets.columns import Dataset
from kuvend.foundation.datasets.values import row_object

MOST_LETTERS = 1_000_000  # after which a page of the API ends, however many rows were asked for: some are whole laws
PIECE = 2000  # rows that a file holds in memory at once


class WrongKey(ValueError):
    """The key of a page was not given by this list in this order."""


def pieces(dataset: Dataset, *, today: date, size: int = PIECE) -> Iterator[list[Sequence[Any]]]:
    """Yield all rows of a dataset, `size` at a time, in the order of their arrival.

    Each piece is found by key: memory stays the same however many rows there are, and between two pieces the
    connection goes back to the pool, so that a slow reader keeps nobody else waiting. A piece takes two statements:
    with both its ends known, the database looks up what it joins; with one alone it reads joined tables from their
    beginning, for every piece anew.
    """
    rows = dataset.rows(today).order_by(dataset.order)
    last: Any = None
    while True:
        after = rows if last is None else rows.filter(**{f"{dataset.order}__gt": last})
        keys = list(after.values_list(dataset.order, flat=True)[:size])
        if keys:
            within = rows.filter(**{f"{dataset.order}__gte": keys[0], f"{dataset.order}__lte": keys[-1]})
            piece = list(within.values_list(*dataset.sources()))
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        if keys:
            yield piece
        if len(keys) < size:
            return
        last = keys[-1]


def page_of_rows(
    dataset: Dataset, *, conditions: Mapping[str, Any], sort: str, after: str | None, limit: int, today: date
) -> Page[dict[str, Any]]:
    """Return a page of a dataset. One statement.

    Args:
        conditions: values of the dataset's filters, by name; only names that it has.
        sort: one of its sorts or `id` (the order of arrival), with a minus for the reverse.
        after: the key of the page before, None for the first.
        today: the local day, which decides what is late.

    Raises:
        WrongKey: when `after` was not given by this list in this order.
    """
    rows = dataset.rows(today)
    for name, value in conditions.items():
        rows = rows.filter(dataset.filters[name].condition(value))
    field, down = dataset.sort_field(sort.lstrip("-")), sort.startswith("-")
    if after is not None:
        rows = rows.filter(_beyond(rows, dataset, sort, field, down, after))
    sign = "-" if down else ""
    ordered = rows.order_by(_without_last(rows, field, down), f"{sign}{dataset.order}")
    fetched = list(ordered.values_list(field, dataset.order, *dataset.sources())[: limit + 1])
    page: list[dict[str, Any]] = []
    letters = 0
    for row in fetched[:limit]:
        page.append(row_object(dataset.columns, row[2:]))
        letters += len(str(page[-1]))
        if letters > MOST_LETTERS:
            break
    more = len(fetched) > len(page)
    return Page(page, _key(dataset, sort, fetched[len(page) - 1]) if more else "")


def _without_last(rows: QuerySet[Any], field: str, down: bool) -> OrderBy:
    """The order by a field; rows without a value stand behind all others, either way."""
    last = {"nulls_last": True} if _may_be_empty(rows, field) else {}  # else an index is read from either end
    return F(field).desc(**last) if down else F(field).asc(**last)


def _may_be_empty(rows: QuerySet[Any], path: str) -> bool:
    if path == "pk":
        return False
    *relations, name = path.split("__")
    model: Any = rows.model
    for relation in relations:
        model = model._meta.get_field(relation).related_model
    return bool(model._meta.get_field(name).null)


def _key(dataset: Dataset, sort: str, row: Sequence[Any]) -> str:
    place = row[0].isoformat() if isinstance(row[0], date | datetime) else row[0]
    return write_key([place, row[1]], of=f"data.{dataset.name}.{sort}")


def _beyond(rows: QuerySet[Any], dataset: Dataset, sort: str, field: str, down: bool, after: str) -> Q:
    """The rows after the one that a key names. Raises WrongKey."""
    key = read_key(after, of=f"data.{dataset.name}.{sort}")
    if key is None:
        raise WrongKey
    place, last = key
    than = "lt" if down else "gt"
    if field == dataset.order:
        return Q(**{f"{field}__{than}": last})
    later = Q(**{f"{dataset.order}__{than}": last})
    empty = Q(**{f"{field}__isnull": True})
    if place is None:
        return empty & later
    beyond = Q(**{f"{field}__{than}e": place}) & (Q(**{f"{field}__{than}": place}) | later)
    return beyond | empty if _may_be_empty(rows, field) else beyond


def one_row(dataset: Dataset, name: Any, *, today: date) -> dict[str, Any] | None:
    """Return the row that `name` (a public id; of a fact its index) names, or None."""
    rows: QuerySet[Any] = dataset.rows(today).filter(**{dataset.address: name})
    values = next(iter(rows.values_list(*dataset.sources())[:1]), None)
    return None if values is None else row_object(dataset.columns, values)
