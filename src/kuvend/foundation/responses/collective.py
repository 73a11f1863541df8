"""The one answer to all that was said in an activity: by which day it is owed after closing, and whether it came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import F, FilteredRelation, Q, QuerySet

from kuvend.engines.deadlines import is_overdue, working_days_between
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.rules import may_answer_activity


@dataclass(frozen=True)
class AnswerToAll:
    """What an activity owes all who took part in it, as it stands on a day.

    Attributes:
        answer: the public id of the answer, "" until it is published.
        days_late: working days beyond the due date, until today or until the answer; 0 for none.
        overdue: it is owed for longer than it may take.
    """

    activity: Activity
    due_date: date
    answer: str
    days_late: int
    overdue: bool


def with_answers(activities: QuerySet[Activity]) -> QuerySet[Activity]:
    """Add to activities the public id and the moment of the one answer to all, None until it is published."""
    published = FilteredRelation("responses", condition=Q(responses__state=ResponseState.PUBLISHED))
    related = activities.annotate(given=published)
    return related.annotate(answer=F("given__public_id"), answered_at=F("given__published_at"))


def owes(activity: Activity) -> bool:
    """Tell whether an activity owes one answer to all: something was said, and it gets no answers of its own."""
    return not activity.answers_owed and bool(activity.contribution_count or activity.comment_count)


def answers_to_all(activities: Iterable[Activity], at: datetime) -> list[AnswerToAll]:
    """Return how the one answer of each of these that owes one stands, the first due first; no statement of its own.

    Args:
        activities: rows of `with_answers`.
    """
    rows = [_standing(one, at) for one in activities if owes(one)]
    return sorted(rows, key=lambda row: row.due_date)


def answer_to_all(activity: Activity, at: datetime) -> AnswerToAll | None:
    """Return how the one answer of an activity stands; None where it owes none. One statement at most."""
    if not owes(activity):
        return None
    return answers_to_all(with_answers(Activity.objects.filter(pk=activity.pk)), at)[0]


def owed_to_all_by(actor: Actor, at: datetime) -> list[AnswerToAll]:
    """Return the answers to all that the actor may give now, the first due first; one statement at most."""
    if not (own := actor.institutions(Role.INSTITUTION_OFFICER)):
        return []
    closed = Activity.objects.filter(owner__in=own, answers_owed=False, closes_at__lte=at)
    rows = with_answers(closed.select_related("owner", "process", "scope"))
    waiting = [row for row in answers_to_all(rows, at) if not row.answer]
    return [row for row in waiting if may_answer_activity(actor, row.activity, at)]


def _standing(activity: Any, at: datetime) -> AnswerToAll:
    due, today = activity.answer_to_all_date, local_date(at)
    until = local_date(activity.answered_at) if activity.answered_at else today
    return AnswerToAll(
        activity=activity,
        due_date=due,
        answer=activity.answer or "",
        days_late=working_days_between(due, until, country=settings.KUVEND_COUNTRY) if is_overdue(due, on=until) else 0,
        overdue=not activity.answer and is_overdue(due, on=today),
    )
