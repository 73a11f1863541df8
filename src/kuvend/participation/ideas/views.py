"""Pages of ideas: the form, on an address of its own that nothing keeps."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.contributions.rules import may_contribute
from kuvend.foundation.core.access import require, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.queries import activity_page
from kuvend.participation.ideas.actions import submit_idea
from kuvend.participation.ideas.forms import IdeaForm


@signed_in
def new_idea(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write an idea for an activity; on success the receipt follows."""
    activity = activity_page(public_id)
    if activity is None or activity.kind != "ideas":
        raise Http404
    require(may_contribute(actor_of(request), activity, now()))
    form = IdeaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            idea = submit_idea(
                actor=actor_of(request),
                activity=activity,
                at=now(),
                **form.cleaned_data,
            )
            return redirect("receipt", idea.public_id)
        except TooOften as error:
            form.add_error(None, str(error.reason))
    status = 422 if form.errors else 200
    return render(request, "ideas/new_idea.html", {"form": form, "activity": activity}, status=status)
