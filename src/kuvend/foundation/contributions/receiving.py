"""How words come in: one door for one and for many thousand, with the same rows and the same facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection

from kuvend.engines.deadlines import due_date
from kuvend.foundation.contributions import facts, rules
from kuvend.foundation.contributions.enums import COMMENT, State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.quoting import Quote
from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.markdown import render
from kuvend.foundation.core.prepared import Prepared, Slot
from kuvend.foundation.core.search import fold
from kuvend.foundation.core.words import normalise, one_line
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.processes.actions import let_names_wait
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.actions import put_dated
from kuvend.foundation.record.facts import Sealed, Subject, seal

Counts = Counter[tuple[str, int, str]]  # (table, id, counter) → by how much it moves
COUNTED: dict[str, Any] = {"contributions": Contribution, "outcomes": Outcome, "activities": Activity}  # as locked
_COUNTING: ContextVar[Counts | None] = ContextVar("counting", default=None)
A_MOMENT = timedelta(minutes=10)
SAYING = 0x5A1D  # the lock of one participant's saying
SAID = Prepared(
    lambda: (
        Contribution.objects.filter(
            participant_id=Slot("participant"), activity_id=Slot("activity"), kind=Slot("kind"),
            posted_at__gte=Slot("since"), posted_at__lte=Slot("until"), title=Slot("title"), body=Slot("body"),
        )
        .exclude(state=State.WITHDRAWN)
        .order_by("-posted_at")
        .values_list("pk", "about_id", "parent_id")
    )
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What somebody says, before it is received."""

    participant: Participant
    title: str
    body: str
    language: str
    posted_at: datetime
    about: Outcome | None = None
    parent: Contribution | None = None
    quote: Quote | None = None


def sealed_words(title: str, body: str) -> str:
    """Return the exact string that a contribution's digest seals: title, blank line, body."""
    return f"{title}\n\n{body}"


def answer_due_date(activity: Activity, draft: Draft) -> date | None:
    """Return the day by which an answer is due, or None when none is owed (a reply, or the activity's rule)."""
    if draft.parent is not None or not activity.answers_owed:
        return None
    return due_date(local_date(draft.posted_at), activity.answer_working_days, country=settings.KUVEND_COUNTRY)


def said_just_now(*, activity: Activity, kind: str, draft: Draft) -> Contribution | None:
    """Return what the same participant said with the same words in the same place within the last minutes.

    Whoever says it twice at once waits here: equal words of one hand are one contribution, by whatever form they came.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SAYING, draft.participant.pk % 2**31])
    said = SAID.rows(
        participant=draft.participant.pk, activity=activity.pk, kind=kind,
        since=draft.posted_at - A_MOMENT, until=draft.posted_at + A_MOMENT,
        title=one_line(draft.title), body=normalise(draft.body),
    )  # fmt: skip
    here = (draft.about.pk if draft.about else None, draft.parent.pk if draft.parent else None)
    same = next((pk for pk, *there in said if tuple(there) == here), None)
    return Contribution.objects.get(pk=same) if same else None


def receive(*, activity: Activity, kind: str, drafts: Sequence[Draft], role: str) -> list[Contribution]:
    """Keep `drafts` as contributions of `kind`, with their first text version and their fact, in three INSERTs.

    The caller checked the rule and opened the transaction. Facts carry each draft's own moment, so an importer
    may bring in what was said in the past.

    Raises:
        NotAllowed: when one of them says nothing.
    """
    read_first = activity.moderation == ModerationRule.BEFORE and role == PERSON
    state = State.PENDING if read_first else State.PUBLISHED
    cleaned = [(draft, one_line(draft.title), normalise(draft.body)) for draft in drafts]
    for _draft, title, body in cleaned:
        require(rules.says_something(title, body))
    sealed = [seal(sealed_words(title, body)) for _draft, title, body in cleaned]
    rows = Contribution.objects.bulk_create(
        [_row(activity, kind, state, draft, title, body, by_person=role == PERSON) for draft, title, body in cleaned],
        batch_size=1000,
    )
    ContributionText.objects.bulk_create(
        [_text(row, seal_, public=state == State.PUBLISHED) for row, seal_ in zip(rows, sealed, strict=True)],
        batch_size=1000,
    )
    received = [(row.posted_at, _fact(row, seal_)) for row, seal_ in zip(rows, sealed, strict=True)]
    put_dated(received, role=role)
    if read_first:
        let_names_wait(draft.participant.pk for draft in drafts)
    if state == State.PUBLISHED:
        count_published(rows)
    return rows


def _row(
    activity: Activity, kind: str, state: State, draft: Draft, title: str, body: str, *, by_person: bool
) -> Contribution:
    parent, quote = draft.parent, draft.quote
    return Contribution(
        kind=kind,
        activity=activity,
        participant=draft.participant,
        about=draft.about,
        parent=parent,
        root_id=(parent.root_id or parent.pk) if parent else None,
        branch_id=_branch_id(parent),
        state=state,
        read_version=0 if by_person else 1,  # what the house or its owner brings in nobody needs to read
        title=title,
        body=body,
        body_html=render(body),
        language=draft.language,
        quote=quote.words if quote else "",
        quote_language=quote.language if quote else "",
        quoted=quote.text if quote else None,
        posted_at=draft.posted_at,
        answer_due_date=answer_due_date(activity, draft),
        folded=fold(f"{title} {body}"),
    )


def _branch_id(parent: Contribution | None) -> int | None:
    """Return the first comment of the thread that a reply belongs to; None for a first comment itself."""
    if parent is None or parent.kind != COMMENT:
        return None
    return parent.branch_id or parent.pk


def _text(row: Contribution, sealed: Sealed, *, public: bool) -> ContributionText:
    return ContributionText(
        contribution=row,
        version=row.version,
        title=row.title,
        body=row.body,
        written_at=row.posted_at,
        public_at=row.posted_at if public else None,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _fact(row: Contribution, sealed: Sealed) -> facts.ContributionReceived:
    return facts.ContributionReceived(
        contribution=Subject(row.public_id),
        activity=Subject(row.activity.public_id),
        about=Subject(row.about.public_id) if row.about else None,
        parent=Subject(row.parent.public_id) if row.parent else None,
        kind=row.kind,
        state=row.state,
        answer_due_date=row.answer_due_date.isoformat() if row.answer_due_date else "",
        text=sealed.digest,
    )


def count_published(rows: Sequence[Contribution], *, step: int = 1) -> None:
    """Move the stored counters of threads, outcomes and activities as `rows` appear (or disappear, -1).

    Every deed locks in this order, each table from the latest row on: a reply before what it replies to, then
    outcomes, then activities. So no two deeds wait for each other.
    """
    counts = _COUNTING.get()
    if counts is None:
        with counting_last():
            return count_published(rows, step=step)
    for row in rows:
        comment = row.kind == COMMENT
        counts["activities", row.activity_id, "comment_count" if comment else "contribution_count"] += step
        if comment:
            for pk in {row.root_id, row.branch_id}:
                if pk is not None:
                    counts["contributions", pk, "comment_count"] += step
            if outcome := _outcome_id(row):
                counts["outcomes", outcome, "comment_count"] += step
    return None


@contextmanager
def counting_last() -> Iterator[None]:
    """Gather what is counted within and move the counters at the end, so that their rows are locked briefly."""
    counts: Counts = Counter()
    token = _COUNTING.set(counts)
    try:
        yield
    finally:
        _COUNTING.reset(token)
    for table, model in COUNTED.items():
        moves: dict[int, dict[str, int]] = {}
        for (where, pk, field), times in counts.items():
            if where == table and times:
                moves.setdefault(pk, {})[field] = times
        for pk in sorted(moves, reverse=True):
            _move(model, pk, moves[pk])


def _move(model: Any, pk: int, moves: Mapping[str, int]) -> None:
    """Move counters of one row, each by its number."""
    columns = ", ".join(f"{name} = {name} + %s" for name in moves)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET {columns} WHERE id = %s", [*moves.values(), pk])  # noqa: S608


def _outcome_id(comment: Contribution) -> int | None:
    """Return the outcome whose thread a comment stands in; in the thread of a contribution there is none."""
    in_own_thread = comment.branch_id is not None and comment.branch_id == comment.root_id
    return comment.branch.about_id if in_own_thread and comment.branch else comment.about_id
