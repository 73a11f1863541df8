"""A published file of evidence, as it was given: for saving and checking, never for opening in place."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from kuvend.accountability.plans.progress.queries.evidence import bytes_of, download_of
from kuvend.foundation.core.access import public

YEAR = (
    "public, max-age=31536000, immutable, stale-while-revalidate=31536000"  # the address never stands for other bytes
)


@public
def evidence_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send a file; its ETag is its SHA-256, so that a cache can be asked for it too."""
    found = download_of(public_id)
    if found is None:
        raise Http404
    etag = f'"{found.sha256}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    elif request.method == "HEAD":
        response = HttpResponse(content_type=found.media_type)
    else:  # streaming: the door then leaves the validator alone
        response = StreamingHttpResponse([bytes_of(found.sha256)], content_type=found.media_type)
        response["Content-Length"] = str(found.size)
    response["ETag"] = etag
    response["Cache-Control"] = YEAR
    response["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
