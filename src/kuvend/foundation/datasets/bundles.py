"""A folder of files about one thing, offered beside the datasets: the results of one deliberation, for instance."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """One sort of such folders, as the page of open data lists them.

    Attributes:
        name: the anchor of the list on that page.
        title: its heading.
        holds: what stands in each folder.
        entries: () → title and address of each folder's page, the latest first; nothing is shown for none.
    """

    name: str
    title: Promise | str
    holds: Promise | str
    entries: Callable[[], Sequence[tuple[str, str]]]
