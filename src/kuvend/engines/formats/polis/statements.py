"""`comments.csv`: the statements, their moderation, and whether they are about oneself (meta)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from .cells import Row, rows, write_rows
from .problems import PolisProblem
from .votes import in_milliseconds

NEEDED = ("comment-id", "moderated", "comment-body")
COLUMNS = (
    "timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "is-seed", "comment-body",
)  # fmt: skip
KNOWN = {
    *COLUMNS, "datetime", "group-informed-consensus", "passes", "votes", "total-votes", "divisiveness", "topic",
    "importance", "lang", "active",
}  # fmt: skip
SHARE = re.compile(r"[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True)
class Statement:
    """A statement. `moderated`: −1 rejected, 0 not looked at, 1 accepted. `created_at`: ms since 1970.

    `agrees` and `disagrees` count votes, also those that were changed later. `group_informed_consensus` as published.
    """

    id: int
    text: str
    author: int = 0
    created_at: int = 0
    moderated: int = 1
    is_meta: bool = False
    is_seed: bool = False
    agrees: int = 0
    disagrees: int = 0
    group_informed_consensus: float | None = None


def read_statements(path: Path) -> tuple[Statement, ...]:
    """Read the statements in the order of the file. Raises PolisProblem."""
    read = [(row.line, _statement(row)) for row in rows(path, required=NEEDED, allowed=KNOWN)]
    times = in_milliseconds(np.array([one.created_at for _, one in read]), path, [line for line, _ in read])
    statements = tuple(replace(one, created_at=int(time)) for (_, one), time in zip(read, times, strict=True))
    ids = [one.id for one in statements]
    twice = [one for one in ids if ids.count(one) > 1] if len(set(ids)) != len(ids) else []
    if twice:
        raise PolisProblem(f"{path}: the statement {twice[0]} stands in it twice")
    return statements


def _statement(row: Row) -> Statement:
    moderated = row.number("moderated", default=0)
    if abs(moderated) > 1:
        raise PolisProblem(f"{row.file}, line {row.line}: moderated is {moderated}, not 1, 0 or -1")
    return Statement(
        row.number("comment-id"), row.values["comment-body"], row.number("author-id", default=0),
        row.number("timestamp", default=0), moderated, row.truth("is-meta"), row.truth("is-seed"),
        row.number("agrees", default=0), row.number("disagrees", default=0), _share(row),
    )  # fmt: skip


def _share(row: Row) -> float | None:
    text = row.values.get("group-informed-consensus", "").strip()
    if text and not SHARE.fullmatch(text):
        raise PolisProblem(f"{row.file}, line {row.line}: group-informed-consensus is {text[:60]!r}, not a number")
    return float(text) if text else None


def write_statements(path: Path, statements: Iterable[Statement]) -> None:
    """Write the statements; the consensus column is left out when no statement has it."""
    rows = list(statements)
    informed = any(one.group_informed_consensus is not None for one in rows)
    extra = ("group-informed-consensus",) if informed else ()
    table = [(*COLUMNS[:-1], *extra, COLUMNS[-1])]
    for statement in rows:
        share = ("" if statement.group_informed_consensus is None else repr(statement.group_informed_consensus),)
        numbers = (
            statement.created_at,
            statement.id,
            statement.author,
            statement.agrees,
            statement.disagrees,
            statement.moderated,
        )
        flags = (str(statement.is_meta).lower(), str(statement.is_seed).lower())
        table.append((*map(str, numbers), *flags, *(share if informed else ()), statement.text))
    write_rows(path, table)
