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
    kept = release_of(deliberation)
    steps = steps_of(deliberation, kept, at=at)
    page = ResultsPage(kept, steps, groups_set=deliberation.groups is not None)
    if kept is None:
        return page
    asked = asked_statements(activity.pk)
    owner = activity.owner.name
    shown = shown_after(kept.result, kept.lineage)
    return _with_map(page, asked, owner, shown) if kept.mode else _with_counts(page, asked, owner)


def candidates(activity: Activity, *, actor: Actor, at: datetime) -> list[ListedStatement]:
    """Return what most agree on, and what most reject, of those that nobody owes an answer to yet; nobody's own."""
    page = results_page(activity, at=at)
    found = [*page.united, *page.against]
    owed = Duty.objects.filter(contribution_id__in=[row.id for row in found]).values_list("contribution_id", flat=True)
    own = Contribution.objects.filter(pk__in=[row.id for row in found], participant__person=actor.person_id)
    left = {*owed, *(own.values_list("pk", flat=True) if actor.person_id else [])}
    return [row for row in found if row.id not in left]


def _with_map(page: ResultsPage, asked: QuerySet[Statement], owner: Localized, shown: Mapping[str, Any]) -> ResultsPage:
    quoted = asked.filter(meta=False, contribution__public_id__in=named_statements(shown))
    rows = {row.public_id: row for row in listed(quoted, owner=owner, numbers=True)}
    return replace(
        page,
        united=[rows[name] for name in shown["agree"] if name in rows],
        against=[rows[name] for name in shown["disagree"] if name in rows],
        apart=dividing(shown, rows),
        groups=shown_groups(shown, rows),
        cautions=[CAUTIONS[code] for code in shown["cautions"] if code in CAUTIONS],
        picture=picture_of(shown),
    )


def _with_counts(page: ResultsPage, asked: QuerySet[Statement], owner: Localized) -> ResultsPage:
    """Rank statements by shrunken shares, so that few votes do not rank first."""
    votes = F("agree_count") + F("disagree_count") + F("pass_count")
    agree, disagree = (F(f"{name}_count") + 1.0 for name in ("agree", "disagree"))
    found = asked.filter(meta=False).annotate(
        voted=votes,
        agrees=ExpressionWrapper(agree / (votes + 2.0), FloatField()),
        disagrees=ExpressionWrapper(disagree / (votes + 2.0), FloatField()),
    )
    found = found.filter(voted__gte=ENOUGH_VOTES)
    split = found.annotate(split=ExpressionWrapper(F("agrees") * F("disagrees"), FloatField()))
    return replace(
        page,
        united=listed(found.filter(agrees__gt=MAJORITY).order_by("-agrees", "pk")[:SHOWN], owner=owner, numbers=True),
        against=listed(
            found.filter(disagrees__gt=MAJORITY).order_by("-disagrees", "pk")[:SHOWN], owner=owner, numbers=True
        ),
        divided=listed(split.filter(split__gt=SPLIT).order_by("-split", "pk")[:SHOWN], owner=owner, numbers=True),
    )
