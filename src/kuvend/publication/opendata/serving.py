"""How kept files go out: what has not changed is not made again, and readers cost its sending alone."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from kuvend.foundation.datasets.serving import labelled
from kuvend.foundation.datasets.writing import unzipped
from kuvend.publication.opendata.actions import SMALL, Write, holds_what_is_gone, is_due, keep_file
from kuvend.publication.opendata.models import KeptFile
from kuvend.publication.opendata.queries import kept_parts, newest_file


def kept_response(
    request: HttpRequest, write: Write, *, name: str, content_type: str, at: datetime, download: bool = True
) -> HttpResponseBase:
    """Return a kept file; 304 when the reader has it, 503 with when to ask again while it is made for the first time.

    It is made here only when it is small, not there yet, or holds what is gone, and never twice at once: readers cost
    its sending alone.
    """
    file = newest_file(name)
    if file is not None and holds_what_is_gone(file, newest=file.newest or 0):
        file = keep_file(name, write, at=at)
    elif file is None or (file.size < SMALL and is_due(file, newest=file.newest or 0, at=at)):
        file = keep_file(name, write, at=at) or file
    if file is None:
        return HttpResponse(status=503, headers={"Retry-After": "30", "Cache-Control": "no-store"})
    etag = f'W/"{file.digest}"'
    moment = int(file.made_at.timestamp())
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=moment)
    if response is None:
        response = HttpResponse(content_type=content_type) if request.method == "HEAD" else _sent(request, file)
    response["Content-Type"] = content_type
    response["Last-Modified"] = http_date(moment)
    return labelled(response, etag=etag, name=name if download else "")


def _sent(request: HttpRequest, file: KeptFile) -> StreamingHttpResponse:
    parts = kept_parts(file)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return StreamingHttpResponse(unzipped(parts))
    response = StreamingHttpResponse(parts)
    response["Content-Encoding"] = "gzip"
    return response
