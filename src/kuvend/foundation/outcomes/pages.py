"""Where the page of an outcome is: each kind's room names its URL, handed down by the wiring."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse

_pages: dict[str, str] = {}


def set_outcome_pages(pages: Mapping[str, str]) -> None:
    """Keep the URL name of each kind's page (called once by the wiring)."""
    _pages.clear()
    _pages.update(pages)


def outcome_url(kind: str, public_id: str) -> str:
    """Return the address of an outcome's page, in the active language."""
    return reverse(_pages[kind], args=[public_id])
