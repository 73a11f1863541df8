"""A cell of a table file that a spreadsheet shows and does not compute, and the same cell as it was typed.

OWASP, CSV injection: a cell that begins with one of the signs of a formula gets an apostrophe before it. Where the
list separator is a semicolon (as in Albania), or a tab, a spreadsheet parts a line there, whatever quotes say, and a
line break begins a line of its own: what follows them is a beginning, too.
"""

import re

FORMULA = "=+\\-@\uff1d\uff0b\uff0d\uff20"  # and their full-width forms
BEGINNING = re.compile(rf"^(?='*[\t\r\n{FORMULA}])|(?<=[;\t\r\n])(?='*[{FORMULA}])")
GUARD = re.compile(rf"^'(?='*[\t\r\n{FORMULA}])|(?<=[;\t\r\n])'(?='*[{FORMULA}])")


def harmless(cell: str) -> str:
    """Return a cell with an apostrophe at each place where a spreadsheet would begin to compute."""
    return BEGINNING.sub("'", cell)


def as_typed(cell: str) -> str:
    """Return a cell of `harmless` as it was before."""
    return GUARD.sub("", cell)
