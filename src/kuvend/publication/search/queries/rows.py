"""An entry as the page of a search shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kuvend.foundation.core.languages import site_language
from kuvend.foundation.core.text import Localized, ordinal
from kuvend.foundation.core.wording import Tag, excerpt, in_words, page_url
from kuvend.foundation.datasets.findable import FindableSort, Naming
from kuvend.foundation.people.findable import EVER
from kuvend.foundation.responses.findable import VERDICTS
from kuvend.publication.search.models import Entry
from kuvend.publication.search.queries.around import around, holds, marked
from kuvend.publication.search.queries.states import by_time

BEGINNING = 110  # characters of words without a title that stand in its place


@dataclass(frozen=True, slots=True)
class Hit:
    """A row: what it is, where it stands, and the words around the hit. `language` is "" for the reader's own."""

    url: str
    kind: str
    title: SafeString
    words: SafeString
    language: str
    day: str
    tags: list[Tag]


def hit(
    entry: Entry,
    pattern: re.Pattern[str] | None,
    kinds: Mapping[str, tuple[FindableSort, Naming]],
    at: datetime,
) -> Hit:
    """Return an entry as its row, in the reader's language or in the one that holds the words."""
    reader = get_language() or site_language()
    language = _language(entry, pattern, reader)
    title, words = entry.title.get(language, ""), entry.words.get(language, "")
    if not title:
        title, words = excerpt(words, BEGINNING), words if len(words) > BEGINNING else ""
    sort, naming = kinds[entry.kind]
    numbered = f"{ordinal(entry.number)} {title}" if entry.number else title
    return Hit(
        url=url_of(entry, sort),
        kind=str(naming.label),
        title=marked(numbered, pattern),
        words=around(words, pattern),
        language="" if language == reader else language,
        day=in_words(entry.moment) if entry.moment > EVER else "",
        tags=_tags(entry, sort, at),
    )


def _language(entry: Entry, pattern: re.Pattern[str] | None, reader: str) -> str:
    """Return the language to show: the reader's or another in which a word is, else as texts are read."""
    codes: list[str] = sorted({**entry.title, **entry.words}, key=lambda code: code != reader)
    for code in codes:
        if holds(entry.title.get(code, ""), pattern) or holds(entry.words.get(code, ""), pattern):
            return code
    return Localized({**entry.words, **entry.title}).reading(reader)[1]


def _tags(entry: Entry, sort: FindableSort, at: datetime) -> list[Tag]:
    tags = [VERDICTS[entry.verdict]] if entry.verdict in VERDICTS else []
    if not tags and (state := sort.states().get(entry.state)):
        tags.append(state)
    if entry.opens_at:
        tags.append(by_time(entry.opens_at, entry.closes_at, at))
    return tags


def url_of(entry: Entry, sort: FindableSort) -> str:
    """Return the address of the page of an entry, in the active language."""
    return page_url(sort.page, entry.target) if sort.page else reverse(entry.target)
