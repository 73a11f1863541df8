"""What is told of a contribution or an answer where somebody links to it: words that are not shown are not told."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.sharing import Share, share_of, words_of_html
from kuvend.foundation.core.templatetags.words import number
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.processes.rules import is_open
from kuvend.foundation.responses.enums import ResponseState, Verdict
from kuvend.foundation.responses.models import Response

WHY_NOT_SHOWN = {
    State.HIDDEN: gettext_lazy("A moderator hid them."),
    State.WITHDRAWN: gettext_lazy("Their author took them back."),
    State.PENDING: gettext_lazy("They wait to be read by a moderator."),
}


def contribution_share(public_id: str, at: datetime) -> Share | None:
    """Return what is told of a contribution by its id, or None."""
    rows = Contribution.objects.select_related("activity", "answered__response").filter(public_id=public_id)
    row = rows.first()
    return share_of_contribution(row, at) if row else None


def share_of_contribution(row: Contribution, at: datetime) -> Share:
    """Return what is told of a contribution (with its activity and answer)."""
    kind = capfirst(str(row.word_kind.label))
    if row.state != State.PUBLISHED:
        why = WHY_NOT_SHOWN.get(State(row.state), "")
        return share_of(public_id=row.public_id, kind=kind, title=_("These words are not shown"), description=why)
    body = words_of_html(row.body_html)
    answered = getattr(row, "answered", None)
    verdict = Verdict(answered.response.verdict) if answered else None
    waits = _("answer due by %(day)s") % {"day": in_words(row.answer_due_date)} if row.answer_due_date else ""
    people = row.support_count
    supported = ngettext("supported by %(n)s person", "supported by %(n)s people", people) % {"n": number(people)}
    return share_of(
        public_id=row.public_id,
        kind=f"{kind} · {row.activity.title}",
        title=row.title or body or kind,
        description=body if row.title else "",
        state=verdict.label if verdict else waits,
        tint=verdict.tint if verdict else "wait" if waits else "",
        figure=supported if people else "",
        language=row.language,
        **_deed(row, at),
    )


def _deed(row: Contribution, at: datetime) -> dict[str, Any]:
    """Return what one can do about words now, and where; nothing once their activity has closed."""
    kind = row.word_kind
    if not kind.deed_page or row.continues or not is_open(row.activity, at):
        return {}
    return {"deed": kind.deed, "deed_url": reverse(kind.deed_page, args=[row.activity.public_id])}


def response_share(public_id: str, _at: datetime) -> Share | None:
    """Return what is told of a published answer by its id, or None."""
    published = Response.objects.filter(public_id=public_id, state=ResponseState.PUBLISHED)
    row = published.select_related("institution", "process").first()
    return share_of_response(row) if row else None


def share_of_response(row: Response) -> Share:
    """Return what is told of a published answer (with its institution and process)."""
    verdict, count = Verdict(row.verdict), row.answer_count
    answers = ngettext("answers %(n)s contribution", "answers %(n)s contributions", count) % {"n": number(count)}
    return share_of(
        public_id=row.public_id,
        kind=row.process.title,
        title=_("Answer of %(who)s") % {"who": row.institution.name},
        description=row.reason,
        state=verdict.label,
        tint=verdict.tint,
        figure=answers if count else "",
    )
