"""A correction of a published answer: written, seen as every author will read it, published. Nothing of it is kept."""

from __future__ import annotations

from copy import copy

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.desk.forms.answer import CorrectionForm
from kuvend.desk.queries import answer
from kuvend.desk.queries.preview import Preview, preview_of_correction
from kuvend.desk.rules import ANSWER
from kuvend.desk.views.answer import known_response
from kuvend.foundation.contributions.versions import seen_version_in
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.responses.actions import (
    NotWhole,
    WrittenMeanwhile,
    correct_response,
    lacks_of_correction,
    places_after,
)
from kuvend.foundation.responses.models import Response
from kuvend.foundation.responses.prospects import newest_words
from kuvend.foundation.responses.rules import may_correct_response


@official
def correct(request: HttpRequest, public_id: str) -> HttpResponse:
    """Correct a published answer: a new version, shown beside the earlier ones."""
    response = known_response(request, public_id)
    require(may_correct_response(actor_of(request), response))
    published = answer.published_of(response)
    form = _form(request, response, published)
    if request.method != "POST":
        return _page(request, response, published, form)
    if seen_version_in(request.POST) != response.version:
        form.add_error(None, str(WrittenMeanwhile().reason))
    if not form.is_valid():
        return _page(request, response, published, form)
    if request.POST.get("deed") == "publish":
        return _publish(request, response, published, form)
    preview = _preview(response, published, form) if request.POST.get("deed") == "preview" else None
    return _page(request, response, published, form, preview=preview)


def _form(request: HttpRequest, response: Response, published: answer.Published) -> CorrectionForm:
    """Return the form with the places that stand; a text whose institution refused is not offered again."""
    over = {one.text.outcome_id for one in published.over}
    return CorrectionForm(
        request.POST if request.method == "POST" else request.POST or None,  # kept through a sign-in
        response=response,
        standing=published.standing,
        places=[place for place in answer.places_for(response) if place.pk not in over],
        text_of=answer.text_of,
    )


def _page(
    request: HttpRequest, response: Response, published: answer.Published, form: CorrectionForm, *,
    preview: Preview | None = None,
) -> HttpResponse:  # fmt: skip
    places = {"place_rows": form.place_rows(), "published": published, "preview": preview}
    context = {"response": response, "form": form} | places
    return show(request, "desk/correct.html", context, room=ANSWER, wrong=bool(form.errors))


def _publish(
    request: HttpRequest, response: Response, published: answer.Published, form: CorrectionForm
) -> HttpResponse:
    seen_version = seen_version_in(request.POST)
    try:
        correct_response(
            actor=actor_of(request), response=response, seen_version=seen_version, at=now(), **form.as_correction()
        )
        return done_at(reverse("desk_response", args=[response.public_id]), "answer-corrected")
    except NotWhole as error:
        form.lacks(error.lacks)
    except WrittenMeanwhile as error:
        form.add_error(None, str(error.reason))
        response = known_response(request, response.public_id)
        published = answer.published_of(response)
    return _page(request, response, published, form)


def _preview(response: Response, published: answer.Published, form: CorrectionForm) -> Preview:
    """Return what every author would read, and what the correction still lacks."""
    correction, corrected = form.as_correction(), copy(response)
    for part in ("verdict", "reason", "nowhere"):
        setattr(corrected, part, correction[part])
    after = places_after(corrected, published.landings, correction["places"], verdict=correction["verdict"])
    newest = newest_words(response)
    lacks = lacks_of_correction(corrected, after, correction["note"], newest=newest, at=now())
    return preview_of_correction(corrected, after, correction["note"], newest=newest, lacks=list(lacks.values()))
