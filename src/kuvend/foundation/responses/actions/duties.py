"""Duties: opened and lapsed as facts say, passed on by those who owe them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.rules import where_owed, who_owes
from kuvend.foundation.core.access import require
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.responses import facts, rules
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty


@transaction.atomic
def pass_on(*, actor: Actor, contribution: Contribution, to: Institution, at: datetime) -> Duty:
    """Let another institution owe the answer, by the same day."""
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("institution", "contribution__activity__scope", "contribution__about__scope")
        .get(contribution=contribution, state=DutyState.OPEN)
    )
    require(rules.may_pass_on(actor, duty))
    passed = facts.DutyPassedOn(
        contribution=Subject(contribution.public_id),
        from_institution=Subject(duty.institution.public_id),
        to_institution=Subject(to.public_id),
    )
    duty.institution = to
    duty.save(update_fields=["institution"])
    scope = where_owed(duty.contribution.activity, duty.contribution.about).path
    put(passed, at=at, role=actor.role_in(scope, Role.INSTITUTION_OFFICER))
    return duty


def open_duties(contribution_ids: Sequence[str]) -> int:
    """Open the duty of each published contribution (public ids) that is owed an answer; returns how many were new."""
    rows = (
        Contribution.objects.filter(
            public_id__in=contribution_ids, state=State.PUBLISHED, answer_due_date__isnull=False
        )
        .filter(duty__isnull=True)
        .select_related("activity__owner", "about__institution")
    )
    duties = [
        Duty(
            contribution=row,
            institution=who_owes(row.activity, row.about),
            due_date=row.answer_due_date,
        )
        for row in rows
        if row.answer_due_date
    ]
    Duty.objects.bulk_create(duties, ignore_conflicts=True, batch_size=1000)
    Duty.objects.filter(
        contribution__public_id__in=contribution_ids, contribution__state=State.PUBLISHED, state=DutyState.LAPSED
    ).update(state=DutyState.OPEN)
    return len(duties)


def lapse_duties(contribution_ids: Sequence[str]) -> int:
    """Let the open duties of hidden or withdrawn contributions lapse; returns how many did."""
    return Duty.objects.filter(contribution__public_id__in=contribution_ids, state=DutyState.OPEN).update(
        state=DutyState.LAPSED
    )
