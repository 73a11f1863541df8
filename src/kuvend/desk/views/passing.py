"""A duty goes to another institution: passed on, taken back within the hour, handed back."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kuvend.desk.actions import NOTHING_CHOSEN, pass_all_on
from kuvend.desk.forms.passing import PassOnForm, ReasonForm, seen_words
from kuvend.desk.queries import answer
from kuvend.desk.queries.answer import open_duties
from kuvend.desk.queries.passing import receivers
from kuvend.desk.queries.reading import to_read
from kuvend.desk.rules import ANSWER
from kuvend.desk.views.waiting import chosen_ids, filter_form, waiting_list
from kuvend.foundation.contributions.versions import seen_version_in
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.responses.actions import hand_back, pass_on, take_back
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.queries import has_begun, passings_of
from kuvend.foundation.responses.rules import may_hand_back, may_pass_on, may_take_back


def _duty(public_id: str) -> Duty:
    duty = answer.open_duty(public_id)
    if duty is None:
        raise Http404
    return duty


@official
def pass_duty_on(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let another institution owe the answer to a contribution, by the same day, and say why."""
    duty = _duty(public_id)
    require(may_pass_on(actor_of(request), duty))
    form = PassOnForm(request.POST or None, receivers=receivers([duty], today=local_date(now())))
    if request.method == "POST" and form.is_valid():
        try:
            actor, words = actor_of(request), duty.contribution
            seen_version = seen_version_in(request.POST)
            pass_on(
                actor=actor,
                contribution=words,
                to=form.receiver(),
                reason=form.localized("reason"),
                seen_version=seen_version,
                at=now(),
            )
            return done_at(reverse("desk"), "passed-on")
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
            duty = _duty(public_id)
    passings = passings_of(duty)
    context = {
        "duty": duty,
        "form": form,
        "one": to_read([duty.contribution], set())[0],
        "passings": passings,
        "may_hand_back": may_hand_back(actor_of(request), duty, passings),
    }
    return show(request, "desk/pass_on.html", context, room=ANSWER, wrong=bool(form.errors))


def _may_pass(actor: Actor, ids: Sequence[str]) -> list[Duty]:
    return [one for one in open_duties(ids) if may_pass_on(actor, one)]


@official
def pass_chosen_on(request: HttpRequest) -> HttpResponse:
    """Let another institution owe the answers to what was chosen in the list, for one reason."""
    actor, at = enter(request, ANSWER), now()
    if request.method != "POST" and not request.POST:  # what was typed before a sign-in is drawn unsent
        return redirect("desk")
    seen_versions = seen_words(request.POST)
    ids = (
        chosen_ids(actor, filter_form(request, actor).narrowing(), request.POST)
        if seen_versions is None
        else list(seen_versions)
    )
    duties = _may_pass(actor, ids)
    if not duties:
        return waiting_list(request, actor, problem=NOTHING_CHOSEN)
    form = PassOnForm(
        None if seen_versions is None else request.POST, receivers=receivers(duties, today=local_date(at))
    )
    if request.method == "POST" and form.is_valid():
        try:
            pass_all_on(
                actor=actor,
                seen_versions=seen_versions or {},
                to=form.receiver(),
                reason=form.localized("reason"),
                at=at,
            )
            return done_at(reverse("desk"), "passed-on-together")
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
            duties = _may_pass(actor, ids)
    context = {"form": form, "words": to_read([one.contribution for one in duties], set())}
    return show(request, "desk/pass_chosen_on.html", context, room=ANSWER, wrong=bool(form.errors))


@official
def take_duty_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo the passing on of a contribution within the hour."""
    duty = _duty(public_id)
    passings = passings_of(duty)
    touched = has_begun(duty.contribution_id, passings)
    require(may_take_back(actor_of(request), passings, touched=touched, at=now()))
    if request.method == "POST":
        take_back(actor=actor_of(request), contribution=duty.contribution, at=now())
        return done_at(reverse("desk"), "duty-back")
    context = {"duty": duty, "passing": passings[-1], "contribution": duty.contribution}
    return show(request, "desk/take_back.html", context, room=ANSWER)


@official
def hand_duty_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give a contribution back to the institution that passed it on, once, and say why."""
    duty = _duty(public_id)
    passings = passings_of(duty)
    require(may_hand_back(actor_of(request), duty, passings))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_back(
                actor=actor_of(request), contribution=duty.contribution, reason=form.localized("reason"), at=now()
            )
            return done_at(reverse("desk"), "handed-back")
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
    context = {"duty": duty, "form": form, "one": to_read([duty.contribution], set())[0], "passing": passings[-1]}
    return show(request, "desk/hand_back.html", context, room=ANSWER, wrong=bool(form.errors))
