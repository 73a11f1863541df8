"""Submit a plan to OGP: once, and only when nothing is lacking."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.accountability.plans import facts, rules
from kuvend.accountability.plans.models import Plan
from kuvend.foundation.core.access import require
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject


@transaction.atomic
def submit_plan(*, actor: Actor, plan: Plan, at: datetime) -> Plan:
    """Keep the moment of the submission and put the version that was submitted on record.

    Raises:
        NotAllowed: when the actor may not, or something is lacking; the reason names all of it.
    """
    # An import locks the process, too: what is submitted is the version that is on record.
    Process.objects.select_for_update().get(pk=plan.process_id)
    row = Plan.objects.select_related("process__scope").get(pk=plan.pk)
    require(rules.may_submit_plan(actor, row, at))
    row.submitted_at = at
    row.save(update_fields=["submitted_at"])
    submitted = facts.PlanSubmitted(
        plan=Subject(row.public_id),
        process=Subject(row.process.public_id),
        version=row.version,
        document=Digest(row.digest),
    )
    put(submitted, at=at, role=actor.role_in(row.process.scope.path, Role.SECRETARIAT))
    return row
