"""How files go out: validator, lifetime, compression, name; nothing for HEAD."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from kuvend.foundation.datasets.licence import LICENCE_URL
from kuvend.foundation.datasets.writing import gzipped
from kuvend.foundation.record.models import Fact

# Words that were hidden or erased must leave shared caches soon; whoever asks again mostly gets a cheap 304.
MINUTES = "public, max-age=300, stale-while-revalidate=300"


def validator(name: str, *, at: datetime) -> str:
    """Return the ETag of a file: it changes with every deed, and each hour for what is counted without a fact."""
    newest = Fact.objects.aggregate(newest=Max("pk"))["newest"] or 0
    state = f"{name} {newest} {at:%Y-%m-%d %H} {settings.KUVEND_LOG_ORIGIN}"
    return f'W/"{hashlib.blake2b(state.encode(), digest_size=12).hexdigest()}"'


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
    return labelled(response, etag=etag, name=name)


def labelled(response: HttpResponseBase, *, etag: str, name: str) -> HttpResponseBase:
    """Return a file with its validator, lifetime and licence; saved under `name`, read in place when that is ""."""
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
