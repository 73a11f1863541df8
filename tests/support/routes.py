"""All addresses of the site, from its own URL map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def all_patterns(patterns: Any = None) -> Iterator[URLPattern]:
    """Yield every pattern below the root, libraries' included."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from all_patterns(pattern.url_patterns)
        else:
            yield pattern
