"""Private pages of who takes part: one statement at a time, one's own votes, a statement of one's own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kuvend.foundation.contributions.appearing import appear, name_with_words
from kuvend.foundation.core.access import require, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.door.sending import repeatable
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.queries import known_participant
from kuvend.participation.deliberation import rules
from kuvend.participation.deliberation.actions import add_statement, cast_vote
from kuvend.participation.deliberation.forms import StatementForm, VoteForm
from kuvend.participation.deliberation.queries.ballot import ballot, own_votes, voting_page
from kuvend.participation.deliberation.queries.my_place import place_page
from kuvend.participation.deliberation.queries.rows import deliberation_activity, rules_of
from kuvend.participation.deliberation.similar import SimilarStatement, similar_statements


def found_activity(public_id: str) -> Activity:
    """Return the activity of a deliberation.

    Raises:
        Http404: when there is none.
    """
    activity = deliberation_activity(public_id)
    if activity is None:
        raise Http404
    return activity


@signed_in
@repeatable
def vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """Answer one statement at a time; the next one follows."""
    if request.method == "POST":
        return _cast(request, public_id)
    activity, actor = found_activity(public_id), actor_of(request)
    require(rules.may_vote(actor, activity, now()))
    statement_id = read_public_id(request.GET.get("statement", "")) or ""
    page = voting_page(activity, person_id=actor.person_id or 0, statement=statement_id, saved="saved" in request.GET)
    may_add = rules.may_add_statement(actor, rules_of(activity), now())
    return render(request, "deliberation/vote.html", {"page": page, "activity": activity, "may_add": may_add})


def _cast(request: HttpRequest, public_id: str) -> HttpResponse:
    actor, form = _voter(request), VoteForm(request.POST)
    asked_ballot = ballot(public_id, read_public_id(request.POST.get("statement", "")) or "", actor.person_id or 0)
    if asked_ballot is None:
        raise Http404
    require(rules.may_vote_on(actor, asked_ballot.contribution, now()))
    if form.is_valid():
        cast_vote(
            actor=actor,
            contribution=asked_ballot.contribution,
            value=form.cleaned_data["vote"],
            at=now(),
            participant_id=asked_ballot.participant_id,
        )
    if request.POST.get("back") == "mine":
        return redirect("my_votes", public_id)
    suffix = "?saved=1#asked" if form.is_valid() else "#asked"  # the heading takes the focus, without a script too
    return redirect(reverse("vote", args=[public_id]) + suffix)


def _voter(request: HttpRequest) -> Actor:
    """Return who votes. Mandates play no part in it, so they are not read."""
    return Actor(person_id=request.user.pk, verified=request.user.is_active)


@signed_in
def my_votes(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a person the own votes, each of which can be changed until closing; nobody else sees them."""
    activity, actor = found_activity(public_id), actor_of(request)
    context = {
        "activity": activity,
        "page": own_votes(activity, person_id=actor.person_id or 0, after=request.GET.get("after", "")),
        "may_vote": rules.may_vote(actor, activity, now()),
    }
    return render(request, "deliberation/my_votes.html", context)


@signed_in
def my_place(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a person where they stand on the map; nobody else sees it."""
    activity, actor = found_activity(public_id), actor_of(request)
    page = place_page(activity, person_id=actor.person_id or 0)
    return render(request, "deliberation/place.html", {"activity": activity, "page": page})


@signed_in
def new_statement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add a statement of one's own; similar ones are shown first."""
    activity, actor = found_activity(public_id), actor_of(request)
    require(rules.may_add_statement(actor, rules_of(activity), now()))
    participant = known_participant(activity.process_id, actor.person_id)
    form, similar = StatementForm(request.POST or None, participant=participant), list[SimilarStatement]()
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        similar = [] if form.cleaned_data["anyway"] else list(similar_statements(activity.pk, words))
        if not similar:
            try:
                with name_with_words(form):
                    if appear(form, actor=actor, activity=activity, at=now()):
                        statement = add_statement(
                            actor=actor, activity=activity, words=words, language=form.cleaned_data["language"],
                            place=form.cleaned_data["place"], at=now(),
                        )  # fmt: skip
                        return redirect("receipt", statement.public_id)
            except TooOften as error:
                form.add_error(None, str(error.reason))
    context = {"form": form, "activity": activity, "similar": similar}
    return render(request, "deliberation/new_statement.html", context, status=422 if form.errors else 200)
