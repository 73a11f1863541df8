"""What the search of the site finds, whichever room it comes from: things that have a page, sort by sort."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.core.wording import Tag

Label = str | Promise


@dataclass(frozen=True, kw_only=True)
class Findable:
    """One public thing as the search keeps it. Everything in it is public: it is shown as it stands.

    Attributes:
        public_id: by which facts name it, and by which it is asked for.
        kind: a code of its sort's `kinds`, where the sort has several.
        title, words: by language, plain words without the signs of Markdown; without a title the words begin with it.
        moment: when it came, for the order and for what is of a time.
        target: the id in the address of its page, where that is another one.
        number: the official one ("4.3").
        process, institution: public ids.
        scope: path of the goal or component it belongs to (`Scope.path`).
        place: the name of a place.
        state: a code of the sort's `states`.
        verdict: the code of an answer's.
        opens_at, closes_at: between which it is open, where time alone says so.
    """

    public_id: str
    title: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    moment: datetime
    kind: str = ""
    target: str = ""
    number: str = ""
    process: str = ""
    institution: str = ""
    scope: str = ""
    place: str = ""
    state: str = ""
    verdict: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True)
class Naming:
    """What things of a kind are called: one of them within a sentence, and all of them."""

    label: Label
    heading: Label


@dataclass(frozen=True, kw_only=True)
class FindableSort:
    """Things of one sort that the search finds.

    Attributes:
        name: stands in addresses of searches, unless a thing has a kind of its own.
        kinds: () → what the things are called, by the code of their kind: the name of the sort where it has but one.
        page: name of the URL of a thing's page, which takes its public id.
        rows: () → those that are public now. What is not among them leaves the search.
        draw: rows → what is kept of each.
        facts: types of facts that change what is kept of some rows.
        named_by: lookups from a row to the public ids under which such facts name it; () where there are few rows,
            and all of them are drawn anew.
        numbers: () → all that have a page under their number, also those that nobody finds by words; None: `rows`.
        states: () → code of a state → how it is shown.
        many: there may be very many of them: of what holds common words, the latest are looked at.
        may_leave: words of it may stop being public, so its rows are held while they are read.
        weight: how much more it says than another sort that holds the words as well.
    """

    name: str
    kinds: Callable[[], Mapping[str, Naming]]
    page: str
    rows: Callable[[], QuerySet[Any]]
    draw: Callable[[Sequence[Any]], Iterable[Findable]]
    facts: frozenset[str]
    named_by: Sequence[str] = ("public_id",)
    numbers: Callable[[], QuerySet[Any]] | None = None
    states: Callable[[], Mapping[str, Tag]] = dict
    many: bool = False
    may_leave: bool = False
    weight: float = 1.0

    def rows_named(self, public_ids: Iterable[str]) -> QuerySet[Any]:
        """Return the public rows that facts about `public_ids` may have changed."""
        if not self.named_by:
            return self.rows()
        among = Q()
        for lookup in self.named_by:
            among |= Q(**{f"{lookup}__in": list(public_ids)})
        rows = self.rows().filter(among)
        return rows if len(self.named_by) == 1 else self.rows().filter(pk__in=rows.values("pk"))


_sorts: dict[str, FindableSort] = {}


def set_findable_sorts(handed: Iterable[FindableSort]) -> None:
    """Keep the sorts (called once by the wiring). Raises ValueError for a name that two rooms use."""
    sorts_by_name = by_name(handed)
    _sorts.clear()
    _sorts.update(sorts_by_name)


def findable_kinds() -> Mapping[str, tuple[FindableSort, Naming]]:
    """Return each kind of things by its code, with its sort and what it is called, in the order of the sorts."""
    return {code: (sort, naming) for sort in _sorts.values() for code, naming in sort.kinds().items()}


def findable_sorts() -> Mapping[str, FindableSort]:
    """Return every sort by its name, in the order in which they were handed down."""
    return _sorts
