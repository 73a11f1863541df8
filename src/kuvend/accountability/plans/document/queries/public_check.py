"""A plan's check for everyone: how many of OGP's rules it meets, and what would mend those it does not.

The check reads the whole plan, so it is kept for some minutes: a new version, a submission or another day is judged at
once, what was answered meanwhile shows after them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.document.queries.checking import BASES, plan_check
from kuvend.accountability.plans.models import Plan
from kuvend.engines.plancheck import Finding, Outcome, PlanCheck, read_check, write_check
from kuvend.foundation.core.charts import Chart, Part, stacked
from kuvend.foundation.core.text import EngineSentence, Localized

KEPT = 10 * 60  # seconds
PLACES = 8  # numbers of commitments and milestones that are named with a rule
FEW = 2  # so many more are named, too, and not counted
SHOWN: tuple[tuple[Outcome, str | Promise, str, str], ...] = (
    (Outcome.PASSED, _("met"), "ok", "#rules-met"),
    (Outcome.FAILED, _("not met"), "stop", "#rules-not-met"),
    (Outcome.UNKNOWN, _("cannot be told from the plan"), "", "#rules-unknown"),
)


@dataclass(frozen=True)
class RuleRow:
    """A rule in plain words: why it is not met, at which commitments and milestones, and what would mend it.

    `where` are the first of their numbers and `more` is how many follow; `advice` is no requirement of OGP;
    `unconfirmed` says which number or demand of the rule no text at hand states; `basis` by what it was judged.
    """

    id: str
    advice: bool
    sentence: Localized
    why: Localized
    mend: Localized
    where: Sequence[str]
    more: int
    unconfirmed: Localized
    basis: str | Promise


@dataclass(frozen=True)
class CheckPart:
    """What a plan's page says of the check; the rows by outcome."""

    chart: Chart
    not_met: Sequence[RuleRow]
    unknown: Sequence[RuleRow]
    met: Sequence[RuleRow]

    def rows(self) -> list[RuleRow]:
        """Return all of them."""
        return [*self.not_met, *self.unknown, *self.met]


def public_check(plan: Plan, *, as_of: date) -> CheckPart:
    """Return what the rules find in a plan on a day; one statement once it is kept."""
    check = _cached_check(plan, as_of)
    rows = {outcome: [_row(one) for one in check.findings if one.outcome is outcome] for outcome in Outcome}
    parts = [Part(label=label, count=len(rows[one]), tone=tone, url=url) for one, label, tone, url in SHOWN]
    required_first = sorted(rows[Outcome.FAILED], key=lambda row: row.advice)
    return CheckPart(stacked(parts), required_first, rows[Outcome.UNKNOWN], rows[Outcome.PASSED])


def _cached_check(plan: Plan, as_of: date) -> PlanCheck:
    submitted = (
        "submitted" if plan.submitted_at else "open"
    )  # the submission makes no version, and rules ask for its day
    key = f"plan-check:{plan.public_id}:{plan.version}:{submitted}:{as_of.isoformat()}"
    try:
        return read_check(cache.get(key, ""))
    except ValueError:  # nothing is kept, or what a release before this one kept
        check = plan_check(plan, as_of=as_of)
        cache.set(key, write_check(check), KEPT)
        return check


def _row(finding: Finding) -> RuleRow:
    where = finding.failed_at if finding.outcome is Outcome.FAILED else finding.unknown_at
    places = where if len(where) <= PLACES + FEW else where[:PLACES]
    return RuleRow(
        id=finding.id,
        advice=finding.level == "advice",
        sentence=EngineSentence(finding.sentence),
        why=EngineSentence(finding.why),
        mend=EngineSentence(finding.mend),
        where=places,
        more=len(where) - len(places),
        unconfirmed=EngineSentence(finding.unconfirmed),
        basis=BASES.get(finding.basis, ""),
    )
