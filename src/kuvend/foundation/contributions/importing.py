"""Contributions from a file: which rows are good, which are known already, and how the new ones come in.

A row is known again by its `id` column, else by a hash of its words, so that a second run adds nothing. An id that
stands there with other words is no known row, but a bad one.
The kind of the activity receives them (`ActivityKind.bring_in`), through the same door as a person's words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from kuvend.engines.formats.cells import as_typed
from kuvend.engines.formats.moments import read_moment
from kuvend.engines.formats.rows import FileRow
from kuvend.foundation.contributions.counting import counting_last
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.kinds import word_kinds
from kuvend.foundation.contributions.models import Contribution, ImportedRow
from kuvend.foundation.core.languages import is_language
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.core.words import letters, normalise, one_line
from kuvend.foundation.processes.models import Activity, Participant, Process

FIELDS = ("id", "title", "body", "language", "category", "place", "place_code", "posted_at")
TITLE_LENGTH, BODY_LENGTH, PLACE_LENGTH, KEY_LENGTH = 200, 20_000, 120, 80
FIRST_WORDS = 120  # characters of them that make a title
OF_THREE_LETTERS = re.compile("[a-z]{3}")  # ISO 639-3 has thousands, and we no list of them
CHUNK = 2000
# Rows with these columns are our own open data; in cells of a table an apostrophe guards what begins like a formula.
OWN_COLUMNS = {"id", "kind", "activity", "process", "state", "title", "body", "author", "posted_at"}
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
    place_code: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot, and why; after one that `ends` the reading the rest of the file was not read."""

    line: int
    problem: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """How the rows of a file are to be read.

    `columns` is our field → the file's column; `language` that of words where no column says it; `zone` that of
    moments that name none; `at` the present: nothing was said after it; `source` stands before each id of the file,
    so that the same number in another file is another row.
    """

    columns: Mapping[str, str]
    language: str
    zone: tzinfo
    at: datetime
    source: str = ""


class _Bad(Exception):
    """Why a row cannot be brought in."""


def check_rows(rows: Iterable[FileRow], reading: Reading) -> Iterator[GoodRow | BadRow]:
    """Tell good rows from bad ones, one after the other."""
    line_by_key: dict[bytes, int] = {}
    for row in rows:
        try:
            checked = _checked(row, reading)
            first = line_by_key.setdefault(sha256(checked.key.encode()).digest()[:16], row.line)
            if first != row.line:
                raise _Bad(f"the same row as on line {first}")
            yield checked
        except _Bad as problem:
            yield BadRow(row.line, str(problem), ends=row.ends)


def _checked(row: FileRow, reading: Reading) -> GoodRow:
    if row.problem:
        raise _Bad(row.problem)
    if _is_own(row):
        _check_own(row)
    language = _language(_value(row, "language", reading, "") or reading.language)
    typed = {field: _value(row, field, reading, language) for field in reading.columns}
    title, body = _titled(one_line(typed.get("title", "")), normalise(typed.get("body", "")))
    place, category = one_line(typed.get("place", "")), one_line(typed.get("category", ""))
    if len(place) > PLACE_LENGTH:
        raise _Bad(f"a place of {len(place)} characters (at most {PLACE_LENGTH})")
    key = _key(one_line(typed.get("id", "")), reading.source) or _hash(f"{title}\n\n{body}")
    posted_at, code = _moment(typed.get("posted_at", ""), reading), one_line(typed.get("place_code", ""))
    return GoodRow(row.line, key, title, body, language, category, place, posted_at, code)


def _key(number: str, source: str) -> str:
    """Return the key of a row with this id, "" for one that has none; a long id is known by its hash."""
    key = f"{source}:{number}" if source and number else number
    return key if len(key) <= KEY_LENGTH else f"sha256:{_hash(key)}"


def _hash(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def _value(row: FileRow, field: str, reading: Reading, language: str) -> str:
    """Return the value of a field: of an object by language the one of the row's language."""
    column = reading.columns.get(field, "")
    value = row.values.get(column, "").strip()
    if column in row.nested:
        by_language = json.loads(value)
        if not language or not isinstance(by_language, dict):
            raise _Bad(f"{column}: no text")
        text = by_language.get(language)
        if not isinstance(text, str) or not text.strip():
            raise _Bad(f"{column}: an object without a text in {language!r}")
        value = text.strip()
    return as_typed(value) if row.is_table and _is_own(row) else value


def _is_own(row: FileRow) -> bool:
    return row.values.keys() >= OWN_COLUMNS


def _check_own(row: FileRow) -> None:
    """Refuse what our own open data holds besides such as ideas: as words of nobody's, answers would be owed to it."""
    kind, state = row.values["kind"], row.values["state"]
    coming_back = [one.name for one in word_kinds() if one.comes_back]
    if kind not in coming_back:
        raise _Bad(f"of the kind {kind}; of our own open data only the kind {' or '.join(coming_back)} comes in")
    if state != State.PUBLISHED:
        raise _Bad(f"of the state {state}; of our own open data only what is published comes in")


def _titled(title: str, body: str) -> tuple[str, str]:
    """Return title and words; without a title the first words are it, and all of them when they are few."""
    if not letters(title) and not letters(body):
        raise _Bad("no title and no words")
    if len(body) > BODY_LENGTH:
        raise _Bad(f"words of {len(body)} characters (at most {BODY_LENGTH})")
    if len(title) > TITLE_LENGTH:
        raise _Bad(f"a title of {len(title)} characters (at most {TITLE_LENGTH})")
    if title:
        return title, body
    words = one_line(body)
    if len(words) <= TITLE_LENGTH:
        return words, ""
    return excerpt(words, FIRST_WORDS), body


def language_of(text: str) -> str:
    """Return the code of a language without its region, as words bear it. Raises ValueError where it is none."""
    code = text.lower().replace("_", "-").partition("-")[0]
    if not (is_language(code) or OF_THREE_LETTERS.fullmatch(code)):
        raise ValueError(f"no language code: {text!r}")
    return code


def _language(text: str) -> str:
    try:
        return language_of(text)
    except ValueError as problem:
        raise _Bad(str(problem)) from None


def _moment(text: str, reading: Reading) -> datetime | None:
    moment = read_moment(text, reading.zone) if text else None
    if text and moment is None:
        raise _Bad(f"no date: {text!r} (write 2026-05-31 or 2026-05-31T10:00)")
    if moment and moment > reading.at:
        raise _Bad(f"a date in the future: {text}")
    return moment


def first_words(rows: QuerySet[ImportedRow]) -> dict[str, tuple[str, str]]:
    """Return title and words with which rows came in, by their keys; two empty texts for what was erased since."""
    texts = rows.filter(contribution__texts__version=1)
    return {
        key: (title, body)
        for key, title, body in texts.values_list("row_key", "contribution__texts__title", "contribution__texts__body")
    }


def told_apart(activity: Activity, rows: Sequence[GoodRow]) -> tuple[list[GoodRow], list[BadRow]]:
    """Return those of `rows` that no earlier run brought into `activity`, and those whose id it holds for other words.

    An id with other words is another file's, or its words were changed since: to take it for known loses a row.
    """
    here = ImportedRow.objects.filter(activity=activity, row_key__in=[row.key for row in rows])
    words_by_key = first_words(here)
    new = [row for row in rows if row.key not in words_by_key]
    unusable = [row for row in rows if words_by_key.get(row.key, ("", "")) not in {("", ""), (row.title, row.body)}]
    return new, [BadRow(row.line, _other_words(row.key, words_by_key[row.key][0])) for row in unusable]


def _other_words(key: str, title: str) -> str:
    return (
        f"the id {key} stands here already with other words, “{title}”; "
        "for a file that counts anew, give --source with a name of its own"
    )


@transaction.atomic
def bring_in(
    *,
    activity: Activity,
    rows: Iterable[GoodRow],
    receive: BringIn,
    at: datetime,
    progress: Callable[[int], object] = lambda done: None,
) -> int:
    """Bring `rows` into `activity`, chunk by chunk, as one deed: nothing shows before all is in.

    Counters are moved last, so that nobody who says something meanwhile waits for the import.

    Args:
        receive: how the activity's kind takes rows.
        progress: told after each chunk how many rows it held.

    Returns:
        how many rows were new.
    """
    participant = imported_participant(activity.process)
    new = 0
    with counting_last():
        for chunk in chunks(rows):
            new_rows, _unusable = told_apart(activity, chunk)
            contributions = receive(activity, new_rows, participant, at)
            ImportedRow.objects.bulk_create(
                ImportedRow(activity=activity, row_key=row.key, contribution=contribution)
                for row, contribution in zip(new_rows, contributions, strict=True)
            )
            new += len(new_rows)
            progress(len(chunk))
    return new


def chunks(rows: Iterable[GoodRow]) -> Iterator[list[GoodRow]]:
    """Yield the rows in lists of CHUNK, read as they are asked for."""
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def imported_participant(process: Process) -> Participant:
    """Return the participant under whose name a process shows what files brought in."""
    participant, _is_new = Participant.objects.get_or_create(process=process, pseudonym=IMPORT)
    return participant


def default_language() -> str:
    """Return the language of words whose file names none."""
    return settings.LANGUAGE_CODE
