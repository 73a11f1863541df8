"""What must hold before a plan is submitted to OGP: one list for the check and for the submission, with its reasons.

Every rule that OGP requires, and what the complaint asks that plans went off to OGP whose draft nobody had seen. What
does not hold needs a reason that is published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from kuvend.accountability.plans.document.queries.checking import plan_check
from kuvend.accountability.plans.enums import MILESTONE
from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.plancheck import Finding, Outcome, PlanCheck
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import EngineSentence, Localized
from kuvend.foundation.outcomes.models import OutcomeText, standalone
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty

OWN: Mapping[str, str | Promise] = {
    "once": _lazy("The plan has not been submitted before."),
    "draft": _lazy("A draft was published before the final text."),
    "whole": _lazy("Every commitment has a lead institution, an OGP value and a milestone."),
}
ANSWERS = "MR-4.1"
REQUIRED = "error"  # the level of a rule that OGP requires


@dataclass(frozen=True)
class Requirement:
    """One thing that must hold before the submission; `lacks` are the reasons why it does not, () when it holds.

    What nobody can tell does not hold. A published reason can take its place, unless it is `fixed`.
    """

    code: str
    sentence: str | Promise | Localized
    outcome: Outcome
    lacks: Sequence[str]
    fixed: bool = False

    @property
    def holds(self) -> bool:
        """Tell whether nothing is lacking."""
        return self.outcome is Outcome.PASSED


def requirements(plan: Plan, at: datetime, check: PlanCheck | None = None) -> list[Requirement]:
    """Return what must hold before `plan` is submitted, each with what it lacks at `at`, in the active language.

    The one list for check and submission: what the house itself asks, and each rule that OGP requires as the check
    of that day judges it (`check`, computed when it is not at hand).
    """
    check = check or plan_check(plan, as_of=local_date(at))
    return [
        _own("once", _submitted(plan, at), fixed=True),
        _own("draft", _without_draft(plan, at)),
        _own("whole", _not_whole(_commitments(plan))),
        *(_ruled(plan, finding) for finding in check.findings if finding.level == REQUIRED),
    ]


def still_lacking(all_requirements: Sequence[Requirement], reasons: Mapping[str, Localized]) -> list[str]:
    """Return what keeps a plan from being submitted: what does not hold and has no reason in every language."""
    return [
        lack
        for requirement in all_requirements
        if not requirement.holds
        and (requirement.fixed or requirement.code not in reasons or reasons[requirement.code].missing())
        for lack in requirement.lacks
    ]


def _own(code: str, lacks: Sequence[str], *, fixed: bool = False) -> Requirement:
    return Requirement(code, OWN[code], Outcome.FAILED if lacks else Outcome.PASSED, lacks, fixed)


def _ruled(plan: Plan, finding: Finding) -> Requirement:
    lacks = [] if finding.outcome is Outcome.PASSED else _lacks(plan, finding)
    return Requirement(finding.id, EngineSentence(finding.sentence), finding.outcome, lacks)


def _lacks(plan: Plan, finding: Finding) -> list[str]:
    if finding.id == ANSWERS and (waiting := _unanswered(plan)):
        return waiting
    where = finding.failed_at if finding.outcome is Outcome.FAILED else finding.unknown_at
    places = _("At %(places)s.") % {"places": ", ".join(where)} if where else ""
    sentences = (places, str(EngineSentence(finding.why)), str(EngineSentence(finding.mend)))
    return [" ".join(part for part in sentences if part)]


def told_submission(plan: Plan) -> StatedDate | None:
    """Return the day of submission that the plan's file tells, as exact as its source; None when it tells none."""
    day = (plan.making or {}).get("submitted")
    return None if day in (None, "", UNKNOWN.value) else StatedDate.parse(str(day))


def _submitted(plan: Plan, at: datetime) -> list[str]:
    if plan.submitted_at is not None:
        day = date_format(local_date(plan.submitted_at), "DATE_FORMAT")
        return [_("It was submitted on %(day)s.") % {"day": day}]
    submitted = told_submission(plan)
    if submitted is None or submitted.last_day() > local_date(at):
        return []
    return [_("Its file tells that it was submitted already (%(day)s).") % {"day": submitted}]


def _unanswered(plan: Plan) -> list[str]:
    waiting = Duty.objects.filter(state=DutyState.OPEN, contribution__activity__process_id=plan.process_id).count()
    if not waiting:
        return []
    sentence = ngettext(
        "%(n)d contribution still waits for its answer.", "%(n)d contributions still wait for their answers.", waiting
    )
    return [sentence % {"n": waiting}]


def _without_draft(plan: Plan, at: datetime) -> list[str]:
    """A draft is a text of the plan that stood in public before its final version, or was open for comments."""
    texts = OutcomeText.objects.filter(outcome__process_id=plan.process_id).exclude(outcome__kind=MILESTONE)
    drafts = texts.filter(Q(published_at__lt=plan.published_at or at) | Q(outcome__activity__opens_at__lt=at))
    if drafts.exists():
        return []
    return [_("Nobody could read a draft: publish one, let people comment on it, and publish the final text after it.")]


def _commitments(plan: Plan) -> list[Commitment]:
    milestones = Milestone.objects.filter(standalone("outcome__"), commitment=OuterRef("pk"))
    rows = Commitment.objects.filter(standalone("outcome__"), goal__plan=plan)
    return list(rows.annotate(has_milestone=Exists(milestones)).select_related("outcome").order_by("place"))


def _not_whole(commitments: Sequence[Commitment]) -> list[str]:
    if not commitments:
        return [_("The plan has no commitment.")]
    return [said for one in commitments if (said := _lacking(one))]


def _lacking(commitment: Commitment) -> str:
    lacks = [
        (commitment.outcome.institution_id is None, _("no lead institution")),
        (not commitment.values, _("no OGP value")),
        (not getattr(commitment, "has_milestone", False), _("no milestone")),
    ]
    missing = ", ".join(words for lacking, words in lacks if lacking)
    parts = {"number": commitment.outcome.number, "missing": missing}
    return _("Commitment %(number)s has %(missing)s.") % parts if missing else ""
