"""To moderate: what waits to be read, one decision, what was decided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kuvend.desk.forms.moderation import HIDE, LET_THROUGH, LET_VERSION, REFUSE_VERSION, DecideForm
from kuvend.desk.queries import moderation
from kuvend.desk.rules import MODERATE
from kuvend.desk.views.page import enter, show
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.queries import contribution as contribution_by_id
from kuvend.foundation.contributions.versions import WordsChanged, became, seen_version_in, waiting_text
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.moderation.actions import hide, let_through, let_version_through, refuse_version, restore
from kuvend.foundation.moderation.rules import may_moderate
from kuvend.foundation.people.queries import actor_of


@official
def moderate(request: HttpRequest) -> HttpResponse:
    """Show what waits to be read, look one up by its id, and what was decided lately."""
    actor = enter(request, MODERATE)
    typed = request.GET.get("id", "").strip()
    if typed and (public_id := moderation.contribution_id(typed)):
        return redirect("desk_decide", public_id)
    context = {
        "page": moderation.to_read(actor, after=request.GET.get("after", "")),
        "count": moderation.how_many_to_read(actor),
        "decisions": moderation.late_decisions(actor),
        "typed": typed,
        "done": read_public_id(request.GET.get("done", "")),
    }
    return show(request, "desk/moderate.html", context, room=MODERATE, wrong=bool(typed))


@official
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide about one contribution: let it through, hide it by a rule, bring it back."""
    found = contribution_by_id(public_id)
    if found is None:
        raise Http404
    require(may_moderate(actor_of(request), found))
    text = _waiting(found)
    form = DecideForm(request.POST or None, state=found.state, version_waits=bool(text))
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, found, form)
            return redirect(f"{reverse('desk_moderate')}?done={found.public_id}")
        except WordsChanged as error:
            form.add_error(None, str(error.reason))
            found = contribution_by_id(public_id) or found
            text = _waiting(found)
    context = {
        "contribution": found,
        "form": form,
        "decisions": moderation.decisions_about(found),
        "waiting": text,
        "seen": text.version if text else found.version,
        "runs": became(found.body, text.body) if text else [],
    }
    return show(request, "desk/decide.html", context, room=MODERATE, wrong=bool(form.errors))


def _waiting(found: Contribution) -> ContributionText | None:
    return waiting_text(found) if found.state == State.PUBLISHED else None


def _do(request: HttpRequest, found: Contribution, form: DecideForm) -> None:
    deed, note = form.cleaned_data["deed"], form.cleaned_data["note"]
    what: dict[str, Any] = {
        "actor": actor_of(request),
        "contribution": found,
        "seen_version": seen_version_in(request.POST),
        "at": now(),
    }
    text = _waiting(found)
    if deed == HIDE and text and text.version == what["seen_version"]:
        what["seen_version"] = found.version  # the page showed both: the words that stand, and those that wait
    if deed == LET_THROUGH:
        let_through(**what)
    elif deed == LET_VERSION:
        let_version_through(**what)
    elif deed == REFUSE_VERSION:
        refuse_version(**what, house_rule=form.cleaned_data["house_rule"], note=note)
    elif deed == HIDE:
        hide(**what, house_rule=form.cleaned_data["house_rule"], note=note)
    else:
        restore(**what, note=note)
