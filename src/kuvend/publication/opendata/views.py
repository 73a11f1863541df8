"""The page of open data, the files, the catalogue, the feeds, and what search engines ask for."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language

from kuvend.foundation.core.access import public
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.clock import now
from kuvend.foundation.datasets import listed
from kuvend.foundation.datasets.feeds import Entry
from kuvend.foundation.datasets.licence import LICENCE, LICENCE_URL
from kuvend.foundation.datasets.writing import FORMATS
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.publication.opendata import feeds, sitemap
from kuvend.publication.opendata.actions import Write, dataset_writer, sitemap_writer
from kuvend.publication.opendata.catalogue import catalogue
from kuvend.publication.opendata.queries import kept_days
from kuvend.publication.opendata.serving import kept_response
from kuvend.publication.opendata.turtle import write_turtle

XML = "application/xml; charset=utf-8"
PRIVATE = ("desk/", "account/", "me/")


@public
def open_data(request: HttpRequest) -> HttpResponse:
    """Show what can be taken out, under which licence, and how a number is recomputed from it."""
    days = kept_days()
    context = {
        "datasets": [
            (dataset, [(kind, _file_address(dataset.name, kind)) for kind in FORMATS], days.get(f"{dataset.name}.csv"))
            for dataset in listed.datasets().values()
        ],
        "bundles": [(one, entries) for one in listed.bundles() if (entries := one.entries())],
        "feeds": listed.feeds().values(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "command": f"kuvend data recompute {site_url('/open-data/')}",
    }
    return render(request, "opendata/open_data.html", context)


def _file_address(name: str, kind: str) -> str:
    return reverse(f"data_{kind}", args=[name])


def _file(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    if name not in listed.datasets():
        raise Http404
    at = now()
    write = dataset_writer(name, kind, at=at)
    return kept_response(request, write, name=f"{name}.{kind}", content_type=FORMATS[kind][1], at=at)


@public
def csv_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a dataset as CSV."""
    return _file(request, name, "csv")


@public
def json_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a dataset as a JSON array, a row on each line."""
    return _file(request, name, "json")


@public
def catalogue_json(request: HttpRequest) -> HttpResponse:
    """Send the catalogue as JSON-LD."""
    form = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(catalogue(), content_type="application/ld+json", json_dumps_params=form)


@public
def catalogue_turtle(request: HttpRequest) -> HttpResponse:
    """Send the catalogue as Turtle."""
    return HttpResponse(write_turtle(catalogue()), content_type="text/turtle; charset=utf-8")


def _feed(request: HttpRequest, entries: Sequence[Entry], title: str, page: str) -> HttpResponse:
    language = get_language() or settings.LANGUAGE_CODE
    text = feeds.write_feed(entries, title=title, path=request.path, page=page, language=language)
    return HttpResponse(text, content_type=feeds.CONTENT_TYPE)


@public
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """Send the latest of one sort: answers, contributions, what rooms add."""
    channel = listed.feeds().get(name)
    if channel is None:
        raise Http404
    return _feed(request, channel.latest(), str(channel.title), reverse(channel.page))


@public
def institution_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send what an institution did: answers, and what rooms tell of it."""
    institution = Institution.objects.filter(public_id=public_id).first()
    if institution is None:
        raise Http404
    page = reverse("institution", args=[public_id])
    return _feed(request, feeds.of_institution(institution.pk), str(institution.name), page)


@public
def process_feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the latest contributions to a process."""
    process = Process.objects.filter(public_id=public_id).first()
    if process is None:
        raise Http404
    return _feed(request, feeds.contributions(process), str(process.title), reverse("contributions"))


@public
def robots(request: HttpRequest) -> HttpResponse:
    """Tell search engines what is theirs; a demonstration, whose people are invented, is not."""
    closed = ["/"] if settings.KUVEND_DEMO else [f"/{code}/{p}" for code, _n in settings.LANGUAGES for p in PRIVATE]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        f"Sitemap: {site_url(reverse('data_sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Send the index of the map."""
    return _map_file(request, sitemap.INDEX, sitemap.index_file)


@public
def sitemap_part(request: HttpRequest, name: str, number: int) -> HttpResponseBase:
    """Send one part of the map."""
    sort = listed.mapped_sorts().get(name)
    exists = number == 0 if sort is None and name == "pages" else sort is not None and number <= sitemap.last_part(sort)
    if not exists:
        raise Http404
    return _map_file(request, sitemap.part_name(name, number), sitemap_writer(name, number))


def _map_file(request: HttpRequest, name: str, write: Write) -> HttpResponseBase:
    return kept_response(request, write, name=name, content_type=XML, at=now(), download=False)
