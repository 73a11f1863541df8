"""Private pages of what people say: the forms, the receipt, support. None of them is kept by a cache."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kuvend.foundation.contributions import actions, queries, rules
from kuvend.foundation.contributions.appearing import appear, name_with_words
from kuvend.foundation.contributions.forms import CommentForm, EditForm
from kuvend.foundation.contributions.languages import language_name
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.versions import WordsChanged, latest_text, rests_on, seen_version_in
from kuvend.foundation.core.access import NotAllowed, require, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.queries import outcome, text_now
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.queries import activity_page, known_participant


def _contribution(public_id: str) -> Contribution:
    row = queries.contribution(public_id)
    if row is None:
        raise Http404
    return row


def _comment(
    request: HttpRequest,
    activity: Activity,
    context: dict[str, Any],
    about: Outcome | None = None,
    parent: Contribution | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    participant = known_participant(activity.process_id, actor.person_id)
    form = CommentForm(request.POST or None, participant=participant, text=text_now(about) if about else None)
    if request.method == "POST" and form.is_valid():
        try:
            with name_with_words(form):
                if appear(form, actor=actor, activity=activity, at=now()):
                    comment = actions.post_comment(
                        actor=actor, activity=activity, about=about, parent=parent, at=now(),
                        seen_version=seen_version_in(request.POST), quote_language=form.quote_language,
                        participant=participant, **form.cleaned_data,
                    )  # fmt: skip
                    return redirect("receipt", comment.public_id)
        except TooOften as error:
            form.add_error(None, str(error.reason))
        except WordsChanged as error:
            parent = _contribution(parent.public_id) if parent else None
            form.add_error(None, str(error.reason))
    context |= {"form": form, "activity": activity, "about": about, "parent": parent}
    context["who"] = rules.who_owes(activity, about)
    return render(request, "contributions/comment.html", context, status=422 if form.errors else 200)


@signed_in
def reply(request: HttpRequest, public_id: str) -> HttpResponse:
    """Comment on a contribution, or reply to a comment."""
    parent = _contribution(public_id)
    require(rules.may_reply(actor_of(request), parent, now()))
    back = reverse("contribution", args=[(parent.root or parent).public_id])
    return _comment(request, parent.activity, {"back": back}, parent=parent)


@signed_in
def comment_on_outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """Comment on a commitment, a milestone or a section of a draft, in the activity that is about it."""
    about = outcome(public_id)
    if about is None:
        raise Http404
    if about.activity is None:
        raise NotAllowed(rules.NO_COMMENTS_NOW)
    require(rules.may_comment_on(actor_of(request), about, about.activity, now()))
    return _comment(request, about.activity, {"back": outcome_url(about.kind, about.public_id)}, about=about)


@signed_in
def comment_on_activity(request: HttpRequest, public_id: str) -> HttpResponse:
    """Comment on an activity as a whole."""
    activity = activity_page(public_id)
    if activity is None:
        raise Http404
    require(rules.may_contribute(actor_of(request), activity, now()))
    return _comment(request, activity, {"back": reverse("activity", args=[activity.public_id])})


@signed_in
def receipt(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the author what was received, when the answer is due and where to follow it."""
    contribution = _contribution(public_id)
    if not rules.is_author(actor_of(request), contribution):
        raise Http404
    context = {
        "contribution": contribution,
        "who": rules.who_owes(contribution.activity, contribution.about),
        "language": language_name(contribution.language),
        "may_edit": rules.may_edit(actor_of(request), contribution, now()),
    }
    return render(request, "contributions/receipt.html", context)


@signed_in
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change one's own words."""
    contribution = _contribution(public_id)
    require(rules.may_edit(actor_of(request), contribution, now()))
    latest = latest_text(contribution)
    initial = {"title": latest.title, "body": latest.body, "language": contribution.language}
    changed = False
    form = EditForm(request.POST or None, initial=initial, titled=bool(contribution.title))
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data.get("title", "")
        words = {"title": title, "body": form.cleaned_data["body"], "language": form.cleaned_data["language"]}
        try:
            seen_version = seen_version_in(request.POST)
            actions.edit(
                actor=actor_of(request), contribution=contribution, seen_version=seen_version, at=now(), **words
            )
            return done_at(reverse("contribution", args=[contribution.public_id]), "changed")
        except TooOften as error:
            form.add_error(None, str(error.reason))
        except WordsChanged as error:
            latest, changed = latest_text(contribution), True
            form.add_error(None, str(error.reason))
    context = {
        "form": form,
        "contribution": contribution,
        "latest": latest,
        "changed": changed,
        "rests": rests_on(contribution),
        "read_first": rules.is_read_first(contribution),
    }
    return render(request, "contributions/edit.html", context, status=422 if form.errors else 200)


@signed_in
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take one's own words back, after asking once."""
    contribution = _contribution(public_id)
    require(rules.may_withdraw(actor_of(request), contribution))
    if request.method == "POST":
        actions.withdraw(actor=actor_of(request), contribution=contribution, at=now())
        return done_at(reverse("contribution", args=[contribution.public_id]), "withdrawn")
    return render(request, "contributions/withdraw.html", {"contribution": contribution})


@signed_in
def support(request: HttpRequest, public_id: str) -> HttpResponse:
    """Support a contribution or take the support back: one page with one button."""
    contribution = _contribution(public_id)
    actor = actor_of(request)
    require(rules.may_support(actor, contribution, now()))
    supported = contribution.pk in queries.supported_by(actor.person_id or 0, [contribution.pk])
    changed: WordsChanged | None = None
    if request.method == "POST":
        try:
            if supported:
                actions.take_support_back(actor=actor, contribution=contribution, at=now())
            else:
                seen_version = seen_version_in(request.POST)
                actions.support(actor=actor, contribution=contribution, seen_version=seen_version, at=now())
            deed = "taken-back" if supported else "supported"
            now_given = _contribution(public_id).support_count
            back = reverse("contribution", args=[contribution.public_id])
            return done_at(f"{back}?supports={now_given}", deed)
        except WordsChanged as error:
            contribution, changed = _contribution(public_id), error
    context = {"contribution": contribution, "supported": supported, "changed": changed}
    return render(request, "contributions/support.html", context, status=422 if changed else 200)


@signed_in
def my_deeds(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the author what can be done with the own words now, and why not what cannot."""
    contribution = _contribution(public_id)
    actor = actor_of(request)
    own = rules.is_author(actor, contribution)
    context = {
        "contribution": contribution,
        "own": own,
        "latest": latest_text(contribution) if own else None,
        "words_shown": own or rules.words_are_public(contribution.state),
        "may_edit": rules.may_edit(actor, contribution, now()),
        "may_withdraw": rules.may_withdraw(actor, contribution),
    }
    return render(request, "contributions/deeds.html", context)
