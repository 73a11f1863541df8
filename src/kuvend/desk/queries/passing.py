"""Duties that go to another institution: who could answer there, what went lately, what can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.people.queries import in_force
from kuvend.foundation.responses.enums import DutyState, PassingKind
from kuvend.foundation.responses.models import Duty, Passing
from kuvend.foundation.responses.queries import duties_of
from kuvend.foundation.responses.rules import UNDO, may_receive


@dataclass(frozen=True)
class Receiver:
    """An institution to which a duty can go, and in words who answers there."""

    institution: Institution
    words: str


def receivers(duties: Sequence[Duty], *, today: date) -> list[Receiver]:
    """Return the institutions that had none of these duties yet, by their names in the reader's language.

    Two statements.
    """
    officers = in_force(today, through="mandates__") & Q(mandates__role=Role.INSTITUTION_OFFICER)
    answering = Count("mandates__person", distinct=True, filter=officers)
    passings: dict[int, list[Passing]] = {duty.pk: [] for duty in duties}
    for passing in Passing.objects.filter(duty__in=one_of(list(passings))):
        passings[passing.duty_id].append(passing)
    rows: list[Any] = list(Institution.objects.annotate(officers=answering))
    able = [row for row in rows if all(may_receive(duty, row, passings[duty.pk]) for duty in duties)]
    return [_receiver(row) for row in sorted(able, key=lambda row: (not row.officers, str(row.name)))]


def _receiver(row: Any) -> Receiver:
    if not row.officers:
        return Receiver(row, f"{row.name}: {_('nobody answers there yet')}")
    count = ngettext("%(n)d officer answers there", "%(n)d officers answer there", row.officers)
    return Receiver(row, f"{row.name}: {count % {'n': row.officers}}")


def passed_lately(actor: Actor, *, at: datetime) -> list[Passing]:
    """Return what the actor's institutions passed on within the hour in which it can be taken back, the latest first.

    Only what was owed within the actor's scopes and is owed still: words that were split since are owed in their parts.
    """
    rows = Passing.objects.filter(
        duties_of(actor, words="duty__contribution", of="from_institution"),
        kind=PassingKind.PASSED_ON,
        passed_at__gt=at - UNDO,
        taken_back_at__isnull=True,
        duty__state=DutyState.OPEN,
        duty__contribution__state=State.PUBLISHED,
    )
    related = ("to_institution", "duty__contribution", "duty")
    return [one for one in rows.select_related(*related).order_by("-passed_at") if _still_there(one)]


def _still_there(passing: Passing) -> bool:
    return passing.duty.institution_id == passing.to_institution_id
