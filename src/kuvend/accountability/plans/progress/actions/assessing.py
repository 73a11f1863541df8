"""Assess a commitment in the IRM's codes; an assessment is never edited, a later one follows it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from kuvend.accountability.plans.models import Assessment, Commitment
from kuvend.accountability.plans.progress import facts, rules
from kuvend.accountability.plans.progress.actions.wholeness import assessment_lacks
from kuvend.accountability.plans.progress.eras import era_of
from kuvend.foundation.core.access import require
from kuvend.foundation.core.problems import NotWhole
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.openings import seal_openly


@dataclass(frozen=True, kw_only=True)
class Codes:
    """The reviewer's codes; "" where nothing is said yet."""

    verifiable: str = ""
    open_gov_lens: str = ""
    potential: str = ""
    completion: str = ""
    early_results: str = ""


def check_assessment(*, commitment: Commitment, codes: Codes, text: Localized) -> dict[str, str]:
    """Return what an assessment lacks before it is published: field → sentence; `commitment` has its plan at hand."""
    return assessment_lacks(asdict(codes), text, era_of(commitment.goal.plan.process.from_date))


@transaction.atomic
def assess_commitment(
    *,
    actor: Actor,
    commitment: Commitment,
    codes: Codes,
    text: Localized,
    source_title: Localized | None = None,
    source_url: str = "",
    at: datetime,
) -> Assessment:
    """Publish what the Independent Reporting Mechanism found.

    Raises:
        NotAllowed: when the actor is no reviewer here.
        NotWhole: when every code or the reasons are missing, or a code belongs to plans of other years.
    """
    row = Commitment.objects.select_related("outcome__scope", "goal__plan__process").get(pk=commitment.pk)
    require(rules.may_assess_commitment(actor, row))
    text = localized(text)
    if lacks := check_assessment(commitment=row, codes=codes, text=text):
        raise NotWhole(lacks)
    sealed = seal_openly(json.dumps(text, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
    assessment = Assessment.objects.create(
        commitment=row,
        text=text,
        source_title=localized(source_title),
        source_url=source_url,
        assessed_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
        **asdict(codes),
    )
    assessed = facts.CommitmentAssessed(
        commitment=Subject(row.outcome.public_id),
        assessment=Subject(assessment.public_id),
        text=sealed.digest,
        **asdict(codes),
    )
    put(assessed, at=at, role=actor.role_in(row.outcome.scope.path, Role.IRM_REVIEWER))
    return assessment
