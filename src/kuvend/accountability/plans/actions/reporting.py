"""Report how far a milestone is; a report is never edited, a later one follows it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from kuvend.accountability.plans import facts, rules
from kuvend.accountability.plans.actions.wholeness import NotWhole, report_lacks
from kuvend.accountability.plans.models import Evidence, Milestone, Report
from kuvend.foundation.core.access import require
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, seal


@dataclass(frozen=True)
class GivenEvidence:
    """What shows that a report is true."""

    title: Localized
    url: str = ""
    event_date: date | None = None


@transaction.atomic
def report_progress(
    *,
    actor: Actor,
    milestone: Milestone,
    status: str,
    text: Localized,
    challenges: Localized,
    as_of_date: date,
    evidence: Sequence[GivenEvidence] = (),
    at: datetime,
) -> Report:
    """Publish a report on `milestone` as of a day; its author may follow the words that landed there.

    Raises:
        NotAllowed: when the actor may not report here.
        NotWhole: when words, a status or (for not started and limited) the challenges are missing.
    """
    related = ("outcome__scope", "outcome__institution", "commitment__outcome", "last_report")
    row = Milestone.objects.select_for_update(of=("self",)).select_related(*related).get(pk=milestone.pk)
    require(rules.may_report_progress(actor, row))
    text, challenges = localized(text), localized(challenges)
    if lacks := report_lacks(status, text, challenges, as_of_date, at):
        raise NotWhole(lacks)
    sealed = seal(sealed_words(text, challenges))
    report = Report.objects.create(
        milestone=row,
        institution=row.outcome.institution,
        status=status,
        text=text,
        challenges=challenges,
        as_of_date=as_of_date,
        reported_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )
    given = [one for one in evidence if any(one.title.values())]
    Evidence.objects.bulk_create(
        Evidence(report=report, title=localized(one.title), url=one.url, event_date=one.event_date) for one in given
    )
    if row.last_report is None or row.last_report.as_of_date <= as_of_date:
        row.status, row.last_report = report.status, report
        row.save(update_fields=["status", "last_report"])
        milestone.status, milestone.last_report = report.status, report
    reported = facts.ProgressReported(
        milestone=Subject(row.outcome.public_id),
        commitment=Subject(row.commitment.outcome.public_id),
        report=Subject(report.public_id),
        status=report.status,
        as_of_date=as_of_date.isoformat(),
        evidence=len(given),
        text=sealed.digest,
    )
    scope = row.outcome.scope.path
    put(reported, at=at, role=actor.role_in(scope, Role.INSTITUTION_OFFICER, Role.COMPONENT_LEADER))
    return report


def sealed_words(text: Localized, challenges: Localized) -> str:
    """Return the exact string that a report's digest seals: JSON with sorted keys, so that anyone can rebuild it."""
    words = {"text": text, "challenges": challenges}
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
