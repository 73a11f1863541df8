"""Words of a plan file as pages show them."""

from __future__ import annotations

from collections.abc import Mapping

from kuvend.foundation.core.text import Localized, Shown

UNTOLD = "en"  # plain values name no language; OGP wants every plan in English


def said(value: object) -> str:
    """Return words for the reader: in the own language where the file has it, "" where it tells nothing."""
    if isinstance(value, Mapping):
        return str(Localized(value))
    return Shown(value, UNTOLD) if isinstance(value, str) and value != "unknown" else ""
