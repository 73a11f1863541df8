"""A version of a document, as it was given: for saving and checking, never for opening in place."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from kuvend.foundation.core.access import public
from kuvend.foundation.documents.queries import version_download
from kuvend.foundation.documents.serving import A_WHILE, send_file


@public
def document_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the file of a version; one that was redacted is not sent any more."""
    file = version_download(public_id)
    if file is None:
        raise Http404
    return send_file(request, file, cache=A_WHILE)
