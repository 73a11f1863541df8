"""An answer: written, seen as its readers see it, published, corrected; a duty passed on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kuvend.desk.actions import publish_answer
from kuvend.desk.forms.answer import AnswerForm, PassOnForm, WordsForm, draft_of, words_of
from kuvend.desk.queries import answer
from kuvend.desk.rules import ANSWER
from kuvend.desk.views.page import show
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.people.queries import actor_of, institutions
from kuvend.foundation.responses.actions import NotWhole, correct_response, keep_draft, pass_on
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response
from kuvend.foundation.responses.queries import response as response_by_id
from kuvend.foundation.responses.rules import may_answer, may_correct_response, may_edit_response, may_pass_on


def _known(request: HttpRequest, public_id: str) -> Response:
    """Return a response of the actor's own institution."""
    found = response_by_id(public_id)
    if found is None:
        raise Http404
    require(may_answer(actor_of(request), found.institution_id, found.scope.path))
    return found


@official
def response(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write an answer and publish it; a published one is shown as it stands."""
    found = _known(request, public_id)
    if found.state == ResponseState.PUBLISHED:
        context = {"response": found, "published": answer.published_of(found)}
        return show(request, "desk/published.html", context, room=ANSWER)
    require(may_edit_response(actor_of(request), found))
    if request.method == "POST":
        return _write(request, found)
    landings = answer.kept_landings(found)
    chosen, places = answer.chosen_of(found), answer.places_for(found)
    form = _form(request.POST or None, chosen, places, initial=draft_of(found, landings))
    kept = {
        "verdict": found.verdict,
        "reason": found.reason,
        "nowhere": found.nowhere,
        "places": [landing.text.outcome for landing in landings],
    }
    return _draft_page(request, found, form, chosen, kept)


def _form(data: Any, chosen: answer.Chosen, places: Any, **kwargs: Any) -> AnswerForm:
    return AnswerForm(data, places=places, chosen=[(row.pk, row.public_id) for row in chosen.rows], **kwargs)


def _draft_page(
    request: HttpRequest, found: Response, form: AnswerForm, chosen: answer.Chosen, kept: dict[str, Any]
) -> HttpResponse:
    context = {
        "response": found,
        "form": form,
        "place_rows": form.place_rows(),
        "chosen": chosen,
        "readings": answer.readings(institution=found.institution, **kept),
    }
    return show(request, "desk/answer.html", context, room=ANSWER, wrong=bool(form.errors))


def _write(request: HttpRequest, found: Response) -> HttpResponse:
    """Keep what was sent; publish it when that was asked for and nothing is missing."""
    chosen, places = answer.chosen_of(found), answer.places_for(found)
    form = _form(request.POST, chosen, places)
    if form.is_valid():
        draft, here = form.as_draft(), reverse("desk_response", args=[found.public_id])
        if request.POST.get("deed") != "publish":
            keep_draft(actor=actor_of(request), response=found, **draft)
            return redirect(f"{here}?kept=1#{'preview' if request.POST.get('deed') == 'preview' else 'kept'}")
        try:
            publish_answer(actor=actor_of(request), response=found, at=now(), **draft)
            return redirect(here)
        except NotWhole as error:
            form.lacks(error.lacks)
            chosen = answer.chosen_of(found)
    kept = {
        "verdict": form.cleaned_data.get("verdict", ""),
        "reason": form.localized("reason"),
        "nowhere": form.localized("nowhere"),
        "places": [place.outcome for place in form.landings()],
    }
    return _draft_page(request, found, form, chosen, kept)


@official
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a published answer: a new version, shown beside the earlier ones."""
    found = _known(request, public_id)
    require(may_correct_response(actor_of(request), found))
    form = WordsForm(request.POST or None, initial=words_of(found))
    if request.method == "POST" and form.is_valid():
        words = {"verdict": form.cleaned_data["verdict"], "reason": form.localized("reason")}
        try:
            correct_response(actor=actor_of(request), response=found, at=now(), **words)
            return redirect("desk_response", found.public_id)
        except NotWhole as error:
            form.lacks(error.lacks)
    context = {"response": found, "form": form, "published": answer.published_of(found)}
    return show(request, "desk/correct.html", context, room=ANSWER, wrong=bool(form.errors))


@official
def pass_duty_on(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let another institution owe the answer to a contribution, by the same day."""
    duty = answer.open_duty(public_id)
    if duty is None:
        raise Http404
    require(may_pass_on(actor_of(request), duty))
    others = [row for row in institutions() if row.pk != duty.institution_id]
    form = PassOnForm(request.POST or None, institutions=others)
    if request.method == "POST" and form.is_valid():
        pass_on(actor=actor_of(request), contribution=duty.contribution, to=form.chosen(), at=now())
        return redirect("desk")
    context = {"duty": duty, "contribution": duty.contribution, "form": form}
    return show(request, "desk/pass_on.html", context, room=ANSWER, wrong=bool(form.errors))
