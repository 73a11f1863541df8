"""Pages that search engines are told of, whichever room they come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class PageSort:
    """Pages of one sort, one for each row.

    Attributes:
        name: stands in the addresses of the map's parts.
        page: name of the URL, which takes a public id.
        rows: () → those that have a page.
        public_id: the field of the public id.
    """

    name: str
    page: str
    rows: Callable[[], QuerySet[Any]]
    public_id: str = "public_id"
