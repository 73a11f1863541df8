"""After closing: what most agree on is put to the institution that asked, which then owes an answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kuvend.engines.deadlines import due_date
from kuvend.engines.deadlines.calendars import calendar_of
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.rules import may_act_upon_all
from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.responses.actions import open_duties
from kuvend.participation.deliberation import facts, rules
from kuvend.participation.deliberation.enums import STATEMENT


@transaction.atomic
def put_forward(*, actor: Actor, activity: Activity, public_ids: Sequence[str], at: datetime) -> int:
    """Let the institution that asked owe an answer to these statements; returns how many were new.

    They then wait at its desk like every contribution: one answer may go to all of them, and name what they landed in.
    The day of this deed is day 0 of the deadline. What is answered or owed already, or not public, is left alone.

    Raises:
        NotAllowed: with the rule's reason; also when one of them is the actor's own.
    """
    require(rules.may_put_forward(actor, activity, at))
    statements = Contribution.objects.select_for_update(of=("self",), no_key=True).filter(
        activity=activity, kind=STATEMENT, state=State.PUBLISHED, public_id__in=public_ids
    )
    require(may_act_upon_all(actor, statements))
    new = list(statements.filter(duty__isnull=True).order_by("-pk"))
    due = due_date(local_date(at), activity.answer_working_days, country=settings.KUVEND_COUNTRY)
    for row in new:
        row.answer_due_date = due
    Contribution.objects.bulk_update(new, ["answer_due_date"])
    day, calendar = due.isoformat(), calendar_of(settings.KUVEND_COUNTRY).code
    forward = [
        facts.StatementPutForward(contribution=Subject(row.public_id), answer_due_date=day, calendar=calendar)
        for row in new
    ]
    if forward:
        put(*forward, at=at, role=actor.role_in(activity.scope.path))
        open_duties([row.public_id for row in new])
    return len(new)
