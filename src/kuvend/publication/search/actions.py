"""The deeds of the search: draw anew what facts changed, or everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Now

from kuvend.foundation.core.search import searched_words
from kuvend.foundation.datasets.findable import Findable, FindableSort, findable_sorts
from kuvend.foundation.record.facts import RecordedFact
from kuvend.publication.search.help import HELP, drawn_help
from kuvend.publication.search.models import Entry
from kuvend.publication.search.queries.marks import marks_of

BATCH = 500
LONGEST = 6_000  # characters of a text that are kept to be shown around a hit; more are looked for
MOST_LOOKED_FOR = 200_000  # characters; far below what a vector of PostgreSQL holds
DRAWN = (
    "kind", "target", "number", "title", "words", "state", "verdict", "moment", "opens_at", "closes_at", "many",
    "weight", "folded_title", "folded", "marks", "kept_at",
)  # fmt: skip


def follow(recorded: Sequence[RecordedFact]) -> None:
    """Draw anew what facts name, sort by sort; what is public no more leaves. The caller opened the transaction."""
    for sort in findable_sorts().values():
        public_ids = {public_id for fact in recorded if fact.type in sort.facts for public_id in _subjects(fact)}
        if public_ids:
            _draw_anew(sort, public_ids)


def _subjects(fact: RecordedFact) -> Iterator[str]:
    for subject in fact.subjects.values():
        yield from [subject] if isinstance(subject, str) else subject


def _draw_anew(sort: FindableSort, public_ids: set[str]) -> None:
    public = _keep(sort, _locked(sort, sort.rows_named(public_ids)))
    if absent := public_ids.difference(public):
        Entry.objects.filter(public_id__in=absent, sort=sort.name).delete()


def _locked(sort: FindableSort, rows: Any, *, most: int | None = None) -> list[Any]:
    """Return rows in order; those whose words may stop being public wait for whoever is just taking them back."""
    ordered = rows.order_by("pk")[:most]
    return list(ordered.select_for_update(no_key=True, of=("self",)) if sort.may_leave else ordered)


def _keep(sort: FindableSort, rows: Sequence[Any]) -> set[str]:
    """Keep an entry for each row; which public ids they have."""
    entries = [_entry(sort, findable) for findable in sort.draw(rows)] if rows else []
    Entry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["public_id", "sort"], update_fields=DRAWN, batch_size=BATCH
    )
    return {entry.public_id for entry in entries}


def _entry(sort: FindableSort, findable: Findable) -> Entry:
    kind = findable.kind or sort.name
    folded = searched_words(" ".join([*findable.words.values(), findable.place]))
    return Entry(
        sort=sort.name,
        kind=kind,
        public_id=findable.public_id,
        target=findable.target or findable.public_id,
        number=findable.number,
        title=dict(findable.title),
        words={code: words[:LONGEST] for code, words in findable.words.items()},
        state=findable.state,
        verdict=findable.verdict,
        moment=findable.moment,
        opens_at=findable.opens_at,
        closes_at=findable.closes_at,
        many=sort.many,
        weight=sort.weight,
        folded_title=searched_words(" ".join([findable.number, *findable.title.values()])),
        folded=folded[:MOST_LOOKED_FOR],
        marks=marks_of(findable, kind=kind),
        kept_at=Now(),
    )


def rebuild(*, names: Iterable[str] = ()) -> dict[str, int]:
    """Draw every row of every sort (or of those named) anew, and take out what is not there; how many, by sort.

    It may run while the site is used: each batch is a transaction of its own, and what changes meanwhile is followed.
    """
    counts: dict[str, int] = {}
    since = _moment_of_database()
    for name, sort in findable_sorts().items():
        if not names or name in names:
            counts[name] = _rebuild(sort)
            Entry.objects.filter(sort=name, kept_at__lt=since).delete()
    if not names:
        Entry.objects.exclude(sort__in=counts).delete()
        counts[HELP.name] = keep_help()
    return counts


def keep_help() -> int:
    """Draw the pages that explain anew; how many there are."""
    entries = [_entry(HELP, page) for page in drawn_help()]
    with transaction.atomic():
        Entry.objects.filter(sort=HELP.name).delete()
        Entry.objects.bulk_create(entries)
    return len(entries)


def refresh() -> None:
    """Draw anew what no fact tells of: pages that explain, and sorts of few rows."""
    keep_help()
    rebuild(names={name for name, sort in findable_sorts().items() if not sort.named_by})


def _moment_of_database() -> datetime:
    """Return the moment of the clock by which entries are kept."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _rebuild(sort: FindableSort) -> int:
    count, last = 0, 0
    while True:
        with transaction.atomic():
            rows = _locked(sort, sort.rows().filter(pk__gt=last), most=BATCH)
            _keep(sort, rows)
        count += len(rows)
        if len(rows) < BATCH:
            return count
        last = rows[-1].pk
