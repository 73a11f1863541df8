"""Tables: text that reads as CSV, two lines at least of as many cells, and something in two columns."""

from __future__ import annotations

import csv
import re
from io import StringIO
from unicodedata import category

from django.utils.translation import gettext_lazy as _

from kuvend.engines.formats.rows import NAMED_SEPARATOR, SEPARATORS
from kuvend.foundation.documents.files.unfit import Unfit

ALLOWED = "\t\r\n"
OTHER_LANGUAGES = re.compile(r"[\s\ufeff]*(?:<[a-zA-Z!?/%]|[{]|#!|%!)")  # HTML, JSON, scripts, PostScript


def read_csv(content: bytes) -> tuple[bytes, str]:
    """Return a table as it is, and its text.

    Raises:
        Unfit: when it is no text in UTF-8, or no table.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(_("Only PDF, PNG, JPEG and CSV files are taken (a table as CSV in UTF-8).")) from error
    if OTHER_LANGUAGES.match(text) or any(category(one) == "Cc" for one in set(text) - set(ALLOWED)):
        raise Unfit(_("Only PDF, PNG, JPEG and CSV files are taken (a table as CSV in UTF-8)."))
    if not _is_table(text):
        raise Unfit(
            _(
                "This text is not a table: a CSV file has two lines or more, "
                "with the same number of cells in each, two at least."
            )
        )
    return content, text


def _is_table(text: str) -> bool:
    """Tell whether a text is a table with one of the marks; a first line for Excel (`sep=;`) says with which."""
    first, _end, below = text.partition("\n")
    if declared := NAMED_SEPARATOR.fullmatch(first.rstrip("\r")):
        return declared[1] in SEPARATORS and _is_divided(below, declared[1])
    return any(_is_divided(text, mark) for mark in SEPARATORS)


def _is_divided(text: str, mark: str) -> bool:
    """Tell whether a text has two lines at least of as many cells, and two columns in which something stands."""
    lines, width, columns = 0, 0, set[int]()
    try:
        for row in filter(None, csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True)):
            if lines and len(row) != width:
                return False
            lines, width = lines + 1, len(row)
            if len(columns) < 2:
                columns |= {place for place, cell in enumerate(row) if cell.strip()}
    except csv.Error:
        return False
    return lines >= 2 and len(columns) >= 2
