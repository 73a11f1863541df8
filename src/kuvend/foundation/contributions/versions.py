"""Deeds about words are bound to the version that was read: another one is refused, and the new words are shown.

A page with such a deed carries the version in its form (`forms/seen_version.html`), its view reads it with
`seen_version_in`, and the action, which has locked the contribution, calls `require_seen` before anything else.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed

FIELD = "seen_version"
NONE = 0  # what counts as read when nothing is said: no version has this number


class WordsChanged(NotAllowed):
    """Somebody decided about words that are no longer these; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("The author changed the words while you were reading. Nothing was done. Read the new words, then decide.")
        )


def require_seen(contribution: Contribution, seen_version: int) -> None:
    """Refuse a deed about words that the actor has not read; `contribution` is locked, so that they stay.

    Raises:
        WordsChanged: when `seen_version` is another version than the one that is shown now.
    """
    if contribution.version != seen_version:
        raise WordsChanged


def seen_version_in(data: Mapping[str, str]) -> int:
    """Return the version that a sent form says was read, `NONE` when it says nothing that can be read."""
    typed = data.get(FIELD, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else NONE
