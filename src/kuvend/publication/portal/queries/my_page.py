"""What a person sees of themselves: for that person's eyes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import Writer, is_whole_again, of_person, was_split
from kuvend.foundation.core.parts import ShownPart
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.people.my_parts import parts_of_me
from kuvend.foundation.processes.models import Participant
from kuvend.publication.portal.queries.records import standing


@dataclass(frozen=True)
class MyContribution:
    """One of my contributions and where it stands."""

    url: str
    words: str
    language: str
    day: str
    activity: Localized
    standing: str
    tint: str


@dataclass(frozen=True)
class MyPage:
    """Everything my page shows."""

    contributions: Sequence[MyContribution]
    parts: Sequence[ShownPart]
    names: Sequence[Participant]


def my_page(person_id: int, *, today: date) -> MyPage:
    """Return the page of a person: what they said, where it stands, what rooms keep of them, under which names."""
    write = Writer()
    rows = of_person(person_id).select_related("activity", "duty", "answered__response")
    rows = rows.annotate(is_split=was_split(), is_whole_again=is_whole_again())
    contributions = [_my_contribution(write, row, today) for row in rows]
    return MyPage(contributions, parts_of_me(person_id), list(names_of(person_id)))


def _my_contribution(write: Writer, row: Contribution, today: date) -> MyContribution:
    state, tint = _elsewhere(row) or standing(row, today)
    state_in_words = state or str(State(row.state).label)
    return MyContribution(
        write.url(row.public_id), row.title or excerpt(row.body, 110), row.language, write.day(row.posted_at),
        row.activity.title, state_in_words, tint,
    )  # fmt: skip


def _elsewhere(row: Any) -> tuple[str, str] | None:
    """Return in words, with their tint, how a contribution continues in others; None where it stands for itself."""
    if not row.continues or row.state not in {State.PENDING, State.PUBLISHED}:
        return None
    if row.is_split:
        return _("split into parts"), ""
    return (_("put together again") if row.is_whole_again else _("merged into another")), ""


def names_of(person_id: int) -> Sequence[Participant]:
    """Return the names under which a person appears, one a process, the latest process first."""
    return list(
        Participant.objects.filter(person_id=person_id)
        .select_related("process")
        .order_by("-process__to_date", "process_id")
    )
