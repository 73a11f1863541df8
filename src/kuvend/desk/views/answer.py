"""An answer: written, seen as its readers see it, published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext

from kuvend.desk.forms.answer import AnswerForm, draft_of
from kuvend.desk.queries import answer
from kuvend.desk.queries.preview import preview_of
from kuvend.desk.rules import ANSWER
from kuvend.foundation.contributions.versions import seen_version_in
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at, done_in
from kuvend.foundation.core.door.typed import typed_texts
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.responses.actions import (
    ChangedMeanwhile,
    NotWhole,
    WrittenMeanwhile,
    delete_draft,
    keep_draft,
    publish_response,
    take_over,
)
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response
from kuvend.foundation.responses.queries import response as response_by_id
from kuvend.foundation.responses.rules import may_answer, may_edit_response


def known_response(request: HttpRequest, public_id: str) -> Response:
    """Return a response of the actor's own institution."""
    response = response_by_id(public_id)
    if response is None:
        raise Http404
    require(may_answer(actor_of(request), response.institution_id, response.scope.path))
    return response


@official
def response(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write an answer and publish it; a published one is shown as it stands, a colleague's draft with who holds it."""
    response = known_response(request, public_id)
    if response.state == ResponseState.PUBLISHED:
        context = {"response": response, "published": answer.published_of(response), "typed": typed_texts(request)}
        if done_in(request):
            context["done"] = f"{done_in(request)} {_letters_sent(response)}"
        return show(request, "desk/published.html", context, room=ANSWER)
    if request.method == "POST" and request.POST.get("deed") == "take_over":
        take_over(actor=actor_of(request), response=response, at=now())
        return redirect("desk_response", response.public_id)
    if response.holder_id not in (None, actor_of(request).person_id):
        context = {"response": response, "chosen": answer.chosen_of(response), "typed": typed_texts(request)}
        return show(request, "desk/held.html", context, room=ANSWER)
    require(may_edit_response(actor_of(request), response))
    return _write(request, response) if request.method == "POST" else _draft_page(request, response)


def _letters_sent(response: Response) -> str:
    """Return whom letters go to after an answer is published, or corrected."""
    count = answer.letters_to(response)
    return ngettext("%(n)d author gets an e-mail.", "%(n)d authors get an e-mail.", count) % {"n": count}


def _form(data: Any, response: Response, selection: answer.Chosen, **kwargs: Any) -> AnswerForm:
    rows = [(row.pk, row.public_id) for row in selection.rows]
    return AnswerForm(data, places=answer.places_for(response), text_of=answer.text_of, contributions=rows, **kwargs)


def _draft_page(request: HttpRequest, response: Response, form: AnswerForm | None = None) -> HttpResponse:
    """Show a draft as it is kept, or as it was sent when something of it must be mended."""
    selection = answer.chosen_of(response)
    landings = answer.kept_landings(response)
    form = form or _form(
        request.POST or None,
        response,
        selection,
        initial=draft_of(response, landings) | answer.suggested_place(response, selection),
    )
    context = {
        "response": response,
        "form": form,
        "place_rows": form.place_rows(),
        "chosen": selection,
        "preview": preview_of(response, selection, today=local_date(now())),
    }
    return show(request, "desk/answer.html", context, room=ANSWER, wrong=bool(form.errors))


def _write(request: HttpRequest, response: Response) -> HttpResponse:
    """Keep what was sent; publish it when that was asked for and nothing is missing."""
    deed, actor, seen_draft = request.POST.get("deed"), actor_of(request), seen_version_in(request.POST)
    form = _form(request.POST, response, answer.chosen_of(response))
    if seen_draft != response.draft_version:
        form.add_error(None, str(WrittenMeanwhile().reason))
    elif deed == "delete" and (deletion := _deleted(actor, response, form, seen_draft)):
        return deletion
    if not form.is_valid():
        return _draft_page(request, response, form)
    draft, here = (
        form.as_draft(choosing=deed not in ("publish", "preview")),
        reverse("desk_response", args=[response.public_id]),
    )
    try:
        response = keep_draft(actor=actor, response=response, seen_draft=seen_draft, **draft)
    except WrittenMeanwhile as error:
        form.add_error(None, str(error.reason))
        return _draft_page(request, response_by_id(response.public_id) or response, form)
    if deed == "text":
        return redirect(f"{here}#places")
    if deed != "publish":
        return done_at(here, "kept", part="preview" if deed == "preview" else "")
    try:
        publish_response(actor=actor, response=response, at=now())
        return done_at(here, "answer-published")
    except NotWhole as error:
        form.lacks(error.lacks)
    except ChangedMeanwhile as error:
        form.add_error(None, str(error.reason))
    return _draft_page(request, response, form)


def _deleted(actor: Actor, response: Response, form: AnswerForm, seen_draft: int) -> HttpResponse | None:
    """Throw the draft away; None, with the reason in the form, when it was kept just now."""
    try:
        delete_draft(actor=actor, response=response, seen_draft=seen_draft)
    except WrittenMeanwhile as error:
        form.add_error(None, str(error.reason))
        response.refresh_from_db()
        return None
    return done_at(reverse("desk"), "answer-deleted")
