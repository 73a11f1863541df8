"""Promised changes of texts: what institutions made or agreed to, by its day, and what was taken back from them."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import F, Q, QuerySet
from django.utils.timezone import get_current_timezone

from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within
from kuvend.foundation.record.models import FactSubject
from kuvend.foundation.responses.models import Landing, ResponseText
from kuvend.foundation.responses.queries import LANDING_RELATED, promised

AGREED, TAKEN_BACK = "landing_agreed", "landing_taken_back"


def promises_of(actor: Actor) -> QuerySet[Landing]:
    """Return what was promised and has not come, by the actor's institutions or in their texts, the first due first."""
    own = within(actor, [Role.INSTITUTION_OFFICER], "response__scope__path", of="response__institution")
    rows = promised().filter(own | _own_texts(actor, "text__outcome__"))
    return rows.select_related(*LANDING_RELATED).order_by(F("due_date").asc(nulls_last=True), "pk")


def _own_texts(actor: Actor, prefix: str) -> Q:
    """Return the condition that an outcome, reached through a prefix, is a text of the actor's institutions."""
    of_institutions, of_owners = (
        within(actor, [Role.INSTITUTION_OFFICER], f"{prefix}scope__path", of=f"{prefix}{owner}")
        for owner in ("institution", "activity__owner")
    )
    return of_institutions | Q(of_owners, **{f"{prefix}institution__isnull": True})


def taken_back_from(actor: Actor, *, since: date, until: date) -> list[Outcome]:
    """Return the actor's own texts in which a change that was agreed to is no longer promised.

    Args:
        since, until: the days on which the answers that promised it were corrected, the first and the day after the
            last.
    """
    first, end = _begin(since), _begin(until)
    corrected = ResponseText.objects.filter(version__gt=1, published_at__gte=first, published_at__lt=end)
    answers = list(corrected.values_list("response__public_id", flat=True).distinct())
    text_ids = _taken_back(answers, first, end) if answers else set()
    own = Outcome.objects.filter(_own_texts(actor, ""), public_id__in=text_ids) if text_ids else Outcome.objects.none()
    return list(own.defer("folded", "search").order_by("pk"))


def _taken_back(answers: list[str], first: datetime, end: datetime) -> set[str]:
    """Return the texts (public ids) in which one of these answers had a yes, until it was taken back meanwhile."""
    rows = FactSubject.objects.filter(
        name="outcome",
        fact__type__in=(AGREED, TAKEN_BACK),
        fact__subjects__name="response",
        fact__subjects__subject__in=answers,
    )
    steps = rows.order_by("fact_id").values_list("fact__type", "fact__at", "fact__subjects__subject", "subject")
    agreed, ended = set(), set()
    for type_, at, answer, text in steps:
        if type_ == AGREED:
            agreed.add((answer, text))
        elif (answer, text) in agreed:
            agreed.discard((answer, text))
            ended |= {text} if first <= at < end else set()
    return ended


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
