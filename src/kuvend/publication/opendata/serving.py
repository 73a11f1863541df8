"""How files go out, kept or made while they are sent: validator, lifetime, compression, name; nothing for HEAD."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags

from kuvend.foundation.record.models import Fact
from kuvend.publication.opendata.actions import SMALL, Write, holds_what_is_gone, is_due, keep_file
from kuvend.publication.opendata.licence import LICENCE_URL
from kuvend.publication.opendata.models import KeptFile
from kuvend.publication.opendata.queries import kept_parts, newest_file
from kuvend.publication.opendata.writing import gzipped, unzipped

# Words that were hidden or erased must leave shared caches soon; whoever asks again mostly gets a cheap 304.
MINUTES = "public, max-age=300, stale-while-revalidate=300"


def validator(name: str, *, at: datetime) -> str:
    """Return the ETag of a file: it changes with every deed, and each hour for what is counted without a fact."""
    newest = Fact.objects.aggregate(newest=Max("pk"))["newest"] or 0
    seen = f"{name} {newest} {at:%Y-%m-%d %H} {settings.KUVEND_LOG_ORIGIN}"
    return f'W/"{hashlib.blake2b(seen.encode(), digest_size=12).hexdigest()}"'


def file_response(
    request: HttpRequest,
    write: Callable[[], Iterable[bytes]],
    *,
    name: str,
    content_type: str,
    at: datetime,
    version: str = "",
) -> HttpResponseBase:
    """Return what `write` yields as a file that caches keep for minutes; 304 when the reader has it.

    Args:
        name: the file's name, "" for one that is read in place.
        version: what its content depends on besides facts.
    """
    etag = validator(f"{request.path} {name} {version}".rstrip(), at=at)
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    elif request.method == "HEAD":
        response = HttpResponse(content_type=content_type)
    else:
        response = _stream(request, write(), content_type)
    return _labelled(response, etag=etag, name=name)


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
    return _labelled(response, etag=etag, name=name if download else "")


def _sent(request: HttpRequest, file: KeptFile) -> StreamingHttpResponse:
    parts = kept_parts(file)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return StreamingHttpResponse(unzipped(parts))
    response = StreamingHttpResponse(parts)
    response["Content-Encoding"] = "gzip"
    return response


def _labelled(response: HttpResponseBase, *, etag: str, name: str) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = MINUTES
    response["Vary"] = "Accept-Encoding"
    response["Access-Control-Allow-Origin"] = "*"
    response["Link"] = f'<{LICENCE_URL}>; rel="license"'
    if name:
        response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _stream(request: HttpRequest, parts: Iterable[bytes], content_type: str) -> StreamingHttpResponse:
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return StreamingHttpResponse(parts, content_type=content_type)
    response = StreamingHttpResponse(gzipped(parts), content_type=content_type)
    response["Content-Encoding"] = "gzip"
    return response
