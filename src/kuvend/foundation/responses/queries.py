"""Reading responses and duties: what waits, what was answered, how well an institution keeps its days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.models import Contribution, Lineage
from kuvend.foundation.core.due import overdue
from kuvend.foundation.core.search import prefix_query
from kuvend.foundation.obligations.rows import KeptDays
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.responses.enums import DutyState, ResponseState
from kuvend.foundation.responses.models import Duty, DutyTally, Landing, Passing, Response, Selection


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
    duties = Duty.objects.filter(
        institution_id__in=institution_ids,
        state=DutyState.OPEN,
        contribution__state=State.PUBLISHED,
        contribution__continues=False,
    )  # it lapses when the fact is read; until then nobody is asked to answer what is gone
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


def answer_due(row: Contribution) -> date | None:
    """Return the day by which the answer to words is owed, None where none is: what every page, list and preview says.

    It is the day of their duty, which goes with what is merged into them; until a reaction has opened the duty, a
    moment after posting, the day that they were given.
    """
    duty = getattr(row, "duty", None)
    if duty is None:
        return row.answer_due_date
    return duty.due_date if duty.state == DutyState.OPEN else None


def in_a_draft(contribution_id: int) -> Response | None:
    """Return the draft in which a contribution stands, or None."""
    rows = Response.objects.select_related("holder").filter(selections__contribution=contribution_id)
    return rows.first()


def has_begun(contribution_id: int, passings: Sequence[Passing]) -> bool:
    """Tell whether who owes an answer has begun since it was passed on: has it in a draft, or split what it is part of.

    Args:
        passings: how the duty came where it is, the last one last.
    """
    if in_a_draft(contribution_id) is not None:
        return True
    became_part = Lineage.objects.filter(successor=contribution_id, kind=LineageKind.SPLIT)
    return bool(passings) and became_part.filter(began_at__gt=passings[-1].passed_at).exists()


def unread_in(response: Response) -> QuerySet[Contribution]:
    """Return what a draft would answer in another version than its officer read.

    Of an answer to all also what was not public yet when the draft was begun: a draft holds what was read.
    """
    read = Selection.objects.filter(response=response, contribution=OuterRef("pk"))
    if response.activity is None:
        answered = Contribution.objects.filter(Exists(read), state=State.PUBLISHED, continues=False)
    else:
        answered = unanswered_in(response.activity)
    return answered.exclude(Exists(read.filter(version=OuterRef("version")))).order_by("pk")


def passings_of(duty: Duty) -> list[Passing]:
    """Return how a duty came where it is, the first step first."""
    rows = Passing.objects.filter(duty=duty).select_related("from_institution", "to_institution", "duty__contribution")
    return list(rows.order_by("passed_at", "pk"))


def unanswered_in(activity: Activity) -> QuerySet[Contribution]:
    """Return what was said in an activity, is public, and neither has an answer nor is owed one elsewhere."""
    rows = Contribution.objects.filter(
        activity=activity, state=State.PUBLISHED, continues=False, answered__isnull=True, parent=None
    )
    elsewhere = Duty.objects.filter(contribution=OuterRef("pk"), state=DutyState.OPEN)
    return rows.exclude(Exists(elsewhere.exclude(institution=activity.owner_id))).order_by("pk")


def open_duties_among(
    contribution_ids: Sequence[int], institution: Institution, process: Process
) -> QuerySet[Contribution]:
    """Return those of `contribution_ids` that `institution` still owes an answer in `process`."""
    return Contribution.objects.filter(
        pk__in=contribution_ids,
        duty__institution=institution,
        duty__state=DutyState.OPEN,
        state=State.PUBLISHED,
        continues=False,
        activity__process=process,
    )


def owed_within(scope_path: str) -> Q:
    """Return the condition that contributions are answered within a scope.

    It mirrors `contributions.rules.where_owed`: the scope of what they are about, else of their activity.
    """
    about = Q(about__scope__path__startswith=scope_path)
    return about | Q(about__isnull=True, activity__scope__path__startswith=scope_path)


def duties_of(actor: Actor, *, words: str = "contribution", of: str = "institution") -> Q:
    """Return the condition on duties that the actor may answer them: within its scopes, as `owed_within` reads them.

    Args:
        words, of: the lookups of the contribution and of the institution, from rows that are not duties.
    """
    about, activity = (
        within(actor, [Role.INSTITUTION_OFFICER], f"{words}__{where}__scope__path", of=of)
        for where in ("about", "activity")
    )
    return about | Q(activity, **{f"{words}__about__isnull": True})


def duties_owed_by(actor: Actor, **narrowed: Any) -> QuerySet[Duty]:
    """Return the open duties that the actor may answer, the earliest due first.

    Args:
        narrowed: as `waiting_duties` takes it.
    """
    return waiting_duties(actor.institutions(Role.INSTITUTION_OFFICER), **narrowed).filter(duties_of(actor))


def scopes_to_answer(actor: Actor, institution: Institution, process: Process) -> list[Scope]:
    """Return the scope of a process when the actor answers in all of it, else those within it where the actor does."""
    if actor.system or actor.holds(Role.INSTITUTION_OFFICER, scope=process.scope.path, institution_id=institution.pk):
        return [process.scope]
    paths = [
        mandate.scope_path
        for mandate in actor.mandates
        if mandate.role == Role.INSTITUTION_OFFICER and mandate.institution_id == institution.pk
    ]
    return list(Scope.objects.filter(path__in=paths, path__startswith=process.scope.path).order_by("path"))


def response(public_id: str) -> Response | None:
    """Return a response with its institution and process, or None."""
    return Response.objects.select_related("institution", "process", "scope").filter(public_id=public_id).first()


def drafts_of(institution_ids: Sequence[int]) -> QuerySet[Response]:
    """Return the drafts of institutions with the number of contributions each answers."""
    drafts = Response.objects.filter(institution_id__in=institution_ids, state=ResponseState.DRAFT)
    return (
        drafts.annotate(chosen=Count("selections")).select_related("institution", "holder", "activity").order_by("-pk")
    )


LANDED = Q(response__state=ResponseState.PUBLISHED, landed_text__isnull=False)
PROMISED = Q(
    response__state=ResponseState.PUBLISHED,
    agreed_at__isnull=False,
    landed_text__isnull=True,
    taken_back_at__isnull=True,
)


TEXT_RELATED = ("outcome__institution", "outcome__scope", "outcome__activity__owner")
LANDING_RELATED = ("response__institution", *(f"text__{name}" for name in TEXT_RELATED))


def landed() -> QuerySet[Landing]:
    """Return the landings that a version of the text bears out: what every public number of changes counts."""
    return Landing.objects.filter(LANDED)


def promised() -> QuerySet[Landing]:
    """Return the changes that were promised and have not come yet: debts, each with its day."""
    return Landing.objects.filter(PROMISED)


def proposed_to(institution_ids: Sequence[int]) -> QuerySet[Landing]:
    """Return the changes that others propose to the texts of institutions, the oldest first."""
    own = Q(text__outcome__institution__in=institution_ids) | Q(
        text__outcome__institution__isnull=True, text__outcome__activity__owner__in=institution_ids
    )
    waiting = Landing.objects.filter(
        own,
        response__state=ResponseState.PUBLISHED,
        agreed_at__isnull=True,
        refused_at__isnull=True,
        taken_back_at__isnull=True,
    )
    return waiting.select_related(*LANDING_RELATED).order_by("response__published_at", "pk")


def landings_of(response_id: int) -> QuerySet[Landing]:
    """Return where the words of a response went or are to go, with the outcome of each and the version that changed.

    With what was taken back: `standing_landings_of` leaves that out.
    """
    rows = Landing.objects.filter(response_id=response_id)
    return rows.select_related("text__outcome__institution", "landed_text").order_by("pk")


def standing_landings_of(response_id: int) -> QuerySet[Landing]:
    """Return the landings of a response that no correction took back."""
    return landings_of(response_id).filter(taken_back_at__isnull=True)


def landings_in(outcome_id: int, *, limit: int = 50) -> QuerySet[Landing]:
    """Return what landed in an outcome's text, the latest first."""
    return (
        landed()
        .filter(text__outcome_id=outcome_id)
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


def answer_rates(institution_id: int | None, *, today: date) -> KeptDays:
    """Return how one institution keeps its days, or all when None; kept as they change (DutyTally)."""
    duties = DutyTally.objects.exclude(state=DutyState.LAPSED)
    if institution_id is not None:
        duties = duties.filter(institution_id=institution_id)
    return KeptDays(**duties.aggregate(**_figures(today)))


def rates_of_each(*, today: date) -> dict[int, KeptDays]:
    """Return the rates of each institution that owes or owed anything, by its row id."""
    figures = _figures(today)
    duties = DutyTally.objects.exclude(state=DutyState.LAPSED).values("institution_id").annotate(**figures)
    return {row["institution_id"]: KeptDays.of(row) for row in duties}


def _figures(today: date) -> dict[str, Any]:
    """The fields of KeptDays."""
    met, waiting = Q(state=DutyState.MET), Q(state=DutyState.OPEN)

    def number(where: Q) -> Sum:
        return Sum("number", filter=where, default=0)

    return {
        "owed": Sum("number", default=0),
        "met": number(met),
        "in_time": number(met & Q(was_late=False)),
        "late": number(met & Q(was_late=True)),
        "waiting": number(waiting),
        "overdue": number(waiting & overdue(today)),
    }
