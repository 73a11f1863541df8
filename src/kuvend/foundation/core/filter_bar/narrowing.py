"""How an address narrows a list: for its query, and for the page that draws the bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from kuvend.foundation.core.filter_bar.filters import Filter, Label, Words

ORDER = "order"


class Chip(NamedTuple):
    """A filter that is chosen, with the address of the list without it."""

    name: str
    label: Label
    words: str
    address: str


class Header(NamedTuple):
    """A column by which a table can be read: the address that sorts or turns it, and its direction now, "" for none."""

    address: str
    direction: str


@dataclass(frozen=True)
class Field:
    """A filter with what can be chosen (code, words), and the plain value that is chosen, "" for none."""

    filter: Filter
    all_options: Sequence[tuple[str, Any]]
    value: str

    @property
    def name(self) -> str:
        """Return its name in the address."""
        return self.filter.name

    @cached_property
    def options(self) -> list[tuple[str, Any, bool]]:
        """Return code, words and whether it is chosen."""
        return [(code, label, code == self.value) for code, label in self.all_options]

    @property
    def words(self) -> str:
        """Return what is chosen as people read it."""
        return self.filter.in_words(self.value, self.all_options)


@dataclass(frozen=True)
class Narrowing:
    """What was read from an address: `values` by name, plain; `refused` are labels of what it asked in vain.

    Only values that are known stand in it, so an address that is written from it is the shortest that shows the same.
    """

    values: Mapping[str, str]
    fields: Sequence[Field]
    all_orders: Sequence[tuple[str, Label]]
    order: str
    refused: Sequence[Label]

    def value(self, name: str) -> str:
        """Return the value of a filter, "" where nothing is chosen."""
        return self.values.get(name, "")

    @property
    def is_narrowed(self) -> bool:
        """Tell whether anything is chosen."""
        return bool(self.values)

    @property
    def condition(self) -> Q:
        """Return the condition of rows that all filters make together."""
        return self.condition_of(*self.values)

    def condition_of(self, *names: str) -> Q:
        """Return the condition that the filters with these names make."""
        fields = (field for field in self.fields if field.value and field.name in names)
        return reduce(and_, (field.filter.condition(field.value) for field in fields), Q())

    @cached_property
    def query(self) -> str:
        """Return the query of this list's address, "" for all of it in its first order."""
        return self._query(self.values, self.order)

    def _query(self, values: Mapping[str, str], order: str) -> str:
        is_first = not self.all_orders or order == self.all_orders[0][0]
        return urlencode([*values.items(), *([] if is_first else [(ORDER, order)])])

    def _without(self, name: str) -> str:
        return "?" + self._query({key: value for key, value in self.values.items() if key != name}, self.order)

    @property
    def all_of_it(self) -> str:
        """Return the address of the list with no filter, in the same order."""
        return "?" + self._query({}, self.order)

    @cached_property
    def chips(self) -> list[Chip]:
        """Return what is chosen, each with the address of the list without it."""
        return [
            Chip(field.name, field.filter.label, field.words, self._without(field.name))
            for field in self.fields
            if field.value
        ]

    @property
    def searches(self) -> list[Field]:
        """Return the fields of words, which stand open before all others."""
        return [field for field in self.fields if isinstance(field.filter, Words)]

    @property
    def choices(self) -> list[Field]:
        """Return all other fields that leave something to choose."""
        unsearched = [field for field in self.fields if not isinstance(field.filter, Words)]
        return [field for field in unsearched if field.filter.drawn_as != "choice" or field.all_options]

    @property
    def choice_count(self) -> int:
        """Return how many of these are chosen."""
        return sum(bool(field.value) for field in self.choices)

    @property
    def orders(self) -> list[tuple[str, Label, bool]]:
        """Return code, words and whether it is chosen, of each order."""
        return [(code, label, code == self.order) for code, label in self.all_orders]

    @cached_property
    def headers(self) -> dict[str, Header]:
        """Return the columns that can be sorted by, under the codes of their orders without a minus."""
        columns: dict[str, list[str]] = {}
        for code, _label in self.all_orders:
            columns.setdefault(code.lstrip("-"), []).append(code)
        return {name: self._header(codes) for name, codes in columns.items()}

    def _header(self, codes: Sequence[str]) -> Header:
        following = next((code for code in codes if code != self.order), codes[0]) if self.order in codes else codes[0]
        how = ("descending" if self.order.startswith("-") else "ascending") if self.order in codes else ""
        return Header("?" + self._query(self.values, following), how)
