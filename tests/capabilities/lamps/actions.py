"""What can be done with lamps: one is reported, watched, repaired."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import require
from kuvend.foundation.obligations.actions import meet, owe
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import SYSTEM, Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.record.actions import put
from tests.capabilities.lamps.facts import LampRepaired, LampReported
from tests.capabilities.lamps.models import Lamp, Watch
from tests.capabilities.lamps.obligations import REPAIR
from tests.capabilities.lamps.rules import may_repair


@transaction.atomic
def report_lamp(*, place: str, institution: Institution, said: Contribution | None, at: datetime) -> Lamp:
    """Keep a lamp that is out; its repair is owed by the day of its clock."""
    lamp = Lamp(place=place, said=said, reported_at=at)
    process = said.activity.process if said else None
    lamp.repair = owe(kind=REPAIR, subject=lamp.public_id, institution=institution, process=process, role=SYSTEM, at=at)
    lamp.save()
    fact = LampReported(
        lamp=lamp.public_id,
        institution=institution.public_id,
        contribution=said.public_id if said else None,
        due_date=lamp.repair.due_date.isoformat(),
    )
    put(fact, at=at, role=SYSTEM)
    return lamp


@transaction.atomic
def watch_lamp(*, person_id: int, lamp: Lamp) -> None:
    """Remember that somebody waits for a lamp, in the process in which it was told of."""
    participant = participant_in(lamp.said.activity.process, person_id=person_id)
    Watch.objects.get_or_create(lamp=lamp, participant=participant)


def unwatch(participant_id: int) -> None:
    """Take back what a participant waits for."""
    Watch.objects.filter(participant=participant_id).delete()


@transaction.atomic
def repair_lamp(*, actor: Actor, lamp: Lamp, at: datetime) -> None:
    """Say that a lamp burns again; said twice it is said once. Raises NotAllowed."""
    row = Lamp.objects.select_for_update(of=("self",)).select_related("repair__institution", "said").get(pk=lamp.pk)
    require(may_repair(actor, row))
    if row.repaired_at:
        return
    row.repaired_at = at
    row.save(update_fields=["repaired_at"])
    meet(obligation=row.repair, role=Role.INSTITUTION_OFFICER, at=at)
    fact = LampRepaired(
        lamp=row.public_id,
        institution=row.repair.institution.public_id,
        contribution=row.said.public_id if row.said else None,
    )
    put(fact, at=at, role=Role.INSTITUTION_OFFICER)
