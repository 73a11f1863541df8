"""What is told of a section of a draft where somebody links to it."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.core.markdown import plain
from kuvend.foundation.core.sharing import Share, in_one_line, share_of
from kuvend.foundation.core.templatetags.words import number
from kuvend.foundation.core.text import ordinal
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.outcomes.queries import texts_of
from kuvend.participation.drafting.models import Section
from kuvend.participation.drafting.queries.document import section_with


def section_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a section by its id, or None."""
    section = section_with(public_id)
    if section is None:
        return None
    texts = list(texts_of(section.outcome_id))
    return share_of_section(section, texts[-1] if texts else None)


def share_of_section(section: Section, text: OutcomeText | None) -> Share:
    """Return what is told of a section (with its outcome and draft) and its present text."""
    outcome, count = section.outcome, section.outcome.comment_count
    comments = ngettext("%(n)s comment", "%(n)s comments", count) % {"n": number(count)}
    return share_of(
        public_id=outcome.public_id,
        kind=f"{capfirst(_('section'))} · {section.draft.title}",
        title=f"{ordinal(outcome.number)} {outcome.title}",
        description=plain(in_one_line(text.body)) if text else "",
        figure=comments if count else "",
    )
