"""Numbers that stand in addresses."""

from __future__ import annotations

from django.http import Http404


def read_number(text: str | None) -> int | None:
    """Read a whole number, such as that of a version; None when none is given. Raises Http404 for anything else."""
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        raise Http404
    return int(text)
