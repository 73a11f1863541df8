"""What can be done about barriers: they are reported, and answered."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.obligations.actions import meet, owe
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.people.network import Networks
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.publication.barriers import facts, rules
from kuvend.publication.barriers.models import Barrier
from kuvend.publication.barriers.obligations import ANSWER


@transaction.atomic
def report_barrier(*, page: str, words: str, language: str, networks: Networks, at: datetime) -> Barrier:
    """Keep what keeps somebody out; the same words about the same page on one day are one report.

    Args:
        page: the path at which it happened, "" when nobody said.
        networks: today's keys of the asking networks, each with its share, for the limits.

    Raises:
        TooOften: when the network has reported too many.
    """
    today = Barrier.objects.filter(page=page, words=words, reported_at__date=local_date(at))
    if earlier := today.first():
        return earlier
    limits.count_all("report_barrier", networks, at=at)
    barrier = Barrier(page=page, words=words, language=language, reported_at=at)
    barrier.obligation = owe(kind=ANSWER, subject=barrier.public_id, role=PERSON, at=at)
    barrier.save()
    due = barrier.obligation.due_date.isoformat()
    put(facts.BarrierReported(barrier=Subject(barrier.public_id), answer_due_date=due), at=at, role=PERSON)
    return barrier


@transaction.atomic
def answer_barrier(*, actor: Actor, barrier: Barrier, answer: Localized, removed: bool, at: datetime) -> Barrier:
    """Answer a barrier; the answer stands at the address that the receipt names.

    Raises:
        NotAllowed: with the rule's reason; also when somebody answered it meanwhile.
    """
    row = Barrier.objects.select_for_update(of=("self",)).select_related("obligation").get(pk=barrier.pk)
    require(rules.may_answer_barrier(actor, row, answer=answer))
    row.answer, row.removed, row.answered_at = answer, removed, at
    row.save(update_fields=["answer", "removed", "answered_at"])
    role = next((mandate.role for mandate in actor.mandates if mandate.role in ANSWER.roles), "system")
    meet(obligation=row.obligation, role=role, at=at)
    answered = facts.BarrierAnswered(barrier=Subject(row.public_id), removed="yes" if removed else "no")
    put(answered, at=at, role=role)
    return row
