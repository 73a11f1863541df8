"""To answer: what waits, and the choice of what is answered together."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect

from kuvend.desk.actions import NotOneAnswer, begin_answer
from kuvend.desk.forms.waiting import MOST_CHOSEN, FilterForm
from kuvend.desk.queries import waiting
from kuvend.desk.queries.answer import lately_published
from kuvend.desk.queries.passing import passed_lately
from kuvend.desk.queries.proposals import promises_to_keep, proposals_to, refused_lately
from kuvend.desk.queries.waiting import Filter
from kuvend.desk.queries.what_waits import what_waits
from kuvend.desk.rules import ANSWER
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import official
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import may_enter, rooms_of
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.queries import activity_page as activity_by_id
from kuvend.foundation.responses.actions import draft_answer_to_all


def filter_form(request: HttpRequest, actor: Actor) -> FilterForm:
    """Return the filter of the list as the address has it."""
    activities, abouts = waiting.filter_choices(actor)
    return FilterForm(request.GET, activities=activities, abouts=abouts)


@official
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person in all rooms, for an officer above what waits for an answer.

    Who has one room alone is led there.
    """
    actor = actor_of(request)
    if may_enter(actor, ANSWER):
        return waiting_list(request, actor)
    rooms = rooms_of(actor)
    if len(rooms) > 1:
        return show(request, "desk/start.html", {"waits": what_waits(rooms, actor, at=now())}, room=None)
    if rooms:
        return redirect(rooms[0].url_name)
    return show(request, "desk/empty.html", {}, room=None)


def waiting_list(request: HttpRequest, actor: Actor, problem: object = "") -> HttpResponse:
    """Draw the list; `problem` says why what was chosen there cannot be done."""
    today = local_date(now())
    form = filter_form(request, actor)
    narrowing = form.narrowing()
    counts = waiting.figures(actor, today=today)
    query = narrowing.as_query()
    matches, free = waiting.found_counts(actor, narrowing) if query else (counts.waiting, counts.free)
    elsewhere = [room for room in rooms_of(actor) if room.url_name != ANSWER.url_name]
    context = {
        "waits": what_waits(elsewhere, actor, at=now()),
        "institutions": waiting.officer_names(actor),
        "form": form,
        "query": query,
        "page": waiting.waiting_page(actor, narrowing, after=request.GET.get("after", ""), today=today),
        "figures": counts,
        "found": matches,
        "free": free,
        "drafts": waiting.my_drafts(actor),
        "to_all": waiting.to_all_of(actor, now()),
        "proposals": proposals_to(actor, actor.institutions(Role.INSTITUTION_OFFICER)),
        "promises": promises_to_keep(actor, today=today),
        "refused": refused_lately(actor, at=now()),
        "passed": passed_lately(actor, at=now()),
        "published": list(lately_published(actor, limit=5)),
        "problem": problem,
    }
    return show(request, "desk/waiting.html", context, room=ANSWER, wrong=bool(problem))


@official
def answer_to_all_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begin, or go on with, the one answer to all that was said in an activity."""
    actor = enter(request, ANSWER)
    activity = activity_by_id(public_id)
    if activity is None:
        raise Http404
    if request.method != "POST":
        return redirect("desk")
    response = draft_answer_to_all(actor=actor, activity=activity, at=now())
    return redirect("desk_response", response.public_id)


@official
def answer_new(request: HttpRequest) -> HttpResponse:
    """Begin an answer to the contributions that were ticked, or to all that the filter finds."""
    actor = enter(request, ANSWER)
    if request.method != "POST":
        return redirect("desk")
    narrowing = filter_form(request, actor).narrowing()
    ticked = _ticked(request.POST)
    try:
        response = begin_answer(actor=actor, narrowing=narrowing, public_ids=ticked)
    except NotOneAnswer as error:
        return waiting_list(request, actor, problem=error.reason)
    return redirect("desk_response", response.public_id)


def _ticked(data: QueryDict) -> list[str] | None:
    return None if data.get("all") else data.getlist("chosen")[:MOST_CHOSEN]


def chosen_ids(actor: Actor, narrowing: Filter, data: QueryDict) -> list[str]:
    """Return what was ticked, or what the filter finds, as public ids; as many as can be read on one page."""
    duties = waiting.chosen_duties(actor, narrowing, _ticked(data))
    rows = Contribution.objects.filter(pk__in=[duty[0] for duty in duties[:MOST_CHOSEN]])
    return list(rows.values_list("public_id", flat=True))
