"""Pages of which there is one for each row, whichever room they come from: for search engines and short addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from kuvend.foundation.core.sharing import Share


@dataclass(frozen=True)
class PageSort:
    """Pages of one sort, one for each row.

    Attributes:
        name: stands in the addresses of the map's parts.
        page: name of the URL, which takes a public id.
        rows: () → those that search engines are told of.
        public_id: the field of the public id.
        with_page: () → all that have a page, those whose words it does not show among them; None for `rows`.
        in_map: whether search engines are told of them.
        share: (public id, at) → what is told of the page where somebody links to it, in the active language, None for
            an id that none has; without it, what is told of the site.
    """

    name: str
    page: str
    rows: Callable[[], QuerySet[Any]]
    public_id: str = "public_id"
    with_page: Callable[[], QuerySet[Any]] | None = None
    in_map: bool = True
    share: Callable[[str, datetime], Share | None] | None = None

    def rows_of(self, public_id: str) -> QuerySet[Any]:
        """Return the row whose page has this id, if there is one."""
        rows = self.with_page or self.rows
        return rows().filter(**{self.public_id: public_id})
