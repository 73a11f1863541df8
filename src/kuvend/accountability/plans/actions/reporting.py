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
from kuvend.foundation.record.facts import Digest, Subject, seal


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
    report = _keep(row, status, text, challenges, as_of_date, at)
    given = [one for one in evidence if any(one.title.values())]
    Evidence.objects.bulk_create(
        Evidence(report=report, title=localized(one.title), url=one.url, event_date=one.event_date) for one in given
    )
    if row.last_report is None or row.last_report.as_of_date <= as_of_date:
        row.status, row.last_report = report.status, report
        row.save(update_fields=["status", "last_report"])
    role = actor.role_in(row.outcome.scope.path, Role.INSTITUTION_OFFICER, Role.COMPONENT_LEADER)
    put(_reported(row, report, len(given)), at=at, role=role)
    return report


def _keep(
    milestone: Milestone, status: str, text: Localized, challenges: Localized, as_of_date: date, at: datetime
) -> Report:
    sealed = seal(sealed_words(text, challenges))
    return Report.objects.create(
        milestone=milestone,
        institution=milestone.outcome.institution,
        status=status,
        text=text,
        challenges=challenges,
        as_of_date=as_of_date,
        reported_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _reported(milestone: Milestone, report: Report, evidence: int) -> facts.ProgressReported:
    return facts.ProgressReported(
        milestone=Subject(milestone.outcome.public_id),
        commitment=Subject(milestone.commitment.outcome.public_id),
        report=Subject(report.public_id),
        status=report.status,
        as_of_date=report.as_of_date.isoformat(),
        evidence=evidence,
        text=Digest(report.digest),
    )


def sealed_words(text: Localized, challenges: Localized) -> str:
    """Return the exact string that a report's digest seals: JSON with sorted keys, so that anyone can rebuild it."""
    words = {"text": text, "challenges": challenges}
    return json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
