"""A bar of filters as a room declares it, once for each list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kuvend.foundation.core.filter_bar.filters import Filter, Label
from kuvend.foundation.core.filter_bar.narrowing import ORDER, Field, Narrowing


@dataclass(frozen=True, kw_only=True)
class FilterBar:
    """What a list can be narrowed by, and in which orders it can be read.

    Attributes:
        filters: those of the room itself; the words of a list stand first.
        orders: codes with their words; the first holds where nothing is asked. A code with a minus falls.
        added: what other rooms hand up for this list, asked each time that an address is read.
    """

    filters: Sequence[Filter] = ()
    orders: Sequence[tuple[str, Label]] = ()
    added: Callable[[], Sequence[Filter]] = tuple

    @property
    def names(self) -> list[str]:
        """Return the names that an address may have for this list: what its view `reads`, besides `after`."""
        return [*(one.name for one in self._all()), *([ORDER] if self.orders else [])]

    def _all(self) -> list[Filter]:
        return [*self.filters, *self.added()]

    def read(self, params: Mapping[str, str], *, about: Any = None) -> Narrowing:
        """Return how an address narrows the list; what the bar does not know is left out, and said.

        Args:
            params: of the address.
            about: what the page is about, of which choices may depend.
        """
        values: dict[str, str] = {}
        fields: list[Field] = []
        refused: list[Label] = []
        for filter_ in self._all():
            options, more = filter_.options(about), filter_.more_options(about)
            text = str(params.get(filter_.name, "")).strip()
            value = filter_.plain(text, [*options, *more]) if text else ""
            if value:
                values[filter_.name] = value
            elif value is None:
                refused.append(filter_.label)
            drawn_options = [*options, *(option for option in more if option[0] == value)]
            fields.append(Field(filter_, drawn_options, value or ""))
        order = self._order(str(params.get(ORDER, "")))
        return Narrowing(values, tuple(fields), tuple(self.orders), order, tuple(refused))

    def _order(self, code: str) -> str:
        codes = [known for known, _label in self.orders]
        return code if code in codes else (codes or [""])[0]
