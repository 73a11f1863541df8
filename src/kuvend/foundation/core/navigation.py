"""The links to the main pages, in the frame of every public page; the wiring hands the list down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from kuvend.foundation.core.handed import by_name


@dataclass(frozen=True, kw_only=True)
class MainPage:
    """A main page: the name of its URL, its name for people, and its place in the row, the lowest first."""

    url_name: str
    label: str | Promise
    place: int


_pages: list[MainPage] = []


def set_main_pages(pages: Iterable[MainPage]) -> None:
    """Keep the main pages (called once by the wiring). Raises ValueError for a page that two rooms name."""
    _pages[:] = sorted(by_name(pages, "url_name").values(), key=lambda page: page.place)


def main_pages() -> Sequence[MainPage]:
    """Return the main pages in their order."""
    return _pages
