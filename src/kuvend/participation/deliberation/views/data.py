"""The page of a deliberation's data and its files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from kuvend.foundation.core.access import public
from kuvend.foundation.core.clock import now
from kuvend.foundation.datasets.licence import LICENCE, LICENCE_URL
from kuvend.foundation.datasets.serving import file_response
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.files import crosstabs_file, map_file
from kuvend.participation.deliberation.models import Release
from kuvend.participation.deliberation.queries.release_days import steps_of
from kuvend.participation.deliberation.queries.releases import released_deliberation
from kuvend.participation.deliberation.releases.rounding import STEP


def _release_or_404(public_id: str) -> tuple[Activity, Release]:
    """Return a deliberation and its release. Raises Http404 when there is none."""
    release = released_deliberation(public_id)
    if release is None:
        raise Http404
    return release


def _version(release: Release) -> str:
    """Return what a file changes with: votes are no facts."""
    return f"{release.digest} {release.final} {release.computed_at.isoformat()}"


@public
def deliberation_data(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what can be taken out of a deliberation, and what can be checked."""
    activity, release = _release_or_404(public_id)
    context = {
        "activity": activity,
        "kept": release,
        "steps": steps_of(release.deliberation, release, at=now()),
        "closed_digest": release.deliberation.closed_digest,
        "tables": bool(release.file.tables),
        "k": STEP,
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
    }
    return render(request, "deliberation/data.html", context)


@public
def deliberation_map(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the release."""
    activity, release = _release_or_404(public_id)

    def parts() -> list[bytes]:
        return [map_file(activity, release)]

    return file_response(request, parts, name="", content_type="application/json", at=now(), version=_version(release))


@public
def deliberation_crosstabs(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Send the tables of answers by group and by what people say of themselves, once it has closed."""
    _activity, release = _release_or_404(public_id)
    if not release.file.tables:
        raise Http404

    def parts() -> list[bytes]:
        return [crosstabs_file(release)]

    name = f"{public_id}-crosstabs.csv"
    return file_response(
        request, parts, name=name, content_type="text/csv; charset=utf-8", at=now(), version=_version(release)
    )
