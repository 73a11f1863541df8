"""Reading responses and duties: what waits, what was answered, how well an institution keeps its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.search import prefix_query
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.enums import DutyState, ResponseState
from kuvend.foundation.responses.models import Duty, Landing, Response


def waiting_duties(
    institution_ids: Sequence[int],
    *,
    activity: str = "",
    about: str = "",
    words: str = "",
    due_until: date | None = None,
) -> QuerySet[Duty]:
    """Return the open duties of institutions, the earliest due first, narrowed by the desk's filter.

    Args:
        activity, about: public ids ("" for any).
        words: only contributions in which every word begins a word.
        due_until: only those due on or before this day.
    """
    duties = Duty.objects.filter(institution_id__in=institution_ids, state=DutyState.OPEN)
    if activity:
        duties = duties.filter(contribution__activity__public_id=activity)
    if about:
        duties = duties.filter(contribution__about__public_id=about)
    if due_until:
        duties = duties.filter(due_date__lte=due_until)
    if query := prefix_query(words):
        duties = duties.filter(contribution__search=query)
    related = ("contribution__activity", "contribution__participant", "contribution__about", "institution")
    return duties.select_related(*related).order_by("due_date", "contribution_id")


def open_duties_among(
    contribution_ids: Sequence[int], institution: Institution, process: Process
) -> QuerySet[Contribution]:
    """Return those of `contribution_ids` that `institution` still owes an answer in `process`."""
    return Contribution.objects.filter(
        pk__in=contribution_ids,
        duty__institution=institution,
        duty__state=DutyState.OPEN,
        activity__process=process,
    )


def owed_within(scope_path: str, *, through: str = "") -> Q:
    """Return the condition that contributions, reached through a prefix, are answered within a scope.

    It mirrors `contributions.rules.where_owed`: the scope of what they are about, else of their activity.
    """
    about = Q(**{f"{through}about__scope__path__startswith": scope_path})
    activity = {f"{through}about__isnull": True, f"{through}activity__scope__path__startswith": scope_path}
    return about | Q(**activity)


def scopes_to_answer(actor: Actor, institution: Institution, process: Process) -> list[Scope]:
    """Return the scope of a process when the actor answers in all of it, else those within it where the actor does."""
    if actor.system or actor.holds(Role.INSTITUTION_OFFICER, scope=process.scope.path, institution_id=institution.pk):
        return [process.scope]
    held = [
        mandate.scope_path
        for mandate in actor.mandates
        if mandate.role == Role.INSTITUTION_OFFICER and mandate.institution_id == institution.pk
    ]
    return list(Scope.objects.filter(path__in=held, path__startswith=process.scope.path).order_by("path"))


def response(public_id: str) -> Response | None:
    """Return a response with its institution and process, or None."""
    return Response.objects.select_related("institution", "process", "scope").filter(public_id=public_id).first()


def drafts_of(institution_ids: Sequence[int]) -> QuerySet[Response]:
    """Return the drafts of institutions with the number of contributions each answers."""
    drafts = Response.objects.filter(institution_id__in=institution_ids, state=ResponseState.DRAFT)
    return drafts.annotate(chosen=Count("selected")).select_related("institution").order_by("-pk")


def landings_of(response_id: int) -> QuerySet[Landing]:
    """Return where the words of a response went, with the outcome of each."""
    return Landing.objects.filter(response_id=response_id).select_related("text__outcome").order_by("pk")


def landings_in(outcome_id: int, *, limit: int = 50) -> QuerySet[Landing]:
    """Return the landings in any version of an outcome's text, the latest first."""
    published = Q(response__state=ResponseState.PUBLISHED)
    return (
        Landing.objects.filter(published, text__outcome_id=outcome_id)
        .select_related("response__institution", "text")
        .order_by("-response__published_at", "-pk")[:limit]
    )


def answered_by(response_id: int, *, limit: int = 200) -> list[Contribution]:
    """Return the contributions that a response answers, as they stand for the public."""
    return list(
        Contribution.objects.filter(answered__response_id=response_id)
        .select_related("participant")
        .order_by("posted_at", "pk")[:limit]
    )


@dataclass(frozen=True)
class AnswerRates:
    """How an institution keeps its days; every figure is a count of duties."""

    owed: int
    answered: int
    in_time: int
    late: int
    waiting: int
    overdue: int


def answer_rates(institution_id: int | None, *, today: date) -> AnswerRates:
    """Return the rates of one institution, or of all when None."""
    duties = Duty.objects.exclude(state=DutyState.LAPSED)
    if institution_id is not None:
        duties = duties.filter(institution_id=institution_id)
    met = Q(state=DutyState.MET)
    counts = duties.aggregate(
        owed=Count("pk"),
        answered=Count("pk", filter=met),
        in_time=Count("pk", filter=met & Q(met_date__lte=F("due_date"))),
        late=Count("pk", filter=met & Q(met_date__gt=F("due_date"))),
        waiting=Count("pk", filter=Q(state=DutyState.OPEN)),
        overdue=Count("pk", filter=Q(state=DutyState.OPEN, due_date__lt=today)),
    )
    return AnswerRates(**counts)
