"""Where words and texts go on: what was merged, split, carried over or left aside, and what of it was undone."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import LineageKind
from kuvend.foundation.contributions.models import Lineage
from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Column, Dataset, Section, localized, moment, text
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Succession

WHY_AND_WHEN: tuple[Column, ...] = (
    localized("reason", "reason", "why, where it was said"),
    moment("began_at", "began_at", "since when"),
    moment("undone_at", "undone_at", "when it was undone; empty while it holds"),
)

LINEAGE = Dataset(
    name="lineage",
    section=Section.WORDS,
    title=_("Where contributions continue"),
    holds=_(
        "Each contribution that was merged into another one, or split into parts, with the reason; what was undone "
        "stays, with its moment. A contribution that continues elsewhere is answered there."
    ),
    rows=lambda today: Lineage.objects.all(),
    columns=(
        text("contribution", "origin__public_id", "what continues"),
        text("activity", "origin__activity__public_id", "the way of taking part in which it was said"),
        text("kind", "kind", "merged or split"),
        text("successor", "successor__public_id", "in which contribution it continues; one row for each part"),
        *WHY_AND_WHEN,
    ),
    filters={
        "activity": filters.by_id("origin__activity", "a way to take part"),
        "contribution": filters.by_id("origin", "a contribution"),
        "successor": filters.by_id("successor", "a contribution"),
        "kind": filters.one_of("kind", LineageKind.values, "merged or split"),
        **filters.span("began_at", "began", "led on", datetime),
    },
    address="",
)

SUCCESSIONS = Dataset(
    name="successions",
    section=Section.ANSWERS,
    title=_("Where texts continue"),
    holds=_(
        "Each commitment, milestone or section that became another text, was merged into one, split, carried over to "
        "another plan or left aside, with the reason; what was taken back stays, with its moment."
    ),
    rows=lambda today: Succession.objects.all(),
    columns=(
        text("outcome", "origin__public_id", "what continues, or was left aside"),
        text("process", "origin__process__public_id", "its process"),
        text("kind", "kind", "became, merged_into, split_into, carried_over_to or left_aside"),
        text(
            "successor", "successor__public_id", "in which text it continues; one row for each, empty when left aside"
        ),
        text("successor_process", "successor__process__public_id", "the process of that one"),
        *WHY_AND_WHEN,
        localized("undone_reason", "undone_reason", "why it was undone, where it was said"),
    ),
    filters={
        "process": filters.process("origin__process"),
        "outcome": filters.by_id("origin", "a commitment, milestone or section"),
        "successor": filters.by_id("successor", "a commitment, milestone or section"),
        "kind": filters.one_of("kind", SuccessionKind.values, "how it continues"),
        **filters.span("began_at", "began", "led on", datetime),
    },
    address="",
)
