"""What must hold before a plan is submitted to OGP: the requirements with their reasons, for the rule and for the desk.

After OGP's minimum requirement 4.1, its relevance rule (technology alone), and the complaint that plans went off to OGP
whose draft nobody had seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.plancheck import technology_alone, why_not_technology_alone
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.outcomes.enums import OutcomeKind
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty


@dataclass(frozen=True)
class Requirement:
    """One thing that must hold before the submission; `lacks` are the reasons why it does not, () when it holds."""

    code: str
    sentence: str
    lacks: Sequence[str]

    @property
    def holds(self) -> bool:
        """Tell whether nothing is lacking."""
        return not self.lacks


def requirements(plan: Plan, at: datetime) -> list[Requirement]:
    """Return what must hold before `plan` is submitted, each with what it lacks at `at`, in the active language."""
    commitments = _commitments(plan)
    return [
        Requirement("once", _("The plan has not been submitted before."), _submitted(plan, at)),
        Requirement("answers", _("Every contribution has its answer (OGP’s requirement 4.1)."), _unanswered(plan)),
        Requirement("draft", _("A draft was published before the final text."), _without_draft(plan, at)),
        Requirement(
            "technology",
            _("No commitment names technology and innovation as its only OGP value."),
            _technology_alone(commitments),
        ),
        Requirement(
            "whole",
            _("Every commitment has a lead institution, an OGP value and a milestone."),
            _not_whole(commitments),
        ),
    ]


def told_submission(plan: Plan) -> StatedDate | None:
    """Return the day of submission that the plan's file tells, as exact as its source; None when it tells none."""
    stated = (plan.making or {}).get("submitted")
    return None if stated in (None, "", UNKNOWN.value) else StatedDate.parse(str(stated))


def _submitted(plan: Plan, at: datetime) -> list[str]:
    if plan.submitted_at is not None:
        day = date_format(local_date(plan.submitted_at), "DATE_FORMAT")
        return [_("It was submitted on %(day)s.") % {"day": day}]
    told = told_submission(plan)
    if told is None or told.last_day() > local_date(at):
        return []
    return [_("Its file tells that it was submitted already (%(day)s).") % {"day": told}]


def _unanswered(plan: Plan) -> list[str]:
    waiting = Duty.objects.filter(state=DutyState.OPEN, contribution__activity__process_id=plan.process_id).count()
    if not waiting:
        return []
    said = ngettext(
        "%(n)d contribution still waits for its answer.", "%(n)d contributions still wait for their answers.", waiting
    )
    return [said % {"n": waiting}]


def _without_draft(plan: Plan, at: datetime) -> list[str]:
    """A draft is a text of the plan that stood in public before its final version, or was open for comments."""
    texts = OutcomeText.objects.filter(
        outcome__process_id=plan.process_id, outcome__kind__in=[OutcomeKind.COMMITMENT, OutcomeKind.SECTION]
    )
    shown = texts.filter(Q(published_at__lt=plan.published_at or at) | Q(outcome__activity__opens_at__lt=at))
    if shown.exists():
        return []
    return [_("Nobody could read a draft: publish one, let people comment on it, and publish the final text after it.")]


def _commitments(plan: Plan) -> list[Commitment]:
    milestones = Milestone.objects.filter(commitment=OuterRef("pk"))
    rows = Commitment.objects.filter(goal__plan=plan).annotate(has_milestone=Exists(milestones))
    return list(rows.select_related("outcome").order_by("place"))


def _technology_alone(commitments: Sequence[Commitment]) -> list[str]:
    why = why_not_technology_alone((get_language() or settings.LANGUAGE_CODE)[:2])
    return [
        _("Commitment %(number)s: %(why)s") % {"number": one.outcome.number, "why": why}
        for one in commitments
        if technology_alone(one.values)
    ]


def _not_whole(commitments: Sequence[Commitment]) -> list[str]:
    if not commitments:
        return [_("The plan has no commitment.")]
    return [said for one in commitments if (said := _lacking(one))]


def _lacking(one: Commitment) -> str:
    lacks = [
        (one.outcome.institution_id is None, _("no lead institution")),
        (not one.values, _("no OGP value")),
        (not getattr(one, "has_milestone", False), _("no milestone")),
    ]
    missing = ", ".join(words for lacking, words in lacks if lacking)
    said = {"number": one.outcome.number, "missing": missing}
    return _("Commitment %(number)s has %(missing)s.") % said if missing else ""
