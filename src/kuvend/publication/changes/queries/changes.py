"""What your words changed: the outcomes that words went into, the latest first, with the passages and the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.wording import in_words, page_url
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.enums import ResponseState, Verdict
from kuvend.foundation.responses.landings import LandedHere, landed_in
from kuvend.foundation.responses.models import Answered, Landing
from kuvend.foundation.responses.queries import landed as landings
from kuvend.foundation.responses.queries import promised

PAGE = 10
PROMISES_SHOWN = 30
LANDINGS_SHOWN = 12  # of one outcome; its own page has them all


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of contributions, its meaning, and the page of its records."""

    count: int
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class ProcessLink:
    """A process by which the page can be narrowed."""

    public_id: str
    title: Any
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChangedOutcome:
    """An outcome with what landed in it; `difference` is the page of its versions, "" while it has one only."""

    id: int
    latest: str
    process: Any
    kind: str
    number: str
    title: Any
    url: str
    difference: str
    landed: Sequence[LandedHere]
    more: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A change that an institution promised and that has not come yet: a debt with its day."""

    number: str
    title: Any
    url: str
    passage: Any
    institution: Any
    answer: str
    day: str
    late: bool


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Everything that the page shows; `process` is the public id by which it is narrowed, or ""."""

    process: str
    processes: Sequence[ProcessLink]
    figures: Sequence[Figure]
    changed: Page[ChangedOutcome]
    promises: Sequence[Promise]
    more_promises: int


def changes_page(*, today: date, process: str = "", after: str = "") -> ChangesPage | None:
    """Return what contributions changed, of one process or of all; None when there is no such process.

    Args:
        today: the local day, which decides what is late.
        process: a public id, or "".
        after: the key of the page before ("" for the first).
    """
    processes = list(Process.objects.order_by("-from_date", "-pk"))
    selection = next((one for one in processes if one.public_id == process), None)
    if process and selection is None:
        return None
    owed = [] if after else _promises(selection, today)
    return ChangesPage(
        process=process,
        processes=[ProcessLink(one.public_id, one.title, one is selection) for one in processes],
        figures=_figures(selection),
        changed=_changed(selection, after),
        promises=owed[:PROMISES_SHOWN],
        more_promises=max(0, len(owed) - PROMISES_SHOWN),
    )


def _promises(process: Process | None, today: date) -> list[Promise]:
    """Return what is promised and has not come, the first due first; one statement."""
    rows = promised().select_related("response__institution", "text__outcome")
    if process is not None:
        rows = rows.filter(response__process=process)
    return [_promise(row, today) for row in rows.order_by("due_date", "pk")]


def _promise(row: Landing, today: date) -> Promise:
    outcome, due = row.text.outcome, row.due_date
    return Promise(
        number=outcome.number,
        title=outcome.title,
        url=outcome_url(outcome.kind, outcome.public_id),
        passage=row.passage,
        institution=row.response.institution.name,
        answer=page_url("response", row.response.public_id),
        day=in_words(due) if due else "",
        late=bool(due and is_overdue(due, on=today)),
    )


def _figures(process: Process | None) -> list[Figure]:
    """Count the answered contributions by what was decided; one statement."""
    answered = Answered.objects.annotate(landed=Exists(landings().filter(response=OuterRef("response"))))
    if process is not None:
        answered = answered.filter(response__process=process)
    counts = answered.aggregate(
        landed_count=Count("pk", filter=Q(landed=True)),
        **{name: Count("pk", filter=Q(response__verdict=name)) for name in SHOWN_VERDICTS},
    )
    meanings = {
        "landed": _("changed a text"),
        Verdict.ACCEPTED: _("were accepted"),
        Verdict.ACCEPTED_IN_PART: _("were accepted in part"),
        Verdict.NOT_ACCEPTED: _("were not accepted"),
    }
    end = f"&process={process.public_id}" if process else ""
    return [
        Figure(
            counts["landed_count" if show == "landed" else show],
            meaning,
            f"{reverse('contributions')}?show={show}{end}",
        )
        for show, meaning in meanings.items()
    ]


SHOWN_VERDICTS = (Verdict.ACCEPTED.value, Verdict.ACCEPTED_IN_PART.value, Verdict.NOT_ACCEPTED.value)


def _changed(process: Process | None, after: str) -> Page[ChangedOutcome]:
    came = Q(texts__landings__response__state=ResponseState.PUBLISHED, texts__landings__landed_text__isnull=False)
    outcomes = Outcome.objects.annotate(latest=Max("texts__landings__landed_at", filter=came))
    outcomes = outcomes.filter(latest__isnull=False).select_related("process").defer("folded", "search")
    if process is not None:
        outcomes = outcomes.filter(process=process)
    if key := read_key(after, of="changes"):
        latest, pk = datetime.fromisoformat(key[0]), key[1]
        outcomes = outcomes.filter(Q(latest__lt=latest) | Q(latest=latest, pk__lt=pk))
    loaded = list(outcomes.order_by("-latest", "-pk")[: PAGE + 1])
    landed = landed_in([one.pk for one in loaded[:PAGE]])
    rows = [_outcome(one, landed.get(one.pk, ())) for one in loaded]
    return page_of(rows, size=PAGE, of="changes", key=lambda row: (row.latest, row.id))


def _outcome(row: Any, landed: Sequence[LandedHere]) -> ChangedOutcome:
    return ChangedOutcome(
        id=row.pk,
        latest=row.latest.isoformat(),
        process=row.process.title,
        kind=str(row.sort.label),
        number=row.number,
        title=row.title,
        url=outcome_url(row.kind, row.public_id),
        difference=page_url("difference", row.public_id) if row.version > 1 else "",
        landed=landed[:LANDINGS_SHOWN],
        more=max(0, len(landed) - LANDINGS_SHOWN),
    )
