"""Tables: text that reads as CSV, of the same number of cells in each line."""

from __future__ import annotations

import csv
import re
from io import StringIO
from unicodedata import category

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.documents.files.unfit import Unfit

MARKS = ",;\t"
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
    if not any(_is_table(text, mark) for mark in MARKS):
        raise Unfit(_("The text is no table: each line of a CSV file has the same number of cells, two at least."))
    return content, text


def _is_table(text: str, mark: str) -> bool:
    try:
        cells = {len(row) for row in csv.reader(StringIO(text, newline=""), delimiter=mark, strict=True) if row}
    except csv.Error:
        return False
    return len(cells) == 1 and cells.pop() >= 2
