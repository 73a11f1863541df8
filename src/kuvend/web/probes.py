"""Addresses for whoever looks after the machines: does the process live, is it ready, how does it stand."""

from __future__ import annotations

from django.db import Error
from django.http import HttpRequest, HttpResponse, JsonResponse

from kuvend.foundation.core.access import loopback, public
from kuvend.web.serving.figures import Figures, figures
from kuvend.web.serving.limits import troubles


@public
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that this process answers; the database is not asked."""
    return _uncached(HttpResponse("ok\n", content_type="text/plain; charset=utf-8"))


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be answered, and what waits too long: that is no reason to send nobody here any more."""
    try:
        state = figures()
    except Error:
        return _uncached(JsonResponse({"ready": False}, status=503))
    names = ("entries", "head_age_seconds", "unsigned_seconds", "letter_waiting_seconds")
    numbers = {name: _rounded(getattr(state, name)) for name in names}
    oldest = _rounded(max(state.oldest_job_seconds.values()))
    return _uncached(JsonResponse({"ready": True, "late": troubles(state), **numbers, "oldest_job_seconds": oldest}))


@loopback
def metrics(request: HttpRequest) -> HttpResponse:
    """Give all figures in Prometheus' text format (0.0.4)."""
    try:
        lines = ["kuvend_up 1", *_lines(figures())]
    except Error:
        lines = ["kuvend_up 0"]
    return _uncached(HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8"))


def _lines(state: Figures) -> list[str]:
    return [f"kuvend_{name} {value}" for name, value in state.flat().items()]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response
