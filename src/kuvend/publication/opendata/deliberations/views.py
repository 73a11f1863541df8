"""The page of a deliberation's data, its files, and the check of its published map."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from kuvend.foundation.core.access import public
from kuvend.foundation.core.clock import now
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import OpinionMap
from kuvend.publication.opendata.deliberations.checking import MOST_VOTES, check
from kuvend.publication.opendata.deliberations.crosstabs import K
from kuvend.publication.opendata.deliberations.files import crosstabs_file, groups_option, map_file, zipped
from kuvend.publication.opendata.deliberations.queries import is_closed, open_deliberation, taken, taken_statements
from kuvend.publication.opendata.licence import LICENCE, LICENCE_URL, site_url
from kuvend.publication.opendata.serving import file_response


def _found(public_id: str) -> tuple[Activity, OpinionMap]:
    """Return a deliberation and its published map. Raises Http404 when there is none, or numbers are not shown."""
    found = open_deliberation(public_id)
    if found is None:
        raise Http404
    return found


def _closed(public_id: str) -> tuple[Activity, OpinionMap]:
    """Return a deliberation that has closed: of two files taken while people vote, the difference shows who did.

    Raises:
        Http404: when there is none, numbers are not shown, or it is open.
    """
    activity, kept = _found(public_id)
    if not is_closed(activity, now()):
        raise Http404
    return activity, kept


def _version(kept: OpinionMap) -> str:
    """Return what a file changes with: votes are no facts."""
    return f"{kept.digest} {kept.votes} {kept.computed_at.isoformat()}"


def _commands(public_id: str, kept: OpinionMap) -> list[str]:
    address = site_url(reverse("data_deliberation_zip", args=[public_id]))
    return [
        f"curl -sSLO {address} && unzip -q {public_id}.zip",
        f"kuvend opinion map {public_id}{groups_option(kept)} --out map-again.json",
        f"kuvend opinion compare map-again.json {public_id}/participants-votes.csv",
    ]


@public
def deliberation_data(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what can be taken out of a deliberation, and the exact command that draws its map again."""
    activity, kept = _found(public_id)
    context = {
        "activity": activity,
        "kept": kept,
        "closed_digest": kept.deliberation.closed_digest,
        "commands": _commands(public_id, kept),
        "k": K,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "checked_here": kept.votes <= MOST_VOTES,
        "closed": is_closed(activity, now()),
    }
    return render(request, "opendata/deliberation.html", context)


@public
def deliberation_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw the map anew from the published votes and show it beside the published one."""
    activity, kept = _found(public_id)
    context = {
        "activity": activity,
        "check": check(activity, kept),
        "too_large": kept.votes > MOST_VOTES,
        "closed": is_closed(activity, now()),
        "commands": _commands(public_id, kept),
    }
    return render(request, "opendata/deliberation_check.html", context)


@public
def deliberation_zip(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the whole deliberation as a zip file: an export folder of Polis, the map, the tables."""
    activity, kept = _closed(public_id)
    parts = partial(_zip, activity, kept)
    name = f"{public_id}.zip"
    return file_response(request, parts, name=name, content_type="application/zip", at=now(), version=_version(kept))


def _zip(activity: Activity, kept: OpinionMap) -> Iterator[bytes]:
    return zipped(taken(activity, kept))


@public
def deliberation_map(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the published map."""
    activity, kept = _found(public_id)

    def parts() -> list[bytes]:
        return [map_file(activity, kept, taken_statements(activity))]

    return file_response(request, parts, name="", content_type="application/json", at=now(), version=_version(kept))


@public
def deliberation_crosstabs(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the tables of answers by group and by what people say of themselves."""
    activity, kept = _closed(public_id)

    def parts() -> list[bytes]:
        return [crosstabs_file(taken(activity, kept))]

    name = f"{public_id}-crosstabs.csv"
    return file_response(
        request, parts, name=name, content_type="text/csv; charset=utf-8", at=now(), version=_version(kept)
    )
