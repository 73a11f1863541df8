"""The log as static files (c2sp.org/tlog-tiles), without language and cookies, and the tool to check it."""

import json
from collections.abc import Callable
from functools import wraps
from importlib.resources import files
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from kuvend.engines import merkle
from kuvend.engines.merkle.paths import InvalidPathError, parse_path
from kuvend.foundation.core.access import public
from kuvend.foundation.record import queries
from kuvend.foundation.record.openings import openings_of

TEXT = "text/plain; charset=utf-8"
FOR_EVER = "public, max-age=31536000, immutable"
SECONDS = "public, max-age=5"
AN_HOUR = "public, max-age=3600, stale-while-revalidate=86400"

View = Callable[..., HttpResponse]


def _file(*, content_type: str, cache: str) -> Callable[[Callable[..., str | bytes]], View]:
    """A view that gives some bytes as a file that caches may keep; 404 where nothing is published."""

    def wrap(give: Callable[..., str | bytes]) -> View:
        @public
        @require_safe
        @wraps(give)
        def view(request: HttpRequest, **parts: Any) -> HttpResponse:
            try:
                content = give(**parts)
            except (LookupError, InvalidPathError) as error:
                raise Http404(str(error)) from None
            response = HttpResponse(content, content_type=content_type)
            response["Cache-Control"] = cache
            response["Access-Control-Allow-Origin"] = "*"  # anyone's page may check the log
            return response

        return view

    return wrap


@_file(content_type=TEXT, cache=SECONDS)
def checkpoint() -> str:
    """The signed head."""
    return queries.published().note


@_file(content_type="application/octet-stream", cache=FOR_EVER)
def tile(path: str) -> bytes:
    """A tile of hashes or a bundle of entries."""
    return queries.tile(parse_path(f"tile/{path}"))


@_file(content_type="application/json", cache=FOR_EVER)
def entry(index: int) -> bytes:
    """The very bytes of an entry."""
    return queries.entry_leaf(index)


@_file(content_type="application/json", cache=SECONDS)
def opening(index: int) -> str:
    """Salt and exact string of what an entry seals, where an institution said it."""
    return json.dumps(openings_of(queries.entry(index)), ensure_ascii=False, indent=2)


@_file(content_type=TEXT, cache=AN_HOUR)
def _proof(index: int) -> str:
    return queries.proof_file(index)


@public
def proof(request: HttpRequest, index: int) -> HttpResponse:
    """The proof of an entry, as a file to keep."""
    response = _proof(request, index=index)
    response["Content-Disposition"] = f'attachment; filename="{index}.tlog-proof"'
    return response


@_file(content_type=TEXT, cache=AN_HOUR)
def key() -> str:
    """The log's public key on one line."""
    return f"{queries.verifier_key()}\n"


@_file(content_type="text/x-python; charset=utf-8", cache=AN_HOUR)
def verifier() -> bytes:
    """The stand-alone verifier, a single file that needs only Python."""
    return (files(merkle) / "kuvend_verify.py").read_bytes()
