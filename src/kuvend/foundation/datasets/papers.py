"""Papers that rooms hand up: one thing told as a document, for reading, for printing, as PDF and as DOCX."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from kuvend.engines.formats.papers.tree import PaperDocument


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One sort of papers; there is one for each thing that `entries` knows.

    Attributes:
        name: stands in its addresses.
        label: what it is, in a word: “The whole plan”.
        page: name of the URL of the page of what it is about, which takes a public id.
        entries: public id → of how many things it tells, by which it is made at once or by a job; None where there is
            no such thing. One statement.
        document: (public id, moment) → the paper in the active language: title, blocks, and author where it is not who
            runs the site; nothing but what everybody may read. None where there is no such thing.
    """

    name: str
    label: Promise | str
    page: str
    entries: Callable[[str], int | None]
    document: Callable[[str, datetime], PaperDocument | None]
