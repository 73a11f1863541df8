"""Deliberations and their statements, with the numbers of the latest release."""

from __future__ import annotations

from django.db.models import Case, CharField, F, IntegerField, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.queries import MergedInto
from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.bundles import Bundle
from kuvend.foundation.datasets.columns import Dataset, Section, moment, number, text, yes_no
from kuvend.participation.deliberation.enums import WhoAdds
from kuvend.participation.deliberation.models import Deliberation, Statement
from kuvend.participation.deliberation.queries.releases import released_deliberations

COUNTED = Q(contribution__activity__deliberation__map__isnull=False)
PUBLISHED = Q(contribution__state=State.PUBLISHED)


def _words(field: str) -> Case:
    return Case(When(PUBLISHED, then=F(field)), default=Value("", output_field=CharField()), output_field=CharField())


def _count(name: str) -> Case:
    """The count once numbers are shown, nothing before."""
    empty = Value(None, output_field=IntegerField())
    return Case(When(COUNTED, then=F(f"{name}_count")), default=empty, output_field=IntegerField())


DELIBERATIONS = Dataset(
    name="deliberations",
    section=Section.WORDS,
    title=_("Deliberations"),
    holds=_(
        "Each deliberation with its rules and its latest release: how many people voted, how often, in how many "
        "groups, rounded down to fives."
    ),
    rows=lambda today: Deliberation.objects.all(),
    columns=(
        text("id", "activity__public_id", "the id of its activity; its map: /open-data/deliberations/<id>/map.json"),
        text("process", "activity__process__public_id", "the process"),
        text("who_adds", "who_adds", "people or owner: who adds statements"),
        number("minimum_voters", "minimum_voters", "from how many voters on numbers are shown"),
        number("voters", Coalesce("map__voters", 0), "people who voted, rounded down to fives"),
        number("votes", Coalesce("map__votes", 0), "votes that count, rounded down to fives"),
        number("groups", "map__k", "groups of the published map, once numbers are shown"),
        moment(
            "computed_at",
            "map__computed_at",
            "the full hour from the opening (or the closing) at which its numbers were released",
        ),
        text("digest", "map__digest", "SHA-256 of all numbers of the release, once numbers are shown"),
    ),
    filters={
        "process": filters.process("activity__process"),
        "who_adds": filters.one_of("who_adds", WhoAdds.values, "who adds statements"),
    },
    address="activity__public_id",
)

STATEMENTS = Dataset(
    name="statements",
    section=Section.WORDS,
    title=_("Statements"),
    holds=_(
        "Each statement of a deliberation: its words while they are published, what it was merged into, and how people "
        "answered it, once numbers are shown, rounded down to fives."
    ),
    rows=lambda today: Statement.objects.all(),
    columns=(
        text("id", "contribution__public_id", "the public id"),
        text("activity", "contribution__activity__public_id", "the deliberation"),
        text("state", "contribution__state", "pending, published, hidden or withdrawn"),
        text("language", "contribution__language", "the language in which it was written"),
        text("words", _words("contribution__title"), "the words, while published"),
        yes_no("seeded", "seeded", "true when the institution that asks wrote it"),
        yes_no("meta", "meta", "true when it is about the person who answers"),
        text(
            "merged_into",
            MergedInto("contribution_id"),
            "the statement that says the same and is asked instead",
        ),
        number("agrees", _count("agree"), "people who agree, rounded down to fives"),
        number("disagrees", _count("disagree"), "people who disagree, rounded down to fives"),
        number("passes", _count("pass"), "people who passed, rounded down to fives"),
        moment("posted_at", "contribution__posted_at", "when it was posted"),
    ),
    filters={
        "activity": filters.by_id("contribution__activity", "a deliberation"),
        "state": filters.one_of("contribution__state", State.values, "where it stands"),
    },
    address="contribution__public_id",
    recomputes=_("The counts on the pages of each deliberation."),
    of_people=True,
)


def _released() -> list[tuple[str, str]]:
    rows = released_deliberations()
    return [(str(activity.title), reverse("data_deliberation", args=[activity.public_id])) for activity in rows]


RESULTS = Bundle(
    name="votes",
    title=_("Results of deliberations"),
    holds=_("Every count, each group and what it stands for, exactly as the pages show them."),
    entries=_released,
)
