"""The shapes of the API, made from the datasets: what a list may be asked, what a row holds. OpenAPI shows them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AwareDatetime, Field, create_model

from kuvend.foundation.datasets.columns import Column, Dataset, Filter, Kind
from kuvend.foundation.datasets.filters import PublicId

MOST, USUAL = 100, 25  # rows of a page

# Rows are JSON already when they are shaped: of days and moments the format is told.
VALUES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.LOCALIZED: dict[str, str],
    Kind.NUMBER: int | None,
    Kind.DAY: Annotated[str | None, Field(json_schema_extra={"format": "date"})],
    Kind.MOMENT: Annotated[str | None, Field(json_schema_extra={"format": "date-time"})],
    Kind.YES_NO: bool | None,
    Kind.LIST: list[str],
    Kind.TREE: Any,
}
ASKED: dict[Any, Any] = {
    PublicId: Annotated[str, Field(pattern=PublicId.pattern)],
    str: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")],
    date: date,
    datetime: AwareDatetime,
}


def _value(column: Column) -> Any:
    return Annotated[VALUES[column.kind], Field(description=column.meaning)]


def _query_field(row_filter: Filter) -> Any:
    values = row_filter.choices()
    allowed = Literal[tuple(values)] if isinstance(values, list) else ASKED[values]
    return Annotated[allowed | None, Field(description=row_filter.meaning)]


def _name(dataset: Dataset, of: str) -> str:
    return dataset.name.capitalize() + of


def row_schema(dataset: Dataset) -> type[Schema]:
    """Return the shape of one row."""
    fields: dict[str, Any] = {column.name: (_value(column), ...) for column in dataset.columns}
    return create_model(_name(dataset, "Row"), __base__=Schema, **fields)


def page_schema(dataset: Dataset, row: type[Schema]) -> type[Schema]:
    """Return the shape of a page of rows."""
    following = Annotated[str | None, Field(description="the address of the next page; null on the last one")]
    return create_model(
        _name(dataset, "Page"),
        __base__=Schema,
        results=(list[row], ...),  # type: ignore[valid-type]
        next=(following, ...),
    )


def query_schema(dataset: Dataset) -> type[Schema]:
    """Return what a list may be asked: its filters, its sorts, the size of a page and where it begins."""
    sorts = [sign + name for name in ("id", *dataset.sorts) for sign in ("", "-")]
    fields: dict[str, Any] = {name: (_query_field(one), None) for name, one in dataset.filters.items()}
    order = Annotated[Literal[tuple(sorts)], Field(description="`id` is the order of arrival; a minus reverses")]  # type: ignore[valid-type]
    size = Annotated[int, Field(ge=1, le=MOST, description="rows of a page")]
    after = Annotated[str | None, Field(max_length=400, description="the key of a page, as `next` gives it")]
    fields |= {"sort": (order, "id"), "limit": (size, USUAL), "after": (after, None)}
    return create_model(_name(dataset, "Query"), __base__=Schema, **fields)
