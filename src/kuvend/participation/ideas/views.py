"""Pages of ideas: the form, on an address of its own that nothing keeps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.contributions.appearing import appear, name_with_words
from kuvend.foundation.contributions.rules import may_contribute
from kuvend.foundation.core.access import require, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.queries import activity_page, known_participant
from kuvend.participation.ideas.actions import submit_idea
from kuvend.participation.ideas.forms import IdeaForm


@signed_in
def new_idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write an idea for an activity; on success the receipt follows."""
    activity = activity_page(public_id)
    if activity is None or activity.kind != "ideas":
        raise Http404
    actor = actor_of(request)
    require(may_contribute(actor, activity, now()))
    form = IdeaForm(
        request.POST or None,
        process=activity.process,
        participant=known_participant(activity.process_id, actor.person_id),
    )
    if request.method == "POST" and form.is_valid():
        try:
            with name_with_words(form):
                if appear(form, actor=actor, activity=activity, at=now()):
                    idea = submit_idea(actor=actor, activity=activity, at=now(), **form.cleaned_data)
                    return redirect("receipt", idea.public_id)
        except TooOften as error:
            form.add_error(None, str(error.reason))
    status = 422 if form.errors else 200
    return render(request, "ideas/new_idea.html", {"form": form, "activity": activity}, status=status)
