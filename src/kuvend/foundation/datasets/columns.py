"""What a dataset is: its rows, its columns and what may be asked of it; said once for files, API and catalogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, IntEnum
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise


class Kind(Enum):
    """What stands in a column, and so how it is written in each format."""

    TEXT = "text"
    LOCALIZED = "localized"  # one column for each language in CSV, an object by language in JSON
    NUMBER = "number"
    DAY = "day"  # ISO 8601
    MOMENT = "moment"  # ISO 8601 in UTC
    YES_NO = "yes_no"
    LIST = "list"  # of codes or names; in CSV parted by a semicolon
    TREE = "tree"  # JSON; in CSV as JSON text


class Section(IntEnum):
    """Where in the catalogue a dataset stands: lists, files and API go by it, whichever room hands it up."""

    PROCESSES = 1  # what runs, and how one can take part
    WORDS = 2  # what people said
    ANSWERS = 3  # what they were answered
    DELIVERY = 4  # what was promised, and what became of it
    INSTITUTIONS = 5
    RECORD = 6


@dataclass(frozen=True)
class Column:
    """A column: its name, where its value comes from (a field's path or an expression), what it means."""

    name: str
    source: Any
    meaning: str
    kind: Kind = Kind.TEXT
    read: Callable[[Any], Any] | None = None  # makes the value out of what the database gives


@dataclass(frozen=True)
class Filter:
    """What an API list may be narrowed by; `asks` is a type, a list of codes or what lists them."""

    lookup: str | Callable[[Any], Q]
    asks: Any
    meaning: str

    def choices(self) -> Any:
        """Return what may be asked for: a type or a list of codes."""
        return self.asks if isinstance(self.asks, list | type) else self.asks()

    def condition(self, value: Any) -> Q:
        """Return the condition that rows meet when this is asked for."""
        return self.lookup(value) if callable(self.lookup) else Q(**{self.lookup: value})


@dataclass(frozen=True)
class Dataset:
    """Rows of one sort. `order` is the unique, growing column by which files and lists are read."""

    name: str
    section: Section
    title: Promise | str
    holds: Promise | str
    rows: Callable[[date], QuerySet[Any]]
    columns: Sequence[Column]
    filters: Mapping[str, Filter] = field(default_factory=dict)
    sorts: Sequence[str] = ()  # besides the order of arrival; rows without a value come last
    order: str = "pk"
    address: str = "public_id"  # the field that names one row in the API; "" when rows have no name
    recomputes: Promise | str = ""  # which numbers of the site follow from this file
    of_people: bool = False  # whether it holds words or names of people: a file with words that left goes to nobody
    added_after: str = ""  # the column after which those stand that rooms add; "" for the end

    def sources(self) -> list[Any]:
        """Return what the database is asked for, in the order of the columns."""
        return [column.source for column in self.columns]

    def with_columns(self, added: Sequence[Column]) -> Dataset:
        """Return it with the columns that rooms add. Raises ValueError for a name that it has already."""
        names = [column.name for column in self.columns]
        if twice := {column.name for column in added} & set(names):
            raise ValueError(f"{self.name} has {', '.join(sorted(twice))} already")
        end = names.index(self.added_after) + 1 if self.added_after else len(names)
        return replace(self, columns=(*self.columns[:end], *added, *self.columns[end:]))

    def sort_field(self, name: str) -> str:
        """Return the field that a sort (without its sign) goes by."""
        if name == "id":
            return self.order
        return str(next(column.source for column in self.columns if column.name == name))


def text(name: str, source: Any, meaning: str) -> Column:
    """A column of words or codes."""
    return Column(name, source, meaning)


def localized(name: str, source: Any, meaning: str) -> Column:
    """A column of an owner's words, one value for each language."""
    return Column(name, source, meaning, Kind.LOCALIZED)


def number(name: str, source: Any, meaning: str) -> Column:
    """A column of whole numbers."""
    return Column(name, source, meaning, Kind.NUMBER)


def day(name: str, source: Any, meaning: str) -> Column:
    """A column of days."""
    return Column(name, source, meaning, Kind.DAY)


def moment(name: str, source: Any, meaning: str) -> Column:
    """A column of moments."""
    return Column(name, source, meaning, Kind.MOMENT)


def yes_no(name: str, source: Any, meaning: str) -> Column:
    """A column of yes and no."""
    return Column(name, source, meaning, Kind.YES_NO)


def listed(name: str, source: Any, meaning: str) -> Column:
    """A column of lists."""
    return Column(name, source, meaning, Kind.LIST)
