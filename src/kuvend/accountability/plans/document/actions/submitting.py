"""Submit a plan to OGP: once, when each requirement holds or a published reason takes its place."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.document import facts, rules
from kuvend.accountability.plans.document.queries.submission import Requirement, requirements, still_lacking
from kuvend.accountability.plans.models import Plan, RuleOverride
from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.record.openings import seal_openly


@transaction.atomic
def submit_plan(
    *,
    actor: Actor,
    plan: Plan,
    reasons: Mapping[str, Localized] | None = None,
    seen_version: int | None = None,
    at: datetime,
) -> Plan:
    """Keep the moment of the submission and put the version that was submitted on record.

    Args:
        actor: of the technical secretariat.
        plan: the one to submit.
        reasons: by the code of a requirement that does not hold, why the plan is submitted all the same, in each
            language; published and sealed. One for what holds is left out.
        seen_version: the version that was on the page; None when there was none.
        at: the moment of the submission.

    Raises:
        NotAllowed: when the actor may not, the plan has another version by now, or something is lacking for which
            there is no reason; all of it is named.
    """
    # An import locks the process, too: what is submitted is the version that is on record.
    Process.objects.select_for_update().get(pk=plan.process_id)
    row = Plan.objects.select_related("process__scope").get(pk=plan.pk)
    texts = {code: localized(said) for code, said in (reasons or {}).items()}
    open_ones = _open_ones(actor, row, texts, seen_version=seen_version, at=at)
    role = actor.role_in(row.process.scope.path, Role.SECRETARIAT)
    _override(row, open_ones, texts, role=role, at=at)
    row.submitted_at = at
    row.save(update_fields=["submitted_at"])
    submitted = facts.PlanSubmitted(
        plan=Subject(row.public_id),
        process=Subject(row.process.public_id),
        version=row.version,
        document=Digest(row.digest),
    )
    put(submitted, at=at, role=role)
    return row


def _open_ones(
    actor: Actor, plan: Plan, reasons: Mapping[str, Localized], *, seen_version: int | None, at: datetime
) -> list[Requirement]:
    """Return the requirements that do not hold, each with its reason.

    Raises:
        NotAllowed: as `submit_plan` says.
    """
    require(rules.may_submit_plan(actor, plan, ()))
    if seen_version not in (None, plan.version):
        raise NotAllowed(
            _("A new version of the plan was published meanwhile. Look at what it lacks, and submit again.")
        )
    all_requirements = requirements(plan, at)
    require(rules.may_submit_plan(actor, plan, still_lacking(all_requirements, reasons)))
    return [one for one in all_requirements if not one.holds]


def _override(
    plan: Plan, open_ones: Sequence[Requirement], reasons: Mapping[str, Localized], *, role: str, at: datetime
) -> None:
    """Publish why the plan goes off although these do not hold."""
    for requirement in open_ones:
        reason = reasons[requirement.code]
        sealed = seal_openly(json.dumps(reason, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        row = RuleOverride.objects.create(
            plan=plan,
            rule=requirement.code,
            outcome=requirement.outcome.value,
            reason=reason,
            salt=sealed.salt,
            digest=sealed.digest,
        )
        overridden = facts.RuleOverridden(
            plan=Subject(plan.public_id),
            override=Subject(row.public_id),
            version=plan.version,
            rule=requirement.code,
            outcome=requirement.outcome.value,
            reason=sealed.digest,
        )
        put(overridden, at=at, role=role)
