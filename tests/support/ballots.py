"""Votes of people without an account, for houses that need numbers of a deliberation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.importing import VoteRows, keep_votes


def cast_ballots(
    activity: Activity, statements: Sequence[Contribution], ballots: Sequence[Sequence[int | None]], *, at: datetime
) -> list[int]:
    """Keep one ballot for each new participant (None: no answer); returns the participants' row ids."""
    began = Participant.objects.count()
    people = Participant.objects.bulk_create(
        Participant(process=activity.process, pseudonym=f"{activity.public_id}-{began + number}")
        for number in range(len(ballots))
    )
    rows = [
        (statement.pk, person.pk, value, at)
        for person, ballot in zip(people, ballots, strict=True)
        for statement, value in zip(statements, ballot, strict=False)
        if value is not None
    ]
    keep_votes(VoteRows(*(list(column) for column in zip(*rows, strict=True))))
    return [person.pk for person in people]
