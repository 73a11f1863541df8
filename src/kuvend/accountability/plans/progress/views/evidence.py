"""A published file of evidence, as it was given: for saving and checking, never for opening in place."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from kuvend.accountability.plans.progress.queries.evidence import download_of
from kuvend.foundation.core.access import public
from kuvend.foundation.documents.serving import send_file


@public
def evidence_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send a file; its ETag is its SHA-256, so that a cache can be asked for it too."""
    file = download_of(public_id)
    if file is None:
        raise Http404
    return send_file(request, file)
