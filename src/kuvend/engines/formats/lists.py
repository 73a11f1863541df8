"""Several names in one cell, parted by semicolons; one that holds a semicolon stands in quotation marks, as in CSV."""

from __future__ import annotations

import re
from collections.abc import Iterable

MARK = ";"
NAME = re.compile(r'\s*(?:(?P<quoted>"(?:[^"]|"")*")\s*(?=;|$)|(?P<plain>[^;]*))(?:;|$)')


def names_in(cell: str) -> tuple[str, ...]:
    """Return the names that stand in a cell; an opened quotation mark that nothing closes is a letter of its name."""
    names = (match["plain"] or _unquoted(match["quoted"] or "") for match in NAME.finditer(cell))
    return tuple(name.strip() for name in names if name.strip())


def _unquoted(name: str) -> str:
    """Return a quoted name without its marks where it needs them, else as somebody wrote it."""
    inner = name[1:-1].replace('""', '"')
    return inner if _needs_marks(inner) else name


def _needs_marks(name: str) -> bool:
    return MARK in name or name.startswith('"')


def cell_of(names: Iterable[str], between: str = "; ") -> str:
    """Return names as one cell that `names_in` reads back."""
    return between.join('"' + name.replace('"', '""') + '"' if _needs_marks(name) else name for name in names)
