"""Reading outcomes: one by id, those that answers can land in, those that words find."""

from __future__ import annotations

from django.db.models import QuerySet

from kuvend.foundation.core.search import prefix_query
from kuvend.foundation.outcomes.models import Outcome, OutcomeText


def outcome(public_id: str) -> Outcome | None:
    """Return an outcome with its institution, scope, process and activity, or None."""
    related = ("institution", "scope", "process", "activity__owner", "activity__process", "activity__scope")
    return Outcome.objects.select_related(*related).filter(public_id=public_id).first()


def landing_places(process_id: int) -> QuerySet[Outcome]:
    """Return the outcomes of a process that a response can name as landing, by kind and number."""
    return Outcome.objects.filter(process_id=process_id).order_by("kind", "number", "pk")


def outcomes_with(words: str, *, limit: int) -> list[Outcome]:
    """Return up to `limit` outcomes in whose text every word of `words` begins a word."""
    query = prefix_query(words)
    if query is None:
        return []
    return list(Outcome.objects.filter(search=query).order_by("-pk")[:limit])


def text_now(outcome: Outcome) -> OutcomeText | None:
    """Return the words of an outcome as they read now, None while it has none."""
    return OutcomeText.objects.filter(outcome=outcome, version=outcome.version).first()


def texts_of(outcome_id: int) -> QuerySet[OutcomeText]:
    """Return the versions of an outcome's words, the first at the top."""
    return OutcomeText.objects.filter(outcome_id=outcome_id).order_by("version")
