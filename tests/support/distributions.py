"""What is installed, and which of it needs which: read from the metadata of the distributions."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed_by(lines: Iterable[str], extras: Iterable[str] = ()) -> set[str]:
    """Names of all distributions that these lines (`Requires-Dist`) ask for on this machine, and what those need."""
    wanted = set(extras) or {""}
    names: set[str] = set()
    for line in lines:
        below = Requirement(line)
        if not below.marker or any(below.marker.evaluate({"extra": extra}) for extra in wanted):
            names |= {canonicalize_name(below.name)}
            names |= needed_by(distribution(below.name).requires or [], below.extras)
    return names
