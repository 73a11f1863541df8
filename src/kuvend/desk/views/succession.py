"""Texts continue in others: found, read, previewed, then said for a reason; taken back for a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.passing import seen_words
from kuvend.desk.forms.succession import SuccessionForm, TakingBackForm
from kuvend.desk.queries.stages import process_shown
from kuvend.desk.queries.succession import (
    MOST_SUCCESSORS,
    SuccessionOutlook,
    letters_about,
    processes_with_texts,
    succession_outlook,
    successions_of,
    tells_authors,
    texts_named,
    texts_offered,
    texts_page,
    texts_to_read,
)
from kuvend.desk.rules import TEXTS
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.outcomes import rules
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.queries import outcomes_onward, succession_sign
from kuvend.foundation.outcomes.succession import record_succession, undo_succession
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk_pages import enter, show

MOST_TICKED = 60  # that stay ticked: more than a page offers besides those that were
NONE_CHOSEN = _("Choose the text in which it continues, or say that it is left aside.")
TOO_MANY = _("Choose fewer texts, at most %(n)d, so that each is read.")


@official
def text_list(request: HttpRequest) -> HttpResponse:
    """Show the commitments, milestones and sections within the actor's mandates, and where they continue."""
    actor = enter(request, TEXTS)
    typed = request.GET.get("words", "")[:100]
    processes = processes_with_texts(actor)
    process_id = read_public_id(request.GET.get("process", "")) or ""
    process = process_shown(processes, public_id=process_id, today=local_date(now()))
    if process and process_id not in {"", process.public_id}:  # that one has no text: another is not shown instead
        process = None
    context: dict[str, Any] = {"processes": processes, "process": process, "typed": typed}
    if process:
        context["page"] = texts_page(actor, process, words=typed, after=request.GET.get("after", ""))
        context["query"] = urlencode({"process": process.public_id, **({"words": typed} if typed else {})})
    return show(request, "desk/texts.html", context, room=TEXTS)


def _text(actor: Actor, public_id: str) -> Outcome:
    outcome = next(iter(texts_named([public_id])), None)
    if outcome is None:
        raise Http404
    require(rules.may_publish_text(actor, outcome.scope))
    return outcome


def _to_texts(outcome: Outcome, deed: str) -> HttpResponse:
    """Lead to the texts of the process after a deed about one, which says whether anybody was told."""
    confirmation = deed if tells_authors(outcome) else f"{deed}-silently"
    return done_at(f"{reverse('desk_texts')}?process={outcome.process.public_id}", confirmation)


@official
def text_continue(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say where a text continues, for a reason: the others are found, all are read, what comes of it is shown first."""
    actor = enter(request, TEXTS)
    outcome = _text(actor, public_id)
    seen_versions = seen_words(request.POST)
    if seen_versions is not None:
        successor_ids = [one for one in seen_versions if one != outcome.public_id]
        return _say(request, actor, outcome, texts_named(successor_ids), seen_versions)
    if outcome.continues:
        return redirect("desk_text_undo", public_id)
    step = request.GET.get("step", "")
    ticked_ids = [one for one in map(read_public_id, request.GET.getlist("in")) if one]
    if step == "aside":
        return _say(request, actor, outcome, [])
    if step != "read":
        return _find(request, actor, outcome, ticked_ids)
    if len(ticked_ids) > MOST_SUCCESSORS:
        return _find(request, actor, outcome, ticked_ids, TOO_MANY % {"n": MOST_SUCCESSORS})
    if not (successors := texts_named(ticked_ids)):
        return _find(request, actor, outcome, ticked_ids, NONE_CHOSEN)
    if not (permission := rules.may_continue_in(outcome, successors)):
        return _find(request, actor, outcome, ticked_ids, permission.reason)
    return _say(request, actor, outcome, successors)


def _find(
    request: HttpRequest, actor: Actor, outcome: Outcome, ticked_ids: Sequence[str], problem: object = ""
) -> HttpResponse:
    """Draw the texts in which one could continue; what was ticked stays ticked, whatever is looked for next."""
    typed = request.GET.get("words", "")[:100]
    ticked = texts_named(ticked_ids[:MOST_TICKED])
    context = {
        "outcome": outcome,
        "typed": typed,
        "ticked": ticked,
        "offered": [row for row in texts_offered(actor, outcome, words=typed) if row not in ticked],
        "problem": problem,
    }
    return show(request, "desk/text_find.html", context, room=TEXTS, wrong=bool(problem))


def _say(
    request: HttpRequest,
    actor: Actor,
    outcome: Outcome,
    successors: Sequence[Outcome],
    seen_versions: Mapping[str, int] | None = None,
) -> HttpResponse:
    """Draw all texts whole with how and why; then what would come of it; then say it."""
    kinds = rules.ways_to_continue(outcome, successors)
    form = SuccessionForm(None if seen_versions is None else request.POST, kinds=kinds)
    outlook = None
    if seen_versions is not None and request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("deed") == "say" and request.POST.get("outlook") == form.kind():
                record_succession(
                    actor=actor, outcome=outcome, kind=form.kind(), successors=successors,
                    reason=form.localized("reason"), seen_versions=seen_versions, at=now(),
                )  # fmt: skip
                return _to_texts(outcome, "text-led-on")
            outlook = _outlook(actor, outcome, form, successors)
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
            outcome, *successors = texts_named([outcome.public_id, *(row.public_id for row in successors)])
    origin, *ends = texts_to_read([outcome, *successors])
    context = {"form": form, "first": origin, "others": ends, "outlook": outlook, "outcome": outcome}
    return show(request, "desk/text_continue.html", context, room=TEXTS, wrong=bool(form.errors))


def _outlook(actor: Actor, outcome: Outcome, form: SuccessionForm, successors: Sequence[Outcome]) -> SuccessionOutlook:
    """Return what would come of it. Raises NotAllowed with the reason why it may not be said."""
    reason = form.localized("reason")
    require(
        rules.is_no_circle(outcome, {row.pk for row in successors} | {pk for pk, _at in outcomes_onward(successors)})
    )
    require(rules.may_record_succession(actor, outcome, form.kind(), successors, reason=reason))
    return succession_outlook(outcome, form.kind(), successors)


@official
def text_undo(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take back where a text continues, for a reason."""
    actor = enter(request, TEXTS)
    outcome = _text(actor, public_id)
    if not outcome.continues:  # somebody was quicker
        return _to_texts(outcome, "text-led-back") if request.method == "POST" else redirect("desk_texts")
    form = TakingBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            undo_succession(
                actor=actor, outcome=outcome, reason=form.localized("reason"),
                seen_sign=request.POST.get("sign", ""), at=now(),
            )  # fmt: skip
            return _to_texts(outcome, "text-led-back")
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
    went = list(successions_of([outcome.pk]))
    context = {
        "form": form,
        "first": texts_to_read([outcome])[0],
        "outcome": outcome,
        "went": went,
        "sign": succession_sign(went),
        "letters": letters_about(outcome),
    }
    return show(request, "desk/text_undo.html", context, room=TEXTS, wrong=bool(form.errors))
