"""Words are merged, split, or stand for themselves again: found, read, previewed, then done for a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.lineage import MergeForm, SplitForm
from kuvend.desk.forms.passing import seen_words
from kuvend.desk.queries.lineage import (
    MOST_MERGED,
    MergeOutlook,
    led_at_the_desk,
    letters_about,
    merge_outlook,
    split_outlook,
    words_in,
    words_like,
    words_named,
    words_to_lead,
)
from kuvend.desk.queries.reading import to_read
from kuvend.desk.rules import ANSWER, may_find_words, room_for_words
from kuvend.desk.views.waiting import chosen_ids, filter_form, waiting_list
from kuvend.foundation.contributions import rules
from kuvend.foundation.contributions.enums import LineageKind
from kuvend.foundation.contributions.lineage import merge_contributions, split_contribution, undo_merge, undo_split
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import went_into
from kuvend.foundation.contributions.versions import seen_version_in
from kuvend.foundation.core.access import NotAllowed, Permission, official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.paging import Page
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import may_enter
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.queries import activity_page as activity_by_id
from kuvend.foundation.responses.queries import answer_due

TOO_FEW = _("Choose at least two that say the same and have no answer yet.")
TOO_MANY = _("Merge at most %(n)d at once, so that each is read.")
GONE = _(
    "Some of these words were answered, merged, hidden or withdrawn meanwhile. Nothing was done. Read what is left."
)


def _enter(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require(may_find_words(actor))
    return actor


def _activity(public_id: str) -> Activity:
    activity = activity_by_id(public_id)
    if activity is None:
        raise Http404
    return activity


def _row(public_id: str) -> Contribution:
    row = words_to_lead(public_id)
    if row is None:
        raise Http404
    require(rules.is_published(row))
    return row


@official
def words(request: HttpRequest, public_id: str) -> HttpResponse:
    """Find words of an activity that say the same as others, or several things at once."""
    return _words(request, _enter(request), _activity(public_id))


def _words(request: HttpRequest, actor: Actor, activity: Activity, problem: object = "") -> HttpResponse:
    typed = request.GET.get("words", "")[:100]
    like = led_at_the_desk().filter(public_id=read_public_id(request.GET.get("like", "")), activity=activity).first()
    page = Page(words_like(like)) if like else words_in(activity, words=typed, after=request.GET.get("after", ""))
    context = {
        "activity": activity,
        "room": room_for_words(actor),
        "typed": typed,
        "like": like,
        "page": page,
        "query": urlencode({"words": typed}) if typed else "",
        "rows": [(row, answer_due(row), bool(rules.may_lead_on(actor, row))) for row in page.rows],
        "problem": problem,
    }
    return show(request, "desk/words.html", context, room=room_for_words(actor), wrong=bool(problem))


def _ticked_ids(request: HttpRequest, actor: Actor) -> list[str]:
    if request.POST.get("all") and may_enter(actor, ANSWER):
        return chosen_ids(actor, filter_form(request, actor).narrowing(), request.POST)
    return [one for one in map(read_public_id, request.POST.getlist("chosen")) if one]


def _back(request: HttpRequest, actor: Actor, problem: object) -> HttpResponse:
    """Draw the list again in which nothing was chosen that can be merged."""
    if activity := read_public_id(request.POST.get("activity", "")):
        return _words(request, actor, _activity(activity), problem)
    return waiting_list(request, actor, problem=problem) if may_enter(actor, ANSWER) else redirect("desk")


def _to_words(rows: Sequence[Contribution], deed: str) -> HttpResponse:
    """Lead to the words of the activity after a deed about some, which says whether anybody was told."""
    confirmation = deed if letters_about(rows) else f"{deed}-silently"
    return done_at(reverse("desk_words", args=[rows[0].activity.public_id]), confirmation)


@official
def merge(request: HttpRequest) -> HttpResponse:
    """Let words continue in one of them, which is answered for all, for a reason; first what would come of it."""
    actor = _enter(request)
    if request.method != "POST" and not request.POST:  # what was typed before a sign-in is drawn unsent
        return redirect("desk")
    seen_versions = seen_words(request.POST)
    ids = _ticked_ids(request, actor) if seen_versions is None else list(seen_versions)
    if len(ids) > MOST_MERGED:
        return _back(request, actor, TOO_MANY % {"n": MOST_MERGED})
    rows = words_named(ids)
    if request.POST.get("deed") != "merge":  # sent twice, it finds what it did itself
        rows = [row for row in rows if not row.continues]
    if len(rows) < 2:
        return _back(request, actor, TOO_FEW)
    if seen_versions is None and (why_not := _why_never(actor, rows)):
        return _back(request, actor, why_not)
    form = MergeForm(None if seen_versions is None else request.POST, words=rows)
    outlook = None
    if seen_versions is not None and request.method == "POST" and form.is_valid():
        if len(rows) < len(ids):
            form.add_error(None, str(GONE))
        elif request.POST.get("deed") == "merge" and request.POST.get("outlook") == form.cleaned_data["into"]:
            if _merge(actor, form, seen_versions):
                return _to_words(form.into_and_merged()[1], "merged")
            rows = words_named(ids)
        else:
            outlook = _merge_outlook(actor, form)
    context = {
        "form": form,
        "words": to_read(rows, set()),
        "outlook": outlook,
        "activity": next(iter(form.words.values())).activity,
        "room": room_for_words(actor),
    }
    return show(request, "desk/merge.html", context, room=room_for_words(actor), wrong=bool(form.errors))


def _merge(actor: Actor, form: MergeForm, seen_versions: Mapping[str, int]) -> bool:
    """Merge the words; False, with the reason in the form, when they may not be."""
    into, merged = form.into_and_merged()
    reason = form.localized("reason")
    try:
        merge_contributions(
            actor=actor, contributions=merged, into=into, reason=reason, seen_versions=dict(seen_versions), at=now()
        )
    except NotAllowed as error:
        form.add_error(None, str(error.reason))
        return False
    return True


def _merge_outlook(actor: Actor, form: MergeForm) -> MergeOutlook | None:
    """Return what would come of it; None, with the reason in the form, when it may not be done."""
    into, merged = form.into_and_merged()
    if why_not := _why_not(actor, into, merged):
        form.add_error("into", why_not)
        return None
    return merge_outlook(into, merged)


def _why_not(actor: Actor, into: Contribution, merged: Sequence[Contribution]) -> str:
    """Return why words may not be merged, "" when they may."""
    return _first_reason(rules.may_merge(actor, row, into) for row in merged) or _why_never(actor, [into, *merged])


def _why_never(actor: Actor, rows: Sequence[Contribution]) -> str:
    """Return why words may not be merged, whichever of them is to stand for all: said before anything is written."""
    of_all = (rules.stand_in_one_place, rules.owed_by_one)
    own = rules.may_act_upon_all(actor, Contribution.objects.filter(pk__in=[row.pk for row in rows]))
    return _first_reason([own, *(rules.may_lead_on(actor, row) for row in rows), *(rule(rows) for rule in of_all)])


def _first_reason(permissions: Iterable[Permission]) -> str:
    return next((str(permission.reason) for permission in permissions if not permission), "")


@official
def split(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let words about several things continue in parts, word for word, for a reason; first what would come of it."""
    actor, row = _enter(request), _row(public_id)
    require(rules.may_lead_on(actor, row))
    if request.method != "POST":
        require(rules.may_split(actor, row))
    form = SplitForm(request.POST or None, row=row)
    outlook = None
    if request.method == "POST" and form.is_valid():
        cuts = ",".join(map(str, form.cleaned_data["cuts"]))
        try:
            if request.POST.get("deed") == "split" and request.POST.get("outlook") == cuts:
                _split(actor, row, form, seen_version_in(request.POST))
                return _to_words([row], "split")
            require(rules.may_split(actor, row))
            require(rules.are_parts_of(row.body, form.passages()))
            outlook = split_outlook(row, form.passages())
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
            row = _row(public_id)
    context = {"form": form, "one": to_read([row], set())[0], "outlook": outlook, "room": room_for_words(actor)}
    return show(request, "desk/split.html", context, room=room_for_words(actor), wrong=bool(form.errors))


def _split(actor: Actor, row: Contribution, form: SplitForm, seen_version: int) -> None:
    split_contribution(
        actor=actor,
        contribution=row,
        passages=form.passages(),
        seen_version=seen_version,
        reason=form.localized("reason"),
        at=now(),
    )


@official
def lead_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let words stand for themselves again that were merged or split."""
    actor, row = _enter(request), _row(public_id)
    require(rules.may_lead_on(actor, row))
    form = forms.Form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not row.continues:  # somebody was quicker
            return _to_words([row], "led-back")
        undo = undo_split if request.POST.get("kind") == LineageKind.SPLIT else undo_merge
        try:
            undo(actor=actor, contribution=row, seen_ends=request.POST.getlist("ends"), at=now())
            return _to_words([row], "led-back")
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
    went = went_into(row.pk)
    if not went:
        require(rules.may_undo_merge(actor, row, []))
    context = {
        "form": form,
        "one": to_read([row], set())[0],
        "went": went,
        "is_split": went[0].kind == LineageKind.SPLIT,
        "activity": row.activity,
        "letters": letters_about([row]),
        "room": room_for_words(actor),
    }
    return show(request, "desk/lead_back.html", context, room=room_for_words(actor), wrong=bool(form.errors))
