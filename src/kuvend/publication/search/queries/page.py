"""The page of a search: what matches, how much of each kind, and the words around each hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from kuvend.foundation.core.filter_bar import Narrowing
from kuvend.foundation.core.paging import Page
from kuvend.foundation.datasets.findable import FindableSort, Naming, findable_kinds
from kuvend.publication.search.queries.around import pattern_of
from kuvend.publication.search.queries.hits import Counts, counts, hits
from kuvend.publication.search.queries.question import question_of
from kuvend.publication.search.queries.rows import Hit, hit

Kinds = Mapping[str, tuple[FindableSort, Naming]]


@dataclass(frozen=True)
class KindLink:
    """How many of a kind match, and the address that shows these alone; `is_more`: there are more."""

    label: str
    url: str
    number: int = 0
    is_more: bool = False
    is_current: bool = False


@dataclass(frozen=True)
class SearchPage:
    """What a search finds; without a question, the kinds of things that can be found."""

    kinds: Sequence[KindLink]
    every_kind: str = ""
    total: int = 0
    is_more: bool = False
    rows: Sequence[Hit] = ()
    next_key: str = ""


def search_page(bar: Narrowing, *, after: str = "", at: datetime) -> SearchPage:
    """Return what a search finds; two statements, none where nothing is asked."""
    kinds = findable_kinds()
    if not bar.is_narrowed:
        return SearchPage([KindLink(str(naming.heading), _address(bar, code)) for code, (_s, naming) in kinds.items()])
    question = question_of(bar)
    numbers = counts(question, at)
    page = hits(question, at, after=after) if numbers.total or question.kind else Page(())
    pattern = pattern_of(question.words)
    return SearchPage(
        _kind_links(bar, numbers, kinds),
        every_kind=_address(bar, ""),
        total=numbers.total,
        is_more=bool(numbers.more),
        rows=[hit(entry, pattern, kinds, at) for entry in page.rows if entry.kind in kinds],
        next_key=page.next_key,
    )


def _address(bar: Narrowing, kind: str) -> str:
    """Return the address of the same search for a kind alone, or for all."""
    values = [(name, value) for name, value in bar.values.items() if name != "kind"]
    order = [("order", bar.order)] if bar.order != bar.all_orders[0][0] else []
    return "?" + urlencode([*values, *([("kind", kind)] if kind else []), *order])


def _kind_links(bar: Narrowing, numbers: Counts, kinds: Kinds) -> list[KindLink]:
    current = bar.value("kind")
    return [
        KindLink(str(naming.heading), _address(bar, code), number, code in numbers.more, code == current)
        for code, (_sort, naming) in kinds.items()
        if (number := numbers.by_kind.get(code, 0)) or code == current
    ]
