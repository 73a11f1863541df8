"""Votes: one row for each pair of participant and statement, changed in place, without a lock voters share."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.db.models import F

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core import limits
from kuvend.foundation.core.access import require
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Participant
from kuvend.participation.deliberation import rules
from kuvend.participation.deliberation.actions.map_flag import ask_for_map
from kuvend.participation.deliberation.enums import Value
from kuvend.participation.deliberation.limits import VOTE
from kuvend.participation.deliberation.models import Deliberation, Vote

UPSERT = """
INSERT INTO deliberation_vote (statement_id, participant_id, value, voted_at)
SELECT %s, id, %s, %s FROM processes_participant WHERE id = %s AND person_id = %s FOR KEY SHARE
ON CONFLICT (statement_id, participant_id)
DO UPDATE SET value = excluded.value, voted_at = excluded.voted_at
"""


def cast_vote(
    *, actor: Actor, contribution: Contribution, value: int, at: datetime, participant_id: int | None = None
) -> None:
    """Answer a statement, or change the answer; of two at once the later one stands.

    The map is asked for after it. Whose account is just being erased waits for the end of that, and then writes
    nothing.

    Args:
        contribution: the statement, with its activity and detail.
        value: 1 agree, -1 disagree, 0 pass.
        participant_id: of this person in the process, where the caller has read it; found or made when None.

    Raises:
        NotAllowed: with the rule's reason; TooOften when the minute's limit is reached; ValueError when `value` is none
            of the three.
    """
    require(rules.may_vote_on(actor, contribution, at))
    if actor.person_id is None:
        raise ValueError("the house itself has no opinion")
    value = Value(value).value
    with transaction.atomic():
        limits.count(VOTE.deed, str(actor.person_id), at=at)
        if participant_id is None:
            participant_id = participant_in(contribution.activity.process, person_id=actor.person_id).pk
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [contribution.pk, value, at, participant_id, actor.person_id])
        ask_for_map(contribution.activity_id)


@transaction.atomic
def withdraw_votes(participant_id: int) -> int:
    """Take back all votes of a participant whose account is erased; returns how many there were."""
    list(Participant.objects.select_for_update().filter(pk=participant_id).values_list("pk"))
    votes = Vote.objects.filter(participant_id=participant_id)
    column = "statement__contribution__activity_id"
    activities = list(votes.values_list(column, flat=True).distinct())
    released = set(votes.filter(released__isnull=False).values_list(column, flat=True))
    # A release locks the same row before it takes votes: either it counts these, or it knows that they went.
    list(Deliberation.objects.select_for_update(no_key=True).filter(pk__in=activities).order_by("pk").values_list("pk"))
    Deliberation.objects.filter(pk__in=released).update(departed=F("departed") + 1)
    number, _tables = votes.delete()
    for activity_id in activities:
        ask_for_map(activity_id)
    return number
