"""The lists that the wiring hands down: datasets in the order of the catalogue, bundles, papers, feeds, pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.datasets.bundles import Bundle
from kuvend.foundation.datasets.columns import Column, Dataset
from kuvend.foundation.datasets.feeds import Feed
from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.datasets.papers import Paper

_datasets: dict[str, Dataset] = {}
_bundles: list[Bundle] = []
_feeds: dict[str, Feed] = {}
_papers: dict[str, Paper] = {}
_pages: list[str] = []
_help_pages: list[str] = []
_page_sorts: dict[str, PageSort] = {}


def set_datasets(handed: Iterable[Dataset], added: Iterable[Mapping[str, Sequence[Column]]] = ()) -> None:
    """Keep the datasets by section, within one in the order in which they come (called once by the wiring).

    Args:
        added: for each room that adds columns to datasets of others: dataset → columns.

    Raises:
        ValueError: for a name that two datasets have, or columns for a dataset that nobody hands up.
    """
    datasets_by_name = by_name(sorted(handed, key=lambda dataset: dataset.section))
    for name, columns in (pair for mapping in added for pair in mapping.items()):
        if name not in datasets_by_name:
            raise ValueError(f"columns are added to {name}, which nobody hands up")
        datasets_by_name[name] = datasets_by_name[name].with_columns(columns)
    _datasets.clear()
    _datasets.update(datasets_by_name)


def datasets() -> Mapping[str, Dataset]:
    """Return every dataset by its name, in the order of the catalogue."""
    return _datasets


def set_bundles(bundles: Iterable[Bundle]) -> None:
    """Keep the sorts of bundles (called once by the wiring). Raises ValueError for a name that two rooms use."""
    _bundles[:] = by_name(bundles).values()


def bundles() -> Sequence[Bundle]:
    """Return every sort of bundle."""
    return _bundles


def set_papers(handed: Iterable[Paper]) -> None:
    """Keep the sorts of papers (called once by the wiring). Raises ValueError for a name that two rooms use."""
    papers_by_name = by_name(handed)
    _papers.clear()
    _papers.update(papers_by_name)


def papers() -> Mapping[str, Paper]:
    """Return every sort of paper by its name."""
    return _papers


def set_feeds(handed: Iterable[Feed]) -> None:
    """Keep the feeds (called once by the wiring).

    Raises ValueError for a name that two rooms use.
    """
    feeds_by_name = by_name(handed)
    _feeds.clear()
    _feeds.update(feeds_by_name)


def feeds() -> Mapping[str, Feed]:
    """Return every feed of the site by its name."""
    return _feeds


def set_help_pages(pages: Iterable[str]) -> None:
    """Keep the names of the URLs of the pages that explain (called once by the wiring)."""
    _help_pages[:] = pages


def help_pages() -> Sequence[str]:
    """Return the names of the URLs of the pages that explain, the same for everyone and without arguments."""
    return _help_pages


def set_pages(pages: Iterable[str], sorts: Iterable[PageSort]) -> None:
    """Keep what search engines are told of: names of URLs of single pages, and sorts (called once by the wiring).

    Raises ValueError for a name that two sorts have.
    """
    sorts_by_name = by_name(sorts)
    _pages[:] = pages
    _page_sorts.clear()
    _page_sorts.update(sorts_by_name)


def pages() -> Sequence[str]:
    """Return the names of the URLs of the single pages."""
    return _pages


def page_sorts() -> Mapping[str, PageSort]:
    """Return the sorts of pages by their names."""
    return _page_sorts


def mapped_sorts() -> Mapping[str, PageSort]:
    """Return the sorts that search engines are told of, by their names."""
    return {name: sort for name, sort in _page_sorts.items() if sort.in_map}
