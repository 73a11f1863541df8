"""Texts that continue in others: found, read, and what would come of it, before anything is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchRank
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from kuvend.desk.queries.reading import alike
from kuvend.desk.rules import TEXTS
from kuvend.foundation.core.paging import Page, page_by_id
from kuvend.foundation.core.search import prefix_query
from kuvend.foundation.notifications.queries import letters_sentence, letters_through
from kuvend.foundation.outcomes.enums import CONTINUES, SuccessionKind
from kuvend.foundation.outcomes.models import IN_FORCE, Outcome, OutcomeText, Succession
from kuvend.foundation.outcomes.queries import outcomes_before
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import Process

PAGE_SIZE = 50
TEXTS_OFFERED = 20
MOST_SUCCESSORS = 10  # as many as are read whole on one page


@dataclass(frozen=True)
class TextRow:
    """A text as the desk lists it, with where it continues."""

    outcome: Outcome
    went: Sequence[Succession]


def texts_within(actor: Actor) -> QuerySet[Outcome]:
    """Return the commitments, milestones and sections within the actor's scopes."""
    rows = Outcome.objects.filter(within(actor, TEXTS.roles, "scope__path"), version__gt=0)
    return rows.select_related("scope", "process", "institution").defer("folded", "search")


def processes_with_texts(actor: Actor) -> list[Process]:
    """Return the processes of those texts, the latest first."""
    of_process = texts_within(actor).filter(process=OuterRef("pk"))
    return list(Process.objects.filter(Exists(of_process)).order_by("-from_date", "pk"))


def texts_page(actor: Actor, process: Process, *, words: str, after: str) -> Page[TextRow]:
    """Return one page of the texts of a process, or of those that `words` find there, in their order."""
    rows = texts_within(actor).filter(process=process)
    if query := prefix_query(words):
        rows = rows.filter(search=query)
    return page_by_id(rows, _text_rows, of="texts_to_lead", after=after, size=PAGE_SIZE, rising=True)


def _text_rows(outcomes: Sequence[Outcome]) -> list[TextRow]:
    ways: dict[int, list[Succession]] = {row.pk: [] for row in outcomes if row.continues}
    if ways:
        for way in successions_of(list(ways)):
            ways[way.origin_id].append(way)
    return [TextRow(row, ways.get(row.pk, ())) for row in outcomes]


def successions_of(outcome_ids: Sequence[int]) -> QuerySet[Succession]:
    """Return where outcomes (row ids) continue, as it was said."""
    rows = Succession.objects.filter(IN_FORCE, origin__in=outcome_ids)
    return rows.select_related("successor__process").order_by("began_at", "pk")


def texts_offered(actor: Actor, outcome: Outcome, *, words: str) -> list[Outcome]:
    """Return texts in which one could continue: those that `words` find, else those of its sort.

    Those of its own plan and of later ones within the actor's mandate, the most alike titles first; one query.
    """
    in_reach = Q(process=outcome.process_id) | Q(process__from_date__gt=outcome.process.from_date)
    rows = texts_within(actor).filter(in_reach).exclude(pk=outcome.pk)
    by_words = prefix_query(words)
    rows = rows.filter(search=by_words) if by_words else rows.filter(kind=outcome.kind)
    if query := by_words or alike(" ".join(outcome.title.values())):
        rows = rows.annotate(rank=SearchRank(F("search"), query)).order_by("-rank", "-pk")
    else:
        rows = rows.order_by("-pk")
    return list(rows[:TEXTS_OFFERED])


def texts_named(public_ids: Sequence[str]) -> list[Outcome]:
    """Return texts by their public ids, in that order."""
    rows = Outcome.objects.select_related("scope", "process", "institution").in_bulk(
        list(public_ids), field_name="public_id"
    )
    return [rows[public_id] for public_id in dict.fromkeys(public_ids) if public_id in rows]


@dataclass(frozen=True)
class TextToRead:
    """An outcome with its words as they read now."""

    outcome: Outcome
    text: OutcomeText


def texts_to_read(outcomes: Sequence[Outcome]) -> list[TextToRead]:
    """Return outcomes with their words; one statement."""
    rows = OutcomeText.objects.filter(outcome__in=[row.pk for row in outcomes], version=F("outcome__version"))
    texts = {text.outcome_id: text for text in rows}
    return [TextToRead(row, texts[row.pk]) for row in outcomes if row.pk in texts]


@dataclass(frozen=True)
class SuccessionOutlook:
    """What would come of it: how the text continues, where, and who gets an e-mail."""

    kind: SuccessionKind
    successors: Sequence[Outcome]
    letters: str

    @property
    def words(self) -> str:
        """How it continues, as the page of the text will begin to say it."""
        return str(CONTINUES[self.kind])


def succession_outlook(outcome: Outcome, kind: SuccessionKind, successors: Sequence[Outcome]) -> SuccessionOutlook:
    """Return what would come of saying where a text continues; four statements at most."""
    return SuccessionOutlook(kind, successors, letters_about(outcome))


def letters_about(outcome: Outcome) -> str:
    """Say who gets an e-mail when it is said, or taken back, where a text continues; four statements at most."""
    return letters_sentence(_with_those_behind(outcome))


def tells_authors(outcome: Outcome) -> bool:
    """Tell whether anybody gets an e-mail of it; four statements at most."""
    return letters_through(_with_those_behind(outcome)) > 0


def _with_those_behind(outcome: Outcome) -> list[str]:
    before = outcomes_before([outcome.public_id]) if outcome.succeeds else {}
    return [outcome.public_id, *before.get(outcome.public_id, ())]
