"""What officials do: run a deliberation (rules, statements it begins with), tend one statement."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.people.queries import actor_of
from kuvend.participation.deliberation import rules
from kuvend.participation.deliberation.actions import (
    SeedStatement,
    classify,
    merge,
    put_forward,
    seed_statements,
    set_rules,
    stop_merging,
    translate,
)
from kuvend.participation.deliberation.forms import RulesForm, SeedForm, TendForm
from kuvend.participation.deliberation.models import Statement
from kuvend.participation.deliberation.queries.officials import (
    other_languages,
    pulse_of,
    tended_statements,
    translation_of,
)
from kuvend.participation.deliberation.queries.release_days import steps_of
from kuvend.participation.deliberation.queries.results import candidates
from kuvend.participation.deliberation.queries.rows import release_of, rules_of, statement
from kuvend.participation.deliberation.similar import similar_statements
from kuvend.participation.deliberation.views.ballot import found_activity


@official
def run(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set the rules of a deliberation, write the statements it begins with, see all of its statements."""
    activity, actor = found_activity(public_id), actor_of(request)
    require(rules.may_tend(actor, activity))
    may_run, deliberation = rules.may_run(actor, activity, now()), rules_of(activity)
    posted = request.POST if may_run else None
    rules_form = RulesForm(posted if "rules" in request.POST else None, actor=actor, deliberation=deliberation)
    seed_form = SeedForm(posted if "seed" in request.POST else None)
    sent = request.method == "POST"
    if sent and rules_form.is_valid():
        set_rules(actor=actor, activity=activity, at=now(), **rules_form.cleaned_data)
        return redirect("run_deliberation", public_id)
    if sent and seed_form.is_valid():
        seeded = SeedStatement(seed_form.localized("words"), meta=seed_form.cleaned_data["meta"])
        seed_statements(actor=actor, activity=activity, statements=[seeded], at=now())
        return redirect("run_deliberation", public_id)
    may_forward = rules.may_put_forward(actor, activity, now())
    if sent and may_forward and "forward" in request.POST:
        put_forward(actor=actor, activity=activity, public_ids=request.POST.getlist("statement"), at=now())
        return redirect("run_deliberation", public_id)
    context = {
        "activity": activity,
        "may_run": may_run,
        "may_forward": may_forward,
        "candidates": candidates(activity, actor=actor, at=now()) if may_forward else [],
        "rules_form": rules_form,
        "seed_form": seed_form,
        "form": rules_form if rules_form.errors else seed_form,
        "pulse": pulse_of(activity),
        "steps": steps_of(deliberation, release_of(deliberation), at=now()),
        "page": tended_statements(activity, after=request.GET.get("after", "")),
    }
    return _desk(request, "deliberation/run.html", context, wrong=bool(rules_form.errors or seed_form.errors))


@official
def tend(request: HttpRequest, public_id: str) -> HttpResponse:
    """Translate one statement, say what sort it is, merge it into another one that says the same."""
    statement_row, actor = statement(public_id), actor_of(request)
    if statement_row is None:
        raise Http404
    activity = statement_row.contribution.activity
    require(rules.may_translate(actor, statement_row))
    languages, at = other_languages(statement_row), now()
    code = request.GET.get("language", "")
    language = code if code in languages else next(iter(languages), "")
    translation = translation_of(statement_row, language)
    form = TendForm(
        request.POST or None,
        initial={"translation": translation, "seen_words": translation, "meta": statement_row.meta},
        language=language,
        statement=statement_row,
        actor=actor,
        at=at,
    )
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data.get("seen_words", translation) == translation:
            _tend(request, statement_row, form, translation)
            return redirect("run_deliberation", activity.public_id)
        form.add_error("translation", str(rules.TRANSLATED_MEANWHILE))
        form.data = request.POST.dict() | {"seen_words": translation}
    similar = similar_statements(activity.pk, statement_row.contribution.title)
    alike = [candidate for candidate in similar if candidate.id != statement_row.pk]
    context = {
        "statement": statement_row,
        "activity": activity,
        "form": form,
        "similar": alike,
        "known": translation,
        "languages": languages,
        "may_classify": rules.may_classify(actor, statement_row, at),
    }
    return _desk(request, "deliberation/tend.html", context, wrong=bool(form.errors))


def _tend(request: HttpRequest, statement_row: Statement, form: TendForm, translation: str) -> None:
    actor, data, at = actor_of(request), form.cleaned_data, now()
    if data.get("translation", "") not in ("", translation):
        translate(
            actor=actor,
            statement=statement_row,
            language=form.language,
            words=data["translation"],
            seen_words=translation,
            at=at,
        )
    if "meta" in data:
        classify(actor=actor, statement=statement_row, meta=data["meta"], at=at)
    if data.get("into"):
        merge(actor=actor, statement=statement_row, into=data["into"], at=at)
    if data.get("ask_again"):
        stop_merging(actor=actor, statement=statement_row, at=at)


def _desk(request: HttpRequest, template: str, context: dict[str, Any], *, wrong: bool) -> HttpResponse:
    return render(request, template, {"section": "desk_activities"} | context, status=422 if wrong else 200)
