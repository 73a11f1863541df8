"""What happens, as it happens: the entries of a feed, whichever room they come from (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

ENTRIES = 50  # of a feed at most


@dataclass(frozen=True)
class Entry:
    """One thing that happened: what, where it stands, when, by whom.

    `html` is rendered and clean ("" for nothing); `updated` is later than `at` where the words were changed since.
    """

    title: str
    html: str
    path: str
    at: datetime
    updated: datetime
    author: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed of the site.

    Attributes:
        name: stands in its address, `/feeds/<name>.atom`.
        title: what it is called.
        within: the same inside a sentence.
        page: name of the URL of the page that shows the same.
        latest: () → its entries, the latest first, `ENTRIES` at most.
        of_institution: (institution id) → the same of one institution; None when none of it is an institution's.
    """

    name: str
    title: Promise | str
    within: Promise | str
    page: str
    latest: Callable[[], Sequence[Entry]]
    of_institution: Callable[[int], Sequence[Entry]] | None = None
