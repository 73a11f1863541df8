"""What comes of an answer once it is published: how each of its landings stands then, told by the texts as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.responses.changing import changing_version
from kuvend.foundation.responses.enums import Standing
from kuvend.foundation.responses.models import Landing, Response
from kuvend.foundation.responses.rules import asks_for_yes


@dataclass(frozen=True)
class Prospect:
    """How a landing of a draft stands once it is published; `changed` is the version that differs there already."""

    landing: Landing
    standing: Standing
    changed: OutcomeText | None


def changes_of(landings: Sequence[Landing], newest: datetime | None) -> dict[int, OutcomeText]:
    """Return the version that changed each landing's passage already; those not yet changed are left out.

    By the row id of the text that the landing names: a response names each once.

    Args:
        newest: when the last of the words was posted that the landings are about.
    """
    if newest is None or not landings:
        return {}
    versions: dict[int, list[OutcomeText]] = {}
    for text in OutcomeText.objects.filter(outcome__in=[landing.text.outcome_id for landing in landings]):
        versions.setdefault(text.outcome_id, []).append(text)
    changes = {}
    for landing in landings:
        own_versions = versions[landing.text.outcome_id]
        changing = changing_version(
            landing.passage, own_versions, passage_version=landing.text.version, after=local_date(newest)
        )
        if changing is not None:
            changes[landing.text_id] = changing
    return changes


def newest_words(response: Response) -> datetime | None:
    """Return when the last of the words was posted that a published answer answers."""
    newest: datetime | None = response.answers.aggregate(last=Max("contribution__posted_at"))["last"]
    return newest


def prospects_of(landings: Sequence[Landing], newest: datetime | None) -> list[Prospect]:
    """Return how the landings of a draft stand once it is published (see `changes_of`)."""
    changes = changes_of(landings, newest)
    return [Prospect(one, _standing(one, changes.get(one.text_id)), changes.get(one.text_id)) for one in landings]


def _standing(landing: Landing, changed: OutcomeText | None) -> Standing:
    if asks_for_yes(landing):
        return Standing.PROPOSED
    return Standing.PROMISED if changed is None else Standing.LANDED
