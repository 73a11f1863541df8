"""A version of a document, as it was given: for saving and checking, never for opening in place."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kuvend.foundation.core.access import public
from kuvend.foundation.documents.queries import redaction_of, version_download
from kuvend.foundation.documents.serving import A_WHILE, send_file


@public
def document_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the file of a version. Of one that was redacted a page says so (410), with what is sent in its place."""
    if file := version_download(public_id):
        return send_file(request, file, cache=A_WHILE)
    if redaction := redaction_of(public_id):
        return render(request, "documents/redacted.html", {"redaction": redaction}, status=410)
    raise Http404
