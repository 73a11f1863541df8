"""Sentences that a comment is about: they stand in the version of the text that was read, and are kept with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.versions import NONE, require_seen
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.queries import text_now

MOST_SENTENCES = 10


@dataclass(frozen=True)
class Quote:
    """Words of one version of a text, in one of its languages."""

    text: OutcomeText
    language: str
    words: str


def quote_from(about: Outcome | None, *, words: str, language: str, seen_version: int) -> Quote | None:
    """Return the quotation of `words`, None for none; `about` must still read as in the version that was seen.

    Raises:
        TextChanged: when the text has another version now.
        NotAllowed: when these words do not stand there.
    """
    if about is None or (not words and seen_version == NONE):
        return None
    about.refresh_from_db(fields=["version"])
    require_seen(about, seen_version)
    if not words:
        return None
    text = text_now(about)
    if text is None or words not in text.body.get(language, ""):
        raise NotAllowed(_("These words do not stand in the text. Choose them from it."))
    return Quote(text, language, words)
