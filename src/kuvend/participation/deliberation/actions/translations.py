"""A statement's words in another language, with their fact."""

from __future__ import annotations

from datetime import datetime

from kuvend.foundation.core.words import one_line
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, seal
from kuvend.participation.deliberation import facts
from kuvend.participation.deliberation.models import Statement, StatementTranslation


def keep_translation(statement: Statement, *, language: str, words: str, at: datetime, role: str) -> None:
    """Keep a statement's words in another language, sealed, with their fact; an earlier translation is replaced."""
    words = one_line(words)
    sealed = seal(words)
    StatementTranslation.objects.update_or_create(
        statement=statement,
        language=language,
        defaults={"words": words, "written_at": at, "salt": sealed.salt, "digest": sealed.digest},
    )
    public_id = Subject(statement.contribution.public_id)
    put(facts.StatementTranslated(contribution=public_id, language=language, text=sealed.digest), at=at, role=role)
