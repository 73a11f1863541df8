"""What can be done with ideas: one is submitted by a person, many are brought in from a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from kuvend.foundation.contributions.importing import GoodRow
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft, Reference, receive, say
from kuvend.foundation.core.access import require
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.places.models import Place
from kuvend.foundation.places.naming import PlaceNames
from kuvend.foundation.places.queries import names_offered
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.ideas.enums import IDEA, Elsewhere
from kuvend.participation.ideas.limits import SUBMIT_IDEA
from kuvend.participation.ideas.models import Idea
from kuvend.participation.ideas.queries import categories_of
from kuvend.participation.ideas.rules import may_be_about


@transaction.atomic
def submit_idea(
    *,
    actor: Actor,
    activity: Activity,
    title: str,
    body: str,
    place: str,
    language: str,
    at: datetime,
    category: str = "",
    municipality: str = "",
) -> Contribution:
    """Receive a person's idea; its receipt names the day by which an answer is due.

    The same words a moment later are the same idea, which is returned. `category` is empty where the process offers
    no topics. `municipality` is the code of the place that was chosen, `place` says more exactly where.

    Raises:
        NotAllowed: with the rule's reason; TooOften when the hour's limit is reached.
    """
    require(may_be_about(activity.process, category))
    chosen_place, place = where(names_offered(), place, municipality)
    return say(
        actor=actor,
        activity=activity,
        kind=IDEA,
        limit=SUBMIT_IDEA.deed,
        title=title,
        body=body,
        language=language,
        reference=Reference(place=chosen_place),
        keep=lambda row: Idea.objects.create(contribution=row, category=category, place=place),
        at=at,
    )


def where(names: PlaceNames, text: str, code: str = "") -> tuple[Place | None, str]:
    """Return the place of an idea, chosen by its code or else named in words, and what the words say more exactly."""
    text = one_line(text)
    named_place, rest = names.read(text)
    chosen_place = names.by_code.get(code)
    if chosen_place is None or chosen_place == named_place:
        return named_place, rest
    return chosen_place, text


@dataclass(frozen=True)
class IdeaDraft:
    """An idea before it is received."""

    draft: Draft
    category: str = Elsewhere.OTHER
    place: str = ""
    municipality: str = ""


@transaction.atomic
def bring_in_ideas(*, activity: Activity, drafts: Sequence[IdeaDraft]) -> list[Contribution]:
    """Receive many ideas at once for an importer or the demonstration: published, each with its own fact.

    What an idea's place names is its municipality; the rest of what it says stays in words.
    """
    names = names_offered()
    places = [where(names, draft.place, draft.municipality) for draft in drafts]
    words = [replace(draft.draft, place=place) for draft, (place, _rest) in zip(drafts, places, strict=True)]
    rows = receive(activity=activity, kind=IDEA, drafts=words, role=SYSTEM)
    details = zip(rows, drafts, places, strict=True)
    Idea.objects.bulk_create(
        [Idea(contribution=row, category=draft.category, place=rest) for row, draft, (_place, rest) in details],
        batch_size=1000,
    )
    return rows


def bring_in_rows(
    activity: Activity, rows: Sequence[GoodRow], participant: Participant, at: datetime
) -> list[Contribution]:
    """Receive rows of a file as ideas of `participant`; an unknown category counts as "something else".

    Where the process offers no topics none has a category.
    """
    keys = {key for key, _label in categories_of(activity.process)}
    unknown = Elsewhere.OTHER if keys else ""
    drafts = [
        IdeaDraft(
            Draft(participant, row.title, row.body, row.language, row.posted_at or at),
            row.category if row.category in keys else unknown,
            row.place,
            row.place_code,
        )
        for row in rows
    ]
    return bring_in_ideas(activity=activity, drafts=drafts)


def keep_parts(whole: Contribution, parts: Sequence[Contribution]) -> None:
    """Let the parts of an idea be of its category and its place."""
    idea = whole.idea
    Idea.objects.bulk_create([Idea(contribution=part, category=idea.category, place=idea.place) for part in parts])
    Contribution.objects.filter(pk__in=[part.pk for part in parts]).update(place=whole.place_id)


def forget_places(ids: Any) -> None:
    """Empty the places, which people type, of ideas whose author erased their words (`ids` as `__in` takes them)."""
    Idea.objects.filter(pk__in=ids).update(place="")


def name_places(names: PlaceNames) -> int:
    """Give ideas whose place says in words which municipality it is that municipality; how many got one."""
    unplaced = Idea.objects.filter(contribution__place__isnull=True).exclude(place="")
    count = 0
    for text in unplaced.order_by().values_list("place", flat=True).distinct():
        place, rest = names.read(text)
        if place:
            ids = list(unplaced.filter(place=text).values_list("pk", flat=True))
            count += Contribution.objects.filter(pk__in=ids).update(place=place)
            Idea.objects.filter(pk__in=ids).update(place=rest)
    return count
