"""What the index answers: the entries of a page, and how many there are of each kind.

Of things of which there are very many the latest that match are looked at, so a common word costs what a rare one does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.text import Localized
from kuvend.publication.search.models import Entry
from kuvend.publication.search.queries.question import Question
from kuvend.publication.search.queries.states import AHEAD, CLOSED, OPEN

MOST = 2_000  # of each half of the index that are looked at
PAGE = 20
COLUMNS = (
    "sort", "kind", "public_id", "target", "number", "title", "words", "state", "verdict", "moment", "opens_at",
    "closes_at",
)  # fmt: skip
MICROSECONDS = "(extract(epoch FROM moment) * 1000000)::bigint"
SCORE = "(ts_rank(search, %s::tsquery, 1) * weight * 1000000)::bigint"

HALF = """SELECT id, kind, moment, {value} AS value FROM search_entry
          WHERE {half} AND {where} ORDER BY moment DESC, id DESC LIMIT {most}"""
PAGE_OF = """
WITH many AS MATERIALIZED ({many}), few AS MATERIALIZED ({few}),
hits AS (SELECT id, value FROM many UNION ALL SELECT id, value FROM few),
page AS (SELECT id, value FROM hits {before} ORDER BY value DESC, id DESC LIMIT {size})
SELECT page.value, entry.id, {columns} FROM page JOIN search_entry AS entry USING (id)
ORDER BY page.value DESC, entry.id DESC
"""
COUNTS = """
WITH many AS MATERIALIZED ({many}), few AS MATERIALIZED ({few})
SELECT kind, count(*), true FROM many GROUP BY kind UNION ALL SELECT kind, count(*), false FROM few GROUP BY kind
"""


@dataclass(frozen=True)
class Counts:
    """How many entries match, by kind; `is_more` for those of which there are more than were looked at."""

    by_kind: Mapping[str, int]
    more: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many match, or were looked at."""
        return min(sum(self.by_kind.values()), MOST) if self.more else sum(self.by_kind.values())


def _where(question: Question, at: datetime, *, of_every_kind: bool = False) -> tuple[str, list[Any]]:
    parts, values = ["true"], list[Any]()
    if terms := question.terms(of_every_kind=of_every_kind):
        parts.append("search @@ %s::tsquery")
        values.append(terms)
    if question.state:
        parts.append(STATE)
        values += [question.state, at, at, question.state]
    if question.since:
        parts.append("moment >= %s")
        values.append(question.since)
    if question.until:
        parts.append("moment < %s")
        values.append(question.until)
    return " AND ".join(parts), values


STATE = f"""(state = %s OR opens_at IS NOT NULL AND
             CASE WHEN opens_at > %s THEN '{AHEAD}' WHEN closes_at <= %s THEN '{CLOSED}' ELSE '{OPEN}' END = %s)"""


def _halves(*, value: str, where: str, most: int) -> dict[str, str]:
    """Return the statements of what there may be very much of and of the rest: each half has an index of its own."""
    conditions = {"many": "many", "few": "NOT many"}
    return {name: HALF.format(value=value, half=half, where=where, most=most) for name, half in conditions.items()}


def counts(question: Question, at: datetime) -> Counts:
    """Return how many entries match, by kind, whichever kind is asked for; one statement."""
    where, values = _where(question, at, of_every_kind=True)
    halves = _halves(value="0", where=where, most=MOST + 1)
    with connection.cursor() as cursor:
        cursor.execute(COUNTS.format(**halves), [*values, *values])
        rows = cursor.fetchall()
    many = {kind: number for kind, number, is_many in rows if is_many}
    few = {kind: number for kind, number, is_many in rows if not is_many}
    return Counts(many | few, frozenset(many) if sum(many.values()) > MOST else frozenset())


def hits(question: Question, at: datetime, *, after: str = "", size: int = PAGE) -> Page[Entry]:
    """Return a page of what matches, the best or the newest first; one statement.

    Args:
        after: the key of the page before; an unreadable one counts as none.
    """
    name = f"search.{'newest' if question.by_moment else 'best'}"
    where, values = _where(question, at)
    key = read_key(after, of=name) or []
    if question.by_moment:
        value, scored, most, before = MICROSECONDS, [], size + 1, ""
        if key:  # the index is read from where the page before ended
            where += f" AND moment <= to_timestamp(%s / 1000000.0) AND ({MICROSECONDS}, id) < (%s, %s)"
            values += [key[0] + 1, *key]  # a microsecond more, since a fraction is not exact
            key = []
    else:
        value, scored, most, before = (
            SCORE,
            [question.word_terms],
            MOST + 1,
            "WHERE (value, id) < (%s, %s)" if key else "",
        )
    halves = _halves(value=value, where=where, most=most)
    columns = ", ".join(f"entry.{column}" for column in COLUMNS)
    statement = PAGE_OF.format(**halves, size=size + 1, columns=columns, before=before)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*scored, *values, *scored, *values, *key])
        rows = cursor.fetchall()
    page = page_of(rows, size=size, of=name, key=lambda row: (row[0], row[1]))
    return Page([_entry(row) for row in page.rows], page.next_key)


def _entry(row: Sequence[Any]) -> Entry:
    values = dict(zip(COLUMNS, row[2:], strict=True))
    texts = {name: Localized(json.loads(values[name])) for name in ("title", "words")}
    return Entry(pk=row[1], **values | texts)
