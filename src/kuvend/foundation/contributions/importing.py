"""Contributions from a file: which rows are good, which are known already, and how the new ones come in.

A row is known again by its `id` column, else by a hash of its words, so that a second run adds nothing.
The kind of the activity receives them (`ActivityKind.bring_in`), through the same door as a person's words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.dateparse import parse_date, parse_datetime

from kuvend.engines.formats.rows import FileRow
from kuvend.foundation.contributions.models import Contribution, ImportedRow
from kuvend.foundation.processes.models import Activity, Participant, Process

FIELDS = ("id", "title", "body", "language", "category", "place", "posted_at")
TITLE_LENGTH, BODY_LENGTH = 200, 20_000
CHUNK = 2000
IMPORT = "Import"

BringIn = Callable[[Activity, Sequence["GoodRow"], Participant, datetime], list[Contribution]]


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A row that can be brought in."""

    line: int
    key: str
    title: str
    body: str
    language: str
    category: str
    place: str
    posted_at: datetime | None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot, and why."""

    line: int
    problem: str


def check_rows(
    rows: Iterable[FileRow], *, columns: Mapping[str, str], language: str, at: datetime
) -> Iterator[GoodRow | BadRow]:
    """Tell good rows from bad ones.

    Args:
        columns: our field → the file's column; a title alone is enough.
        language: of the words where no column says it.
        at: the present moment; nothing was said after it.
    """
    seen: dict[str, int] = {}
    for row in rows:
        checked = _checked(row, columns, language, at)
        if isinstance(checked, GoodRow) and (first := seen.setdefault(checked.key, row.line)) != row.line:
            checked = BadRow(row.line, f"the same row as on line {first}")
        yield checked


def _checked(row: FileRow, columns: Mapping[str, str], language: str, at: datetime) -> GoodRow | BadRow:
    if row.problem:
        return BadRow(row.line, row.problem)
    values = {field: row.values.get(column, "").strip() for field, column in columns.items()}
    title, body = values.get("title", ""), values.get("body", "")
    said_in = (values.get("language") or language).lower()[:2]
    posted_at = _moment(values.get("posted_at", ""))
    problem = ""
    if not title:
        problem = "no title"
    elif len(title) > TITLE_LENGTH:
        problem = f"a title of {len(title)} characters (at most {TITLE_LENGTH})"
    elif len(body) > BODY_LENGTH:
        problem = f"words of {len(body)} characters (at most {BODY_LENGTH})"
    elif not (said_in.isascii() and said_in.isalpha() and len(said_in) == 2):
        problem = f"no language code: {values.get('language', '')!r}"
    elif values.get("posted_at") and posted_at is None:
        problem = f"no date: {values['posted_at']!r} (write 2026-05-31 or 2026-05-31T10:00)"
    elif posted_at and posted_at > at:
        problem = f"a date in the future: {values['posted_at']}"
    if problem:
        return BadRow(row.line, problem)
    key = values.get("id") or sha256(f"{title}\n\n{body}".encode()).hexdigest()
    place, category = values.get("place", "")[:120], values.get("category", "")
    return GoodRow(row.line, key[:80], title, body, said_in, category, place, posted_at)


def _moment(text: str) -> datetime | None:
    try:
        if moment := parse_datetime(text):
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        if day := parse_date(text):
            return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    except ValueError:
        pass
    return None


def unknown(activity: Activity, rows: Sequence[GoodRow]) -> list[GoodRow]:
    """Return those of `rows` that no earlier run brought into `activity`."""
    keys = [row.key for row in rows]
    known = set(ImportedRow.objects.filter(activity=activity, row_key__in=keys).values_list("row_key", flat=True))
    return [row for row in rows if row.key not in known]


@transaction.atomic
def bring_in(
    *,
    activity: Activity,
    rows: Sequence[GoodRow],
    receive: BringIn,
    at: datetime,
    progress: Callable[[int], object] = lambda done: None,
) -> int:
    """Bring `rows` into `activity` in one transaction, all or none; returns how many were new.

    Args:
        receive: how the activity's kind takes rows.
        progress: told after each chunk how many rows it held.
    """
    participant = imported_participant(activity.process)
    new = 0
    for start in range(0, len(rows), CHUNK):
        chunk = rows[start : start + CHUNK]
        fresh = unknown(activity, chunk)
        kept = receive(activity, fresh, participant, at)
        ImportedRow.objects.bulk_create(
            ImportedRow(activity=activity, row_key=row.key, contribution=contribution)
            for row, contribution in zip(fresh, kept, strict=True)
        )
        new += len(fresh)
        progress(len(chunk))
    return new


def imported_participant(process: Process) -> Participant:
    """Return the participant under whose name a process shows what files brought in."""
    participant, _made = Participant.objects.get_or_create(process=process, pseudonym=IMPORT)
    return participant


def default_language() -> str:
    """Return the language of words whose file names none."""
    return settings.LANGUAGE_CODE
