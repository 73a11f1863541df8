"""A file as it is sent: as it was given, for saving and checking, never for opening in place."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from kuvend.foundation.documents.models import FileContent

A_WHILE = "public, max-age=60, stale-while-revalidate=60"  # what may be withheld tomorrow
YEAR = (
    "public, max-age=31536000, immutable, stale-while-revalidate=31536000"  # the address never stands for other bytes
)


@dataclass(frozen=True)
class Download:
    """A published file: its hash, its type, its size, and the name under which it is saved."""

    sha256: str
    media_type: str
    size: int
    name: str


def send_file(request: HttpRequest, file: Download, *, cache: str = YEAR) -> HttpResponseBase:
    """Send a file; its ETag is its SHA-256, so that a cache can be asked for it too."""
    etag = f'"{file.sha256}"'
    response: HttpResponseBase
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:  # streaming, without its bytes too: the door then leaves the validator alone
        content = [] if request.method == "HEAD" else [_bytes_of(file.sha256)]
        response = StreamingHttpResponse(content, content_type=file.media_type)
        response["Content-Length"] = str(file.size)
    response["ETag"] = etag
    response["Cache-Control"] = cache
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _bytes_of(sha256: str) -> bytes:
    return bytes(FileContent.objects.values_list("content", flat=True).get(sha256=sha256))
