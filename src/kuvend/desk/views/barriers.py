"""Barriers that people reported: what waits, and the answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.desk.forms.barriers import BarrierAnswerForm
from kuvend.desk.rules import BARRIERS
from kuvend.foundation.core.access import NotAllowed, official
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.publication.barriers.actions import answer_barrier
from kuvend.publication.barriers.queries import answered_barriers, barrier, is_late, waiting_barriers

SHOWN = 200


@official
def barriers(request: HttpRequest) -> HttpResponse:
    """Show the barriers that wait for an answer, the first due first, and the latest answered."""
    enter(request, BARRIERS)
    waiting = [(row, is_late(row, local_date(now()))) for row in waiting_barriers()[:SHOWN]]
    context = {"waiting": waiting, "answered": answered_barriers()}
    return show(request, "desk/barriers.html", context, room=BARRIERS)


@official
def barrier_answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show what was reported; take the answer."""
    actor, report = enter(request, BARRIERS), barrier(public_id)
    if report is None:
        raise Http404
    form = BarrierAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            removed = form.cleaned_data["removed"]
            answer_barrier(actor=actor, barrier=report, answer=form.localized("answer"), removed=removed, at=now())
            return done_at(reverse("desk_barriers"), "barrier-answered")
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
    context = {"barrier": report, "form": form}
    return show(request, "desk/barrier.html", context, room=BARRIERS, wrong=bool(form.errors))
