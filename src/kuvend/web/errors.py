"""When something is missing, refused or broken: one calm page that says what happened and what one can do."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.kept_forms import is_own
from kuvend.foundation.core.door.typed import ACCESS, typed_texts
from kuvend.publication.opendata import refusals as api
from kuvend.web.keeping import keep_typed
from kuvend.web.refusals import note_refusal

RETRY_SECONDS = 5
TRY_AGAIN = _("Go back and try again. If it stays like this, report it below: the address of this page is enough.")


def _page(
    request: HttpRequest,
    status: int,
    heading: str | Promise,
    message: str | Promise,
    after: str | Promise,
    typed: Sequence[str] = (),
    *,
    opens: bool = False,
) -> HttpResponse:
    """Draw the page in the language of the address, whatever had been activated when the error came.

    Args:
        typed: what was written and would be lost otherwise.
        opens: whether the form can be opened again.
    """
    language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with translation.override(language):
        words = {"heading": heading, "said": message, "next": after, "typed": typed, "form_url": opens and request.path}
        return render(request, "errors/error.html", words, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400."""
    if api.is_of_api(request.path_info):
        return api.unreadable(request)
    message = _("Your browser sent something that we cannot read.")
    return _page(request, 400, _("We could not read this"), message, TRY_AGAIN)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 where no rule gave a reason of its own."""
    note_refusal(request)
    message = _("This page is for people with a mandate, such as officers of an institution.")
    after = _("If you hold one, sign in with its account. Everything the public may read needs no account.")
    return _page(request, 403, _("This page is not for everyone"), message, after)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404."""
    message = _("There is no page at this address. It may have been mistyped, or never have been here.")
    after = _("Contributions, answers and commitments keep their address for ever: the search finds them.")
    typed = typed_texts(request)
    if typed:
        message = _("What you were writing for is no longer there: somebody deleted it meanwhile.")
        after = _("Nothing was kept. What you wrote stands here, so that you can copy it.")
    return _page(request, 404, _("This page does not exist"), message, after, typed=typed)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500, or 503 when the database was only busy or away; it asks the database nothing."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return busy(request)
    message = _("The fault is ours, not yours. What you sent may not have been kept.")
    return _page(request, 500, _("Something went wrong here"), message, TRY_AGAIN)


def busy(request: HttpRequest) -> HttpResponse:
    """Answer 503: somebody else holds what the request needs. What was sent is offered to be sent again."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    secret = any("password" in name for name, _value in sent)
    with translation.override(translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        words = {
            "address": request.get_full_path(),
            "fields": [] if secret else sent,
            "posted": request.method == "POST",
            "files": bool(request.FILES),
        }
        response = render(request, "errors/busy.html", words, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that came without the mark of the page it belongs to."""
    message = _("The page with the form was open for too long, or your browser keeps no cookies for this site.")
    after = _("Nothing was lost: open the form again, what you wrote stands in it. It stands here too.")
    typed, cookies = typed_texts(request), HttpResponse()
    own = is_own(request) and getattr(request, "kuvend_access", "") in ACCESS
    is_kept = own and keep_typed(request, cookies)
    after = after if typed and is_kept else TRY_AGAIN
    response = _page(request, 403, _("Please send the form again"), message, after, typed=typed, opens=True)
    response.cookies.update(cookies.cookies)
    return response
