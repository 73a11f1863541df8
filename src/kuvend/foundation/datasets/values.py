"""How a value is written: in JSON as it is, in CSV so that no spreadsheet takes it for a formula."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings

from kuvend.engines.formats.cells import harmless
from kuvend.engines.formats.lists import MARK, cell_of
from kuvend.foundation.datasets.columns import Column, Kind


def languages() -> list[str]:
    """Return the codes of the site's languages."""
    return [code for code, _name in settings.LANGUAGES]


def headers(columns: Sequence[Column]) -> list[str]:
    """Return the first line of a CSV file; a localized column has one name for each language."""
    names: list[str] = []
    for column in columns:
        localized = column.kind is Kind.LOCALIZED
        names += [f"{column.name}_{code}" for code in languages()] if localized else [column.name]
    return names


def _moment(value: datetime | None) -> str | None:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else None


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _localized(value: Any) -> dict[str, str]:
    return {code: str((value or {}).get(code) or "") for code in languages()}


PLAIN: dict[Kind, Callable[[Any], Any]] = {
    Kind.TEXT: lambda value: str(value or ""),
    Kind.LOCALIZED: _localized,
    Kind.NUMBER: lambda value: value,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
    Kind.YES_NO: lambda value: value,
    Kind.LIST: lambda value: list(value or ()),
    Kind.TREE: lambda value: value,
}


def plain(column: Column, value: Any) -> Any:
    """Return a value in JSON's types."""
    return PLAIN[column.kind](column.read(value) if column.read else value)


def _sign(value: Any) -> str:
    return "" if value is None else "true" if value else "false"


CELL: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: harmless,
    Kind.NUMBER: lambda value: "" if value is None else str(value),
    Kind.DAY: lambda value: value or "",
    Kind.MOMENT: lambda value: value or "",
    Kind.YES_NO: _sign,
    Kind.LIST: lambda value: harmless(cell_of(map(str, value), MARK)),
    Kind.TREE: lambda value: harmless(json.dumps(value, ensure_ascii=False, sort_keys=True)),
}


def row_object(columns: Sequence[Column], values: Sequence[Any]) -> dict[str, Any]:
    """Return a row by the names of its columns, in JSON's types."""
    return {column.name: plain(column, value) for column, value in zip(columns, values, strict=True)}


def row_cells(columns: Sequence[Column], values: Sequence[Any]) -> list[str]:
    """Return a row as the cells of a CSV file; a localized value is one for each language."""
    cells: list[str] = []
    for column, value in zip(columns, values, strict=True):
        read = plain(column, value)
        if column.kind is Kind.LOCALIZED:
            cells += map(harmless, read.values())
        else:
            cells.append(CELL[column.kind](read))
    return cells
