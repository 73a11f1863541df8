"""What a deliberation found, from the latest release alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import ExpressionWrapper, F, FloatField, QuerySet
from django.utils.functional import Promise

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.models import Duty
from kuvend.participation.deliberation.maps.letters import shown_after
from kuvend.participation.deliberation.models import Release, Statement
from kuvend.participation.deliberation.queries.ballot import asked_statements
from kuvend.participation.deliberation.queries.groups import (
    CAUTIONS,
    Apart,
    ShownGroup,
    dividing,
    named_statements,
    shown_groups,
)
from kuvend.participation.deliberation.queries.release_days import Steps, steps_of
from kuvend.participation.deliberation.queries.rows import release_of, rules_of
from kuvend.participation.deliberation.queries.statements import ListedStatement, listed
from kuvend.participation.deliberation.releases.picture import Picture, picture_of

SHOWN = 5
ENOUGH_VOTES = 5  # on a statement, where there are no groups: with fewer it ranks nowhere
MAJORITY, SPLIT = 0.5, 0.15  # least share of agreement; least product of both shares for "divides"


@dataclass(frozen=True)
class ResultsPage:
    """Everything the page of results shows; the lists are empty before the first release, groups without a map."""

    release: Release | None
    steps: Steps
    groups_set: bool = False
    united: Sequence[ListedStatement] = ()
    against: Sequence[ListedStatement] = ()
    divided: Sequence[ListedStatement] = ()
    apart: Sequence[Apart] = ()
    groups: Sequence[ShownGroup] = ()
    cautions: Sequence[str | Promise] = ()
    picture: Picture | None = None


def results_page(activity: Activity, *, at: datetime) -> ResultsPage:
    """Return the results of a deliberation as they stand in its latest release."""
    deliberation = rules_of(activity)
    release = release_of(deliberation)
    steps = steps_of(deliberation, release, at=at)
    page = ResultsPage(release, steps, groups_set=deliberation.groups is not None)
    if release is None:
        return page
    statements = asked_statements(activity.pk)
    owner = activity.owner.name
    result = shown_after(release.result, release.lineage)
    return _with_map(page, statements, owner, result) if release.mode else _with_counts(page, statements, owner)


def candidates(activity: Activity, *, actor: Actor, at: datetime) -> list[ListedStatement]:
    """Return what most agree on, and what most reject, of those that nobody owes an answer to yet; nobody's own."""
    page = results_page(activity, at=at)
    statements = [*page.united, *page.against]
    owed = Duty.objects.filter(contribution_id__in=[row.id for row in statements]).values_list(
        "contribution_id", flat=True
    )
    own = Contribution.objects.filter(pk__in=[row.id for row in statements], participant__person=actor.person_id)
    not_candidates = {*owed, *(own.values_list("pk", flat=True) if actor.person_id else [])}
    return [row for row in statements if row.id not in not_candidates]


def _with_map(
    page: ResultsPage, statements: QuerySet[Statement], owner: Localized, result: Mapping[str, Any]
) -> ResultsPage:
    quoted = statements.filter(meta=False, contribution__public_id__in=named_statements(result))
    rows = {row.public_id: row for row in listed(quoted, owner=owner, numbers=True)}
    return replace(
        page,
        united=[rows[name] for name in result["agree"] if name in rows],
        against=[rows[name] for name in result["disagree"] if name in rows],
        apart=dividing(result, rows),
        groups=shown_groups(result, rows),
        cautions=[CAUTIONS[code] for code in result["cautions"] if code in CAUTIONS],
        picture=picture_of(result),
    )


def _with_counts(page: ResultsPage, statements: QuerySet[Statement], owner: Localized) -> ResultsPage:
    """Rank statements by shrunken shares, so that few votes do not rank first."""
    votes = F("agree_count") + F("disagree_count") + F("pass_count")
    agree, disagree = (F(f"{name}_count") + 1.0 for name in ("agree", "disagree"))
    ranked = statements.filter(meta=False).annotate(
        voted=votes,
        agrees=ExpressionWrapper(agree / (votes + 2.0), FloatField()),
        disagrees=ExpressionWrapper(disagree / (votes + 2.0), FloatField()),
    )
    ranked = ranked.filter(voted__gte=ENOUGH_VOTES)
    split = ranked.annotate(split=ExpressionWrapper(F("agrees") * F("disagrees"), FloatField()))
    return replace(
        page,
        united=listed(ranked.filter(agrees__gt=MAJORITY).order_by("-agrees", "pk")[:SHOWN], owner=owner, numbers=True),
        against=listed(
            ranked.filter(disagrees__gt=MAJORITY).order_by("-disagrees", "pk")[:SHOWN], owner=owner, numbers=True
        ),
        divided=listed(split.filter(split__gt=SPLIT).order_by("-split", "pk")[:SHOWN], owner=owner, numbers=True),
    )
