"""Full addresses of this site, for what leaves it: letters, feeds, calendar files."""

from __future__ import annotations

from django.conf import settings


def site_url(path: str = "") -> str:
    """Return the full address of a path of this site."""
    return f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}{path}"
