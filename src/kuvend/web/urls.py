"""All addresses of the site. The language stands in the path; the record's addresses have none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth import urls as sign_in
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import get_converters

from kuvend.foundation.core.access import open_form, public
from kuvend.foundation.core.ids import PublicIdConverter, TypedIdConverter
from kuvend.foundation.people.proving import CHANGING, asks_proof
from kuvend.publication.portal.views import identity
from kuvend.publication.portal.views.public import icon
from kuvend.web import probes, wiring

if "id" not in get_converters():  # a test may load the addresses twice
    register_converter(PublicIdConverter, "id")
    register_converter(TypedIdConverter, "typed_id")


@public
def start(request: HttpRequest) -> HttpResponse:
    """Send a visitor without a language to the instance's own."""
    return redirect(f"/{settings.LANGUAGE_CODE}/")


def room_urls(part: str) -> list[Any]:
    """Return the addresses that the rooms hand up as this part of their capability."""
    return [path("", include(module)) for room in wiring.capabilities() if (module := getattr(room, part))]


def sign_in_urls(patterns: Iterable[Any]) -> list[Any]:
    """Mark the views of a library as open forms: reachable by all, never kept by a cache; some ask for proof."""
    marked = list(patterns)
    for pattern in marked:
        if isinstance(pattern, URLPattern):
            if pattern.name in CHANGING:
                pattern.callback = asks_proof(pattern.callback)
            open_form(pattern.callback)
        elif isinstance(pattern, URLResolver):
            sign_in_urls(pattern.url_patterns)
    return marked


urlpatterns = [
    path("", start),
    path("favicon.ico", icon),
    path("healthz", probes.healthz, name="healthz"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", probes.metrics, name="metrics"),
    path("instance/logo", identity.logo, name="instance_logo"),
    path("instance/face.css", identity.face, name="instance_face"),
    path("record/", include("kuvend.foundation.record.urls")),
    path("", include("kuvend.foundation.documents.urls")),
    path("", include("kuvend.foundation.notifications.urls")),
    path("", include("kuvend.publication.opendata.urls.files")),
    path("", include("kuvend.publication.sharing.urls.files")),
    *room_urls("file_urls"),
    *i18n_patterns(
        path("", include("kuvend.publication.portal.urls")),
        path("", include("kuvend.publication.search.urls")),
        path("", include("kuvend.publication.trail.urls")),
        path("", include("kuvend.publication.opendata.urls.pages")),
        path("", include("kuvend.publication.changes.urls")),
        path("", include("kuvend.publication.institutions.urls")),
        path("", include("kuvend.publication.papers.urls")),
        path("", include("kuvend.publication.places.urls")),
        path("", include("kuvend.publication.barriers.urls")),
        path("", include("kuvend.publication.sharing.urls.pages")),
        *room_urls("urls"),
        path("", include("kuvend.foundation.contributions.urls")),
        path("", include("kuvend.foundation.moderation.urls")),
        path("", include("kuvend.foundation.notifications.urls.pages")),
        path("desk/", include("kuvend.desk.urls")),
        path("", include("kuvend.foundation.people.urls")),
        path("account/", include(sign_in_urls(sign_in.urlpatterns))),
    ),
]

handler400 = "kuvend.web.errors.bad_request"
handler403 = "kuvend.web.errors.forbidden"
handler404 = "kuvend.web.errors.not_found"
handler500 = "kuvend.web.errors.server_error"
