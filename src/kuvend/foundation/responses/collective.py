"""The one answer to all that was said in an activity: by which day it is owed after closing, and whether it came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response


@dataclass(frozen=True)
class AnswerToAll:
    """What an activity owes all who took part in it, as it stands on a day.

    Attributes:
        response: the answer, once it is published.
        closed: whether it can be given by now.
        days_late: working days beyond the due date, until today or until the answer; 0 for none.
        overdue: it is owed for longer than it may take.
    """

    activity: Activity
    due_date: date
    response: Response | None
    closed: bool
    days_late: int
    overdue: bool

    @property
    def open(self) -> bool:
        """Whether it is owed now."""
        return self.closed and self.response is None


def owing() -> QuerySet[Activity]:
    """Return the activities in which something was said and contributions get no answers of their own."""
    said = Q(contribution_count__gt=0) | Q(comment_count__gt=0)
    return Activity.objects.filter(said, answers_owed=False).select_related("owner", "process", "scope")


def answers_to_all(activities: Iterable[Activity], at: datetime) -> list[AnswerToAll]:
    """Return how the one answer of each activity stands, the first due first; one statement, none for none."""
    rows = list(activities)
    if not rows:
        return []
    answers = Response.objects.filter(activity__in=[one.pk for one in rows], state=ResponseState.PUBLISHED)
    given = {response.activity_id: response for response in answers}
    return sorted((_standing(one, given.get(one.pk), at) for one in rows), key=lambda row: row.due_date)


def answer_to_all(activity: Activity, at: datetime) -> AnswerToAll | None:
    """Return how the one answer of an activity stands; None where each has its own, or nothing was said."""
    if activity.answers_owed or not (activity.contribution_count or activity.comment_count):
        return None
    return answers_to_all([activity], at)[0]


def owed_to_all(institution_ids: Sequence[int], at: datetime) -> list[AnswerToAll]:
    """Return the answers to all that institutions owe now, the first due first."""
    rows = owing().filter(owner__in=institution_ids, closes_at__lte=at)
    unanswered = rows.exclude(responses__state=ResponseState.PUBLISHED)
    return answers_to_all(unanswered, at)


def _standing(activity: Activity, response: Response | None, at: datetime) -> AnswerToAll:
    due, today = activity.answer_to_all_date, local_date(at)
    until = local_date(response.published_at) if response and response.published_at else today
    late = working_days_between(due, until, country=settings.KUVEND_COUNTRY) if until > due else 0
    return AnswerToAll(
        activity=activity,
        due_date=due,
        response=response,
        closed=activity.closes_at <= at,
        days_late=late,
        overdue=response is None and today > due,
    )
