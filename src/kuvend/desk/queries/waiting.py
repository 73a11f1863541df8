"""What waits for an answer of the actor's institutions, and what a filter chooses from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Left
from django.utils.dateparse import parse_date

from kuvend.foundation.contributions.authors import author_name, byline
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import Due, due, in_its_days, overdue
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.collective import AnswerToAll, owed_to_all_by
from kuvend.foundation.responses.models import Duty, Response
from kuvend.foundation.responses.queries import drafts_of, duties_owed_by
from kuvend.foundation.responses.rules import may_answer

PAGE_SIZE = 50
WORDS_SHOWN = 240  # characters of a contribution in the table
FREE = Count("pk", filter=Q(contribution__selection__isnull=True))


@dataclass(frozen=True)
class Filter:
    """What of the waiting is looked at; empty parts do not narrow. `activity` and `about` are public ids."""

    activity: str = ""
    about: str = ""
    words: str = ""
    due_from: date | None = None
    due_until: date | None = None

    def as_query(self) -> str:
        """Return the filter as the query of an address ("" when nothing narrows)."""
        return urlencode({name: value for name, value in vars(self).items() if value})


@dataclass(frozen=True, slots=True)
class Waiting:
    """One contribution that waits for an answer; `drafted` is the id of the draft it is in, `holder` whose that is."""

    id: int
    public_id: str
    title: str
    words: str
    language: str
    author: str
    activity: Any
    about: Any
    institution: Any
    due: Due
    drafted: str | None
    holder: str | None


SHOWN = (
    "contribution_id",
    "contribution__public_id",
    "contribution__title",
    "words",
    "contribution__language",
    author_name("contribution__"),
    "contribution__activity__title",
    "contribution__about__title",
    "institution__short_name",
    "due_date",
    "drafted",
    "holder",
)


def officer_names(actor: Actor) -> list[Localized]:
    """Return the names of the institutions for which the actor answers."""
    rows = Institution.objects.filter(pk__in=actor.institutions(Role.INSTITUTION_OFFICER)).order_by("key")
    return [row.name for row in rows]


def owed_by(actor: Actor, narrowing: Filter) -> QuerySet[Duty]:
    """Return the open duties that the actor may answer, narrowed by a filter, the earliest due first."""
    duties = duties_owed_by(
        actor, activity=narrowing.activity, about=narrowing.about, words=narrowing.words, due_until=narrowing.due_until
    )
    return duties.filter(due_date__gte=narrowing.due_from) if narrowing.due_from else duties


def waiting_page(actor: Actor, narrowing: Filter, *, after: str, today: date) -> Page[Waiting]:
    """Return one page of what waits; `after` is the key of the page before."""
    duties = owed_by(actor, narrowing).annotate(
        words=Left("contribution__body", WORDS_SHOWN),
        drafted=F("contribution__selection__response__public_id"),
        holder=F("contribution__selection__response__holder__email"),
    )
    key = read_key(after, of="waiting")
    if key and (day := parse_date(str(key[0]))):
        duties = duties.filter(due_date__gte=day).filter(Q(due_date__gt=day) | Q(contribution_id__gt=key[1]))
    rows = [_waiting(row, today) for row in duties.values_list(*SHOWN)[: PAGE_SIZE + 1]]
    return page_of(rows, size=PAGE_SIZE, of="waiting", key=lambda row: (row.due.on_date.isoformat(), row.id))


def _waiting(values: tuple[Any, ...], today: date) -> Waiting:
    id_, public_id, title, words, language, name, activity, about, institution, *rest = values
    due_date, drafted, holder = rest
    author, when = byline(name), due(due_date, today=today)
    return Waiting(id_, public_id, title, words, language, author, activity, about, institution, when, drafted, holder)


@dataclass(frozen=True)
class Figures:
    """How much waits for the actor's institutions; the days are those to which the counts refer.

    `free` are those in nobody's draft.
    """

    waiting: int
    free: int
    this_week: int
    late: int
    today: date
    sunday: date
    yesterday: date


def figures(actor: Actor, *, today: date) -> Figures:
    """Return how many wait, how many of them by the end of this week (Sunday), how many are late."""
    sunday, yesterday = today + timedelta(days=6 - today.weekday()), today - timedelta(days=1)
    counts = owed_by(actor, Filter()).aggregate(
        waiting=Count("pk"),
        free=FREE,
        this_week=Count("pk", filter=in_its_days(today) & Q(due_date__lte=sunday)),
        late=Count("pk", filter=overdue(today)),
    )
    return Figures(**counts, today=today, sunday=sunday, yesterday=yesterday)


def filter_choices(actor: Actor) -> tuple[list[Activity], list[Outcome]]:
    """Return the activities, and the commitments and sections, about which something waits."""
    owed = owed_by(actor, Filter()).order_by()
    activities = Activity.objects.filter(pk__in=owed.values("contribution__activity_id")).select_related("process")
    abouts = Outcome.objects.filter(pk__in=owed.values("contribution__about_id")).defer("folded", "search")
    return list(activities.order_by("process_id", "opens_at", "pk")), list(abouts.order_by("kind", "number", "pk"))


def my_drafts(actor: Actor) -> list[Response]:
    """Return the drafts that the actor may write on, the latest first."""
    drafts = drafts_of(actor.institutions(Role.INSTITUTION_OFFICER)).select_related("institution", "process", "scope")
    return [one for one in drafts if may_answer(actor, one.institution_id, one.scope.path)]


def to_all_of(actor: Actor, at: datetime) -> list[tuple[AnswerToAll, Due]]:
    """Return the answers to a whole activity that the actor may give now, the first due first."""
    return [(row, due(row.due_date, today=local_date(at))) for row in owed_to_all_by(actor, at)]


def found_counts(actor: Actor, narrowing: Filter) -> tuple[int, int]:
    """Return how many a filter finds, and how many of them are in nobody's draft; one statement."""
    counts = owed_by(actor, narrowing).aggregate(found=Count("pk"), free=FREE)
    return counts["found"], counts["free"]


def chosen_duties(actor: Actor, narrowing: Filter, public_ids: Sequence[str] | None) -> list[tuple[int, int, int]]:
    """Return (contribution, process, institution) of what was chosen: all that the filter finds, or single ones.

    What is in anybody's draft is left there.
    """
    duties = owed_by(actor, narrowing if public_ids is None else Filter()).filter(contribution__selection__isnull=True)
    if public_ids is not None:
        duties = duties.filter(contribution__public_id__in=[one for one in map(read_public_id, public_ids) if one])
    return list(duties.values_list("contribution_id", "contribution__activity__process_id", "institution_id"))
