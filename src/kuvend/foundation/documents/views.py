"""A version of a document, as it was given: for saving and checking, never for opening in place."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation

from kuvend.foundation.core.access import public, reads
from kuvend.foundation.documents.queries import redaction_of, version_download
from kuvend.foundation.documents.serving import A_WHILE, send_file


@public
@reads("language")
def document_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the file of a version. Of one that was redacted a page says so (410), with what is sent in its place.

    The address has no language: the page is drawn in the reader's, or in the one that its switch asks for.
    """
    if file := version_download(public_id):
        return send_file(request, file, cache=A_WHILE)
    language_asked = request.GET.get("language", "")
    language = language_asked if language_asked in dict(settings.LANGUAGES) else translation.get_language()
    with translation.override(language):
        if redaction := redaction_of(public_id):
            switch = [(code, name, f"?language={code}") for code, name in settings.LANGUAGES if code != language]
            context = {"redaction": redaction, "other_languages": switch}
            headers = {"Content-Language": language or ""}
            page = render_to_string("documents/redacted.html", context, request)
            return HttpResponse(page, status=410, headers=headers)
    raise Http404
