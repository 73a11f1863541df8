"""What a deliberation found, from the stored map alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet

from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import Statement
from kuvend.participation.deliberation.queries.single import map_of, rules_of
from kuvend.participation.deliberation.queries.statements import ListedStatement, listed
from kuvend.participation.deliberation.queries.voting import asked_statements
from kuvend.participation.deliberation.rules import numbers_shown

SHOWN = 5


@dataclass(frozen=True)
class ResultsPage:
    """Everything the page of results shows; the lists are empty while numbers are not shown."""

    voters: int
    votes: int
    computed_at: datetime | None
    numbers: bool
    missing: int
    closed: bool
    united: Sequence[ListedStatement]
    against: Sequence[ListedStatement]
    dividing: Sequence[ListedStatement]


def results_page(activity: Activity, *, at: datetime) -> ResultsPage:
    """Return the results of a deliberation as they stand in its stored map."""
    deliberation = rules_of(activity)
    kept = map_of(deliberation)
    voters = kept.voters if kept else 0
    numbers = kept is not None and numbers_shown(deliberation, voters)
    shared = _shared(asked_statements(activity.pk), deliberation.minimum_voters) if numbers else None
    return ResultsPage(
        voters=voters,
        votes=kept.votes if kept else 0,
        computed_at=kept.computed_at if kept else None,
        numbers=numbers,
        missing=max(0, deliberation.minimum_voters - voters),
        closed=at >= activity.closes_at,
        united=_first(shared, "-agree_part") if shared is not None else [],
        against=_first(shared, "-disagree_part") if shared is not None else [],
        dividing=_first(shared, "-split") if shared is not None else [],
    )


def _shared(statements: QuerySet[Statement], minimum: int) -> QuerySet[Statement]:
    """Return statements with enough votes, each with its shrunken shares, so that few votes do not rank first."""
    votes = F("agree_count") + F("disagree_count") + F("pass_count")
    shares = {
        "agree_part": (F("agree_count") + 1.0) / (votes + 2.0),
        "disagree_part": (F("disagree_count") + 1.0) / (votes + 2.0),
    }
    found = statements.filter(meta=False).annotate(voted=votes).filter(voted__gte=min(minimum, 5) or 1)
    found = found.annotate(**{name: ExpressionWrapper(part, FloatField()) for name, part in shares.items()})
    return found.annotate(split=ExpressionWrapper(F("agree_part") * F("disagree_part"), FloatField()))


def _first(statements: QuerySet[Statement], order: str) -> list[ListedStatement]:
    name = order.removeprefix("-")
    least = 0.15 if name == "split" else 0.5
    return listed(statements.filter(**{f"{name}__gt": least}).order_by(order, "pk")[:SHOWN], numbers=True)
