"""Keys made of names, since the sheet has none."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_KEY = 70


def slug(name: str) -> str:
    """Return a key made of a name: its letters without marks, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name.replace("–", "-")).encode("ascii", "ignore").decode().lower()
    key = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_KEY].strip("-")
    return key or f"x-{digest(name)}"


def digest(name: str) -> str:
    """Return eight characters that tell names of the same letters apart."""
    return hashlib.sha256(name.encode()).hexdigest()[:8]
