"""The door: every route has a declared access, public pages read no cookie and may be kept by any cache."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseNotModified,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import http_date

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.door.typed import typed_texts
from kuvend.foundation.people.queries import actor_of
from kuvend.publication.opendata import refusals as api
from kuvend.web import logs
from kuvend.web.keeping import keep_typed
from kuvend.web.kept_pages import KeptPage, KeptPages, packed, snapshot
from kuvend.web.query_names import names_read, plain_query
from kuvend.web.refusals import note_refusal

Handler = Callable[[HttpRequest], HttpResponse]
READS = ("GET", "HEAD")
PUBLIC_CACHE = "public, max-age=30, stale-while-revalidate=300, stale-if-error=3600"
MOST_SENT = {"official": 128 * 2**20}  # bytes: twelve files of evidence; of everybody else words alone are taken
MOST_SENT_BY_ANYONE = 2**20
PROBES = {"/healthz", "/readyz", "/metrics"}
LOOPBACK = {"127.0.0.1", "::1"}
# What no page of ours asks a browser for; passkeys are asked for on the pages of the sign-in.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "usb",
    )
)  # fmt: skip
LEFT_BEHIND = '"cache", "storage"'  # not "cookies": that would sign people out of every site of the same domain
COMPRESSIBLE = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


@lru_cache(maxsize=4096)
def view_at(path: str) -> Callable[..., HttpResponse] | None:
    """Return the view at `path`, None when there is no such route.

    Django looks the address up once more; what many ask for is remembered here.
    """
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            return resolve(path).func
        except Resolver404:
            return None


def sends_too_much(request: HttpRequest) -> bool:
    """Tell whether the body of a request is longer than its route takes."""
    return is_longer(request, MOST_SENT.get(request.kuvend_access, MOST_SENT_BY_ANYONE))  # type: ignore[attr-defined]


def is_longer(request: HttpRequest, most: int) -> bool:
    """Tell whether the body of a request says it has more than `most` bytes."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > most


def without_body(response: HttpResponse) -> None:
    """Leave the headers alone, the length of the whole answer among them, as HEAD asks (RFC 9110, 9.3.2)."""
    if response.streaming:
        response.streaming_content = []  # type: ignore[attr-defined]
        return
    if not response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
    response.content = b""


class AccessMiddleware:
    """Outermost of ours: drops cookies on public reads, and says how long an answer may be kept."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.pages = KeptPages()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        logs.number_request(request.headers.get("X-Request-ID", ""))
        if request.path_info in PROBES:  # whoever looks after the machine asks by its number, not by our name
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0]
        response = self.answer(request)
        if request.method == "HEAD":
            without_body(response)
        return response

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Answer by the access that the route declares."""
        view = view_at(request.path_info)
        request.kuvend_access = getattr(view, "access", "") if view else "missing"  # type: ignore[attr-defined]
        if "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path_info:  # nobody types it
            raise BadRequest("NUL")
        if sends_too_much(request):  # before anything reads it
            return HttpResponse(status=413)
        shared = request.kuvend_access in {"public", "missing"} and request.method in READS  # type: ignore[attr-defined]
        if shared:
            request.META.pop("HTTP_COOKIE", None)
        if shared:
            response = (view and self.led_plain(request, view)) or self.public_answer(request)
            if getattr(view, "by_language", False):
                patch_vary_headers(response, ["Accept-Language"])
        else:
            response = self.get_response(request)
        response["Permissions-Policy"] = PERMISSIONS
        if shared:
            return response
        if getattr(request, "kuvend_signed_out", False):
            response["Clear-Site-Data"] = LEFT_BEHIND
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response

    def led_plain(self, request: HttpRequest, view: Handler) -> HttpResponse | None:
        """Lead who asks what the view does not read to the address without it."""
        plain = plain_query(request.META.get("QUERY_STRING", ""), names_read(view))
        if plain is None:
            return None
        request.get_host()  # whoever asks by another name is refused here, too
        return self.shareable(HttpResponseRedirect(escape_uri_path(request.path) + (f"?{plain}" if plain else "")))

    def public_answer(self, request: HttpRequest) -> HttpResponse:
        """Return a page that everyone is shown alike: as it was drawn for the one before, if nothing has changed."""
        may_be_kept = request.method == "GET" and request.path_info not in PROBES
        if not may_be_kept or request.kuvend_access != "public":  # type: ignore[attr-defined]
            return self.fitted(request, self.shareable(self.get_response(request)))
        request.get_host()  # whoever asks by another name is refused, page or no page
        address, state = request.get_full_path(), snapshot()
        if state and (page := self.pages.find(address, state)):
            return self.fitted(request, page.response(), page)
        response = self.shareable(self.get_response(request))
        if state:
            self.pages.keep(address, state, response)
        return self.fitted(request, response)

    @staticmethod
    def shareable(response: HttpResponse) -> HttpResponse:
        """Give a public answer its validator and lifetime; it varies by encoding alone."""
        if response.has_header("Vary"):
            del response["Vary"]
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = PUBLIC_CACHE if response.status_code == 200 else "no-store"
        if response.streaming or response.status_code == 304:
            patch_vary_headers(response, ["Accept-Encoding"])
        if response.streaming or response.status_code != 200:
            return response
        compressible = response.get("Content-Type", "").startswith(COMPRESSIBLE)
        if compressible:
            patch_vary_headers(response, ["Accept-Encoding"])  # of the 304 too (RFC 9110, 15.4.5)
        response["ETag"] = f'W/"{hashlib.blake2b(response.content, digest_size=12).hexdigest()}"'
        return response

    @staticmethod
    def fitted(request: HttpRequest, response: HttpResponse, page: KeptPage | None = None) -> HttpResponse:
        """Answer who has it already with 304, and compress for who takes that."""
        if response.streaming or response.status_code != 200:
            return response
        conditional = get_conditional_response(request, etag=response["ETag"], response=response)
        if isinstance(conditional, HttpResponseNotModified):
            conditional["Cache-Control"] = response["Cache-Control"]
            return conditional
        compressible = response.get("Content-Type", "").startswith(COMPRESSIBLE)
        if compressible and "gzip" in request.headers.get("Accept-Encoding", "") and len(response.content) > 600:
            response.content = page.packed if page else packed(response.content)
            response["Content-Encoding"] = "gzip"
            response["Content-Length"] = str(len(response.content))
        return response


class RefusalMiddleware:
    """Lets a request through only as its route declares, and words a refused deed.

    Stands before the check of forms: that one reads the whole body, which of a stranger nothing should.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        too_often = getattr(request, "kuvend_too_often", None)
        if isinstance(too_often, limits.TooOften):  # a page that says so in its own words
            response.status_code = 429
            response["Retry-After"] = http_date(too_often.again_at.timestamp())
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_: object) -> HttpResponse | None:
        access = getattr(view, "access", "")
        if access == "public":
            if request.method in READS:
                return None
            return api.read_only(request, READS) if api.is_of_api(request.path_info) else HttpResponseNotAllowed(READS)
        if access == "open_form":
            return None
        if access == "loopback":
            # What a proxy on this machine hands on comes from its address, too, and says for whom it asks.
            if request.META.get("REMOTE_ADDR") not in LOOPBACK or "HTTP_X_FORWARDED_FOR" in request.META:
                raise Http404
            return None
        if access not in {"signed_in", "official"}:
            raise PermissionDenied("this route declares no access")
        if not request.user.is_authenticated:
            return self.to_sign_in(request)
        return self.official_or_not(request) if access == "official" else None

    @staticmethod
    def to_sign_in(request: HttpRequest) -> HttpResponse:
        """Send a stranger to sign in; what was typed before the session ended waits until then."""
        response = redirect_to_login(request.get_full_path(), reverse("account_request_login_code"))
        RefusalMiddleware.keep_words(request, response)
        return response

    @staticmethod
    def keep_words(request: HttpRequest, response: HttpResponse) -> None:
        """Let what was typed wait until its author has proved again who that is."""
        if request.method == "POST" and not is_longer(request, MOST_SENT_BY_ANYONE):
            keep_typed(request, response)

    @staticmethod
    def official_or_not(request: HttpRequest) -> HttpResponse | None:
        """Let officials pass; send one without a second factor to where it is set up or used, and back from there."""
        actor = actor_of(request)
        if actor.mandates:
            return None
        if actor.unconfirmed_mandates:
            response = redirect_to_login(request.get_full_path(), reverse("second_factor"))
            RefusalMiddleware.keep_words(request, response)
            return response
        raise PermissionDenied

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            note_refusal(request)
            if isinstance(exception, limits.TooOften):
                request.kuvend_too_often = exception  # type: ignore[attr-defined]
            match = request.resolver_match
            at_desk = match is not None and getattr(match.func, "access", "") == "official"
            words = {"reason": exception.reason, "typed": typed_texts(request), "at_desk": at_desk}
            return render(request, "refused.html", words, status=403)
        return None
