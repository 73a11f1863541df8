"""What others propose to change in the texts of one's own institution: agreed to, or refused with a reason."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.desk.forms.passing import ReasonForm
from kuvend.desk.queries.proposals import proposal
from kuvend.desk.rules import ANSWER
from kuvend.foundation.contributions.versions import FIELD, seen_version_in
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.responses.actions import WrittenMeanwhile, agree_to_landing, refuse_landing
from kuvend.foundation.responses.rules import may_decide_landing


@official
def decide_landing(request: HttpRequest, public_id: str, outcome_id: str) -> HttpResponse:
    """Agree to a change that another institution promised in one's own text, or refuse it with a reason."""
    change = proposal(public_id, outcome_id)
    if change is None:
        raise Http404
    landing, actor = change.landing, actor_of(request)
    require(may_decide_landing(actor, landing))
    refuses = request.POST.get("deed") == "refuse"
    form = ReasonForm(request.POST or None)
    seen_versions = {
        "seen_version": seen_version_in(request.POST),
        "seen_text": seen_version_in({FIELD: request.POST.get("seen_text", "")}),
    }
    try:
        if request.POST.get("deed") == "agree":
            agree_to_landing(actor=actor, landing=landing, at=now(), **seen_versions)
            return done_at(reverse("desk"), "change-agreed")
        if refuses and form.is_valid():
            refuse_landing(actor=actor, landing=landing, reason=form.localized("reason"), at=now(), **seen_versions)
            return done_at(reverse("desk"), "change-refused")
    except WrittenMeanwhile as error:
        form = ReasonForm(request.POST)
        form.errors.clear()
        form.add_error(None, str(error.reason))
        change = proposal(public_id, outcome_id)
        if change is None:
            raise  # a correction took it back
        landing = change.landing
    except NotAllowed as error:
        if not refuses:
            raise
        form.add_error(None, str(error.reason))
    context = {"proposal": change, "landing": landing, "form": form}
    return show(request, "desk/decide_landing.html", context, room=ANSWER, wrong=bool(form.errors))
