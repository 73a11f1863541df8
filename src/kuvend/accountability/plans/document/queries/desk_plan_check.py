"""The check of a plan as the desk shows it: what failed with what would mend it, what is unknown, what holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left
from django.utils.functional import Promise

from kuvend.accountability.plans.document.queries.checking import BASES, plan_check
from kuvend.accountability.plans.document.rules import PLAN_CHECK
from kuvend.accountability.plans.enums import Value
from kuvend.accountability.plans.models import Plan
from kuvend.engines.plancheck import Finding, Outcome, PlanCheck, guided_values
from kuvend.foundation.core.text import EngineSentence, Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import scopes_with
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty

GUIDED = {"T-03", "T-04"}  # the rules about OGP's values
WORDS_SHOWN = 240  # characters of a contribution without a title
MOST_LISTED = 50  # unanswered contributions; the count tells of the rest


@dataclass(frozen=True)
class Guide:
    """An OGP value with the questions that a commitment claiming it should answer."""

    value: str | Promise
    questions: Sequence[Localized]


@dataclass(frozen=True)
class Row:
    """One rule; `where` are the commitments and milestones at which it failed, or at which nobody can tell.

    `guides` help to mend a failure about OGP's values; `unconfirmed` says what of the rule no text at hand
    states; `basis` by what it was judged, "" for what the plan itself holds.
    """

    id: str
    advice: bool
    sentence: Localized
    why: Localized
    mend: Localized
    where: Sequence[str]
    source: str
    unconfirmed: Localized
    basis: str | Promise
    guides: Sequence[Guide]


@dataclass(frozen=True)
class Unanswered:
    """A contribution that still waits for its answer."""

    public_id: str
    title: str
    language: str
    institution: Any
    due_date: date


@dataclass(frozen=True)
class CheckPage:
    """All rules by outcome, and the contributions without which a plan cannot be submitted."""

    check: PlanCheck
    rule_set: str
    failed: Sequence[Row]
    unknown: Sequence[Row]
    passed: Sequence[Row]
    unanswered: Sequence[Unanswered]
    unanswered_count: int


def plans_of(actor: Actor) -> list[Plan]:
    """Return the plans that hold the actor's work, or part of it, the one that ends last first."""
    paths = scopes_with(actor, PLAN_CHECK.roles)
    plans = Plan.objects.select_related("process__scope").order_by("-process__to_date", "-pk")
    return [plan for plan in plans if any(_touch(plan.process.scope.path, path) for path in paths)]


def _touch(path: str, other_path: str) -> bool:
    return path.startswith(other_path) or other_path.startswith(path)


def check_page(plan: Plan, *, as_of: date) -> CheckPage:
    """Return the check of a plan on a day."""
    check = plan_check(plan, as_of=as_of)
    owed = Duty.objects.filter(Q(state=DutyState.OPEN), contribution__activity__process_id=plan.process_id)
    unanswered = _unanswered(owed)
    return CheckPage(
        check=check,
        rule_set=check.rule_set,
        failed=_rows(check.findings, Outcome.FAILED),
        unknown=_rows(check.findings, Outcome.UNKNOWN),
        passed=_rows(check.findings, Outcome.PASSED),
        unanswered=unanswered,
        unanswered_count=len(unanswered) if len(unanswered) < MOST_LISTED else owed.count(),
    )


def _unanswered(owed: Any) -> list[Unanswered]:
    rows = owed.annotate(words=Left("contribution__body", WORDS_SHOWN)).order_by("due_date", "pk")
    values = rows.values_list(
        "contribution__public_id",
        "contribution__title",
        "words",
        "contribution__language",
        "institution__name",
        "due_date",
    )
    return [
        Unanswered(public_id, title or words, language, institution, due_date)
        for public_id, title, words, language, institution, due_date in values[:MOST_LISTED]
    ]


def _rows(findings: Sequence[Finding], outcome: Outcome) -> list[Row]:
    return [_row(finding) for finding in findings if finding.outcome is outcome]


def _row(finding: Finding) -> Row:
    return Row(
        id=finding.id,
        advice=finding.level == "advice",
        sentence=EngineSentence(finding.sentence),
        why=EngineSentence(finding.why),
        mend=EngineSentence(finding.mend),
        where=finding.failed_at if finding.outcome is Outcome.FAILED else finding.unknown_at,
        source=finding.source,
        unconfirmed=EngineSentence(finding.unconfirmed),
        basis=BASES.get(finding.basis, ""),
        guides=_guides() if finding.outcome is Outcome.FAILED and finding.id in GUIDED else (),
    )


def _guides() -> list[Guide]:
    """Return OGP's values by their labels, each with its guiding questions."""
    return [Guide(Value(one.code).label, [EngineSentence(said) for said in one.questions]) for one in guided_values()]
