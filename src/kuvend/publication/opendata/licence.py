"""What the data may be used for, and who gives it."""

from __future__ import annotations

from django.conf import settings

LICENCE = "CC BY 4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def site_url(path: str = "") -> str:
    """Return the full address of a path on this site."""
    return f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}{path}"
