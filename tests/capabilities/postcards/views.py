from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.contributions.appearing import appear, name_with_words
from kuvend.foundation.contributions.rules import may_contribute
from kuvend.foundation.core.access import require, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.queries import activity_page, known_participant
from tests.capabilities.postcards.actions import send_postcard
from tests.capabilities.postcards.forms import PostcardForm


@signed_in
def new_postcard(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write a postcard; on success the receipt follows."""
    activity = activity_page(public_id)
    if activity is None or activity.kind != "postcards":
        raise Http404
    actor = actor_of(request)
    require(may_contribute(actor, activity, now()))
    participant = known_participant(activity.process_id, actor.person_id)
    form = PostcardForm(request.POST or None, participant=participant)
    if request.method == "POST" and form.is_valid():
        with name_with_words(form):
            if appear(form, actor=actor, activity=activity, at=now()):
                postcard = send_postcard(actor=actor, activity=activity, at=now(), **form.cleaned_data)
                return redirect("receipt", postcard.public_id)
    status = 422 if form.errors else 200
    return render(request, "postcards/new_postcard.html", {"form": form, "activity": activity}, status=status)
