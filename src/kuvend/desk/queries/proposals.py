"""Changes of texts: proposed to the institution whose text it is, refused by it, promised by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kuvend.desk.queries.preview import counts_at_once
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.due import Due, due
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within
from kuvend.foundation.responses.models import Landing
from kuvend.foundation.responses.promises import promises_of
from kuvend.foundation.responses.prospects import changes_of, newest_words
from kuvend.foundation.responses.queries import LANDING_RELATED, answered_by, proposed_to
from kuvend.foundation.responses.rules import may_decide_landing

WORDS_SHOWN = 20
PROMISES_SHOWN = 100
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Proposal:
    """A proposed change with the words that it comes from and the page of the text.

    `at_once` says that it counts as landed with the yes, where a version differs at its passage already, else "".
    """

    landing: Landing
    words: Sequence[Contribution]
    text_url: str
    at_once: str


def proposals_to(actor: Actor, institution_ids: Sequence[int]) -> list[Landing]:
    """Return the proposals that the actor may decide about, the oldest first."""
    return [one for one in proposed_to(institution_ids) if may_decide_landing(actor, one)]


def proposal(response_id: str, outcome_id: str) -> Proposal | None:
    """Return what an answer proposes to change in a text (public ids), or None."""
    rows = Landing.objects.select_related(*LANDING_RELATED).filter(
        response__public_id=response_id, text__outcome__public_id=outcome_id, taken_back_at__isnull=True
    )
    landing = rows.first()
    if landing is None:
        return None
    outcome = landing.text.outcome
    words = answered_by(landing.response_id, limit=WORDS_SHOWN)
    changed = changes_of([landing], newest_words(landing.response)).get(landing.text_id)
    at_once = counts_at_once(changed) if changed else ""
    return Proposal(landing, words, outcome.url, at_once)


def refused_lately(actor: Actor, *, at: datetime) -> list[Landing]:
    """Return what other institutions refused of what the actor's own proposed within its scopes, the latest first."""
    own = within(actor, [Role.INSTITUTION_OFFICER], "response__scope__path", of="response__institution")
    rows = Landing.objects.filter(own, refused_at__gt=at - LATELY)
    return list(rows.select_related("response", "text__outcome__institution").order_by("-refused_at"))


@dataclass(frozen=True)
class Promise:
    """A change of a text that is owed; `due` is None where no day was named."""

    landing: Landing
    text_url: str
    due: Due | None


def promises_to_keep(actor: Actor, *, today: date) -> list[Promise]:
    """Return what the actor's institutions promised or agreed to in their texts, what is overdue first."""
    return [_promise(one, today) for one in promises_of(actor)[:PROMISES_SHOWN]]


def _promise(landing: Landing, today: date) -> Promise:
    when = due(landing.due_date, today=today) if landing.due_date else None
    return Promise(landing, landing.text.outcome.url, when)
