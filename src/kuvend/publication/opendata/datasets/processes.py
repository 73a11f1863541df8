"""Processes, their stages, and the ways to take part in them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Dataset, Filter, Section, day, localized, moment, number, text, yes_no
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Activity, Process, Stage

PROCESSES = Dataset(
    name="processes",
    section=Section.PROCESSES,
    title=_("Processes"),
    holds=_("What runs from a first question to a checked result, such as the making of one action plan."),
    rows=lambda today: Process.objects.all(),
    columns=(
        text("id", "public_id", "the public id"),
        text("key", "key", "a name that does not change"),
        localized("title", "title", "the title"),
        localized("summary", "summary", "what it is about"),
        day("from_date", "from_date", "the first day"),
        day("to_date", "to_date", "the last day"),
        moment("ended_at", "ended_at", "when a standing process, which has no last day, was ended"),
        yes_no("simulated", "simulated", "true in the demonstration: nothing of it happened"),
    ),
    filters={"key": Filter("key", str, "the process of this key")},
    sorts=("from_date",),
)

STAGES = Dataset(
    name="stages",
    section=Section.PROCESSES,
    title=_("Stages"),
    holds=_("The parts of each process with their days, and when each was opened and closed."),
    rows=lambda today: Stage.objects.all(),
    columns=(
        text("id", "public_id", "the public id"),
        text("process", "process__public_id", "the process it belongs to"),
        text("key", "key", "a name that does not change"),
        number("number", "number", "its place in the process"),
        localized("title", "title", "the title"),
        day("from_date", "from_date", "the first day planned"),
        day("to_date", "to_date", "the last day planned"),
        text("state", "state", "ahead, open or closed"),
        moment("opened_at", "opened_at", "when it was opened"),
        moment("closed_at", "closed_at", "when it was closed"),
    ),
    filters={
        "process": filters.process(),
        "state": filters.one_of("state", StageState.values, "where it stands"),
    },
    sorts=("from_date",),
)

ACTIVITIES = Dataset(
    name="activities",
    section=Section.PROCESSES,
    title=_("Ways to take part"),
    holds=_("Each call for ideas or comments: who asks, from when to when, by which rules, and how much was said."),
    rows=lambda today: Activity.objects.all(),
    columns=(
        text("id", "public_id", "the public id"),
        text("process", "process__public_id", "the process it belongs to"),
        text("stage", "stage__public_id", "the stage it belongs to, if any"),
        text("key", "key", "a name that does not change"),
        text("kind", "kind", "the way of taking part"),
        localized("title", "title", "the title"),
        localized("summary", "summary", "what is asked"),
        text("institution", "owner__public_id", "the institution that asks"),
        moment("opens_at", "opens_at", "when it opens"),
        moment("closes_at", "closes_at", "when it closes"),
        text("moderation", "moderation", "whether contributions are read before or after publication"),
        yes_no("answers_owed", "answers_owed", "whether contributions are owed an answer"),
        number("answer_working_days", "answer_working_days", "working days within which an answer is owed"),
        number("contribution_count", "contribution_count", "published contributions that are no comments"),
        number("comment_count", "comment_count", "published comments"),
        number("people_count", "people_count", "people who voted on its statements, rounded down to fives"),
    ),
    filters={
        "process": filters.process(),
        "stage": filters.by_id("stage", "a stage"),
        "institution": filters.institution("owner"),
        "kind": Filter("kind", str, "the way of taking part"),
        **filters.span("closes_at", "closes", "closing", datetime),
    },
    sorts=("opens_at", "closes_at"),
    recomputes=_("The number of contributions on the first page."),
)
