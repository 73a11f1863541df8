"""The words of statements in the reader's language: translated where an official has done it, else as written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from kuvend.foundation.core.arrays import one_of
from kuvend.participation.deliberation.models import StatementTranslation


@dataclass(frozen=True, slots=True)
class Words:
    """A statement's words as they are shown, and as they were written where that differs."""

    text: str
    language: str
    original: str = ""
    original_language: str = ""


def reader_language() -> str:
    """Return the language of the page that is drawn."""
    return get_language() or settings.LANGUAGE_CODE


def translations(statement_ids: Iterable[int], language: str) -> dict[int, str]:
    """Return the words of statements in `language`, of those that were translated into it, in one query."""
    rows = StatementTranslation.objects.filter(statement_id__in=one_of(statement_ids), language=language)
    return dict(rows.exclude(words="").values_list("statement_id", "words"))


def every_translation(statement_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Return the words of statements in each language into which they were translated, in one query."""
    by_statement: dict[int, dict[str, str]] = {}
    rows = StatementTranslation.objects.filter(statement_id__in=one_of(statement_ids)).exclude(words="")
    for statement_id, language, words in rows.values_list("statement_id", "language", "words"):
        by_statement.setdefault(statement_id, {})[language] = words
    return by_statement


def shown_words(title: str, language: str, translated: str | None, reader: str) -> Words:
    """Return how a statement is shown to a reader of the language `reader`."""
    if language == reader or not translated:
        return Words(title, language)
    return Words(translated, reader, title, language)
