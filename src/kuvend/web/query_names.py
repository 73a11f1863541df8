"""What a public address may ask: the names that its view reads, each once. All else is led away before anything runs.

So no name that nobody reads makes a page of its own, past every cache: `?x=1` costs a redirect, without a question to
the database.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from kuvend.foundation.core.confirmations import confirmations

MOST_NAMES = 50


def names_read(view: Callable[..., Any]) -> frozenset[str] | None:
    """Return the names that a view declares (`reads`); None where it refuses others by itself."""
    names: frozenset[str] | None = getattr(view, "reads", frozenset())
    return names and names | frozenset(getattr(view, "reads_more", frozenset)())


def plain_query(query: str, names: frozenset[str] | None) -> str | None:
    """Return what is left of a query without what nobody reads; None when it can stay as it is."""
    if not query or names is None:
        return None
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_NAMES, errors="surrogateescape")
    except ValueError:
        return ""
    sentences = confirmations()
    read = {name: value for name, value in pairs if name in names and (name != "done" or value in sentences)}
    if len(read) == query.count("&") + 1:
        return None
    return urlencode(read, errors="surrogateescape")
