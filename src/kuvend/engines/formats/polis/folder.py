"""The folder as a whole: a conversation read, a conversation written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from .cells import header_of, lines, write_rows
from .matrix import Matrix, read_matrix, write_matrix
from .problems import PolisProblem
from .signs import check_log_against_matrix, check_matrix_signs, check_signs, signed
from .statements import Statement, read_statements, write_statements
from .votes import VoteLog, read_votes, write_votes

MATRICES = ("participants-votes.csv", "participant-votes.csv")


@dataclass(frozen=True)
class Conversation:
    """`summary`: key → value, topic, url, conversation-description and others. `groups`: as published, if they were."""

    votes: VoteLog
    statements: tuple[Statement, ...] = ()
    groups: dict[int, int] = field(default_factory=dict)
    summary: dict[str, str] = field(default_factory=dict)

    @property
    def moderated_out(self) -> frozenset[int]:
        """Statements that were rejected."""
        return frozenset(one.id for one in self.statements if one.moderated == -1)

    @property
    def meta(self) -> frozenset[int]:
        """Statements about oneself."""
        return frozenset(one.id for one in self.statements if one.is_meta)


def read_conversation(path: Path, *, groups: bool = True, sign: int | None = None) -> Conversation:
    """Read an export folder, or one file of votes alone (`votes.csv` or a final matrix).

    A folder's `votes.csv` counts; without it the final matrix does. `groups`: whether published groups are wanted
    when nothing else needs the matrix. `sign`: which value is agree in the votes, 1 or -1; None for 1, and then votes
    are refused that the counts of `comments.csv` or of the matrix contradict, or the matrix itself. Raises
    PolisProblem.
    """
    if not path.is_dir():
        conversation = _alone(path, sign)
        return replace(conversation, votes=signed(conversation.votes, sign or 1))
    matrix_at = next((path / name for name in MATRICES if (path / name).exists()), None)
    log_at = path / "votes.csv"
    if matrix_at is None and not log_at.exists():
        raise PolisProblem(f"{path}: there is neither votes.csv nor participants-votes.csv in it")
    logged = log_at.exists()
    matrix = read_matrix(matrix_at) if matrix_at and (groups or not logged) else None
    votes = read_votes(log_at) if logged or matrix is None else matrix.votes
    comments, summary = path / "comments.csv", path / "summary.csv"
    statements = read_statements(comments) if comments.exists() else ()
    if sign is None:
        check_signs(votes, statements, str(log_at if logged else matrix_at))
        if matrix:
            check_matrix_signs(matrix, str(matrix_at))
        if matrix and logged:
            check_log_against_matrix(votes, matrix.votes, str(log_at), MATRICES[0])
    return Conversation(
        signed(_with_votes(votes, path), sign or 1),
        statements,
        matrix.groups if matrix else {},
        read_summary(summary) if summary.exists() else {},
    )


def _alone(path: Path, sign: int | None) -> Conversation:
    if "group-id" not in header_of(path):
        return Conversation(read_votes(path))
    matrix = read_matrix(path)
    if sign is None:
        check_matrix_signs(matrix, str(path))
    return Conversation(_with_votes(matrix.votes, path), groups=matrix.groups)


def _with_votes(votes: VoteLog, path: Path) -> VoteLog:
    if not len(votes):
        raise PolisProblem(f"{path}: there are no votes in it")
    return votes


def read_groups(path: Path) -> dict[int, int]:
    """Read the published groups of a final matrix. Raises PolisProblem, also when nobody has a group."""
    groups = read_matrix(path, votes=False).groups
    if not groups:
        raise PolisProblem(f"{path}: nobody has a group-id")
    return groups


def read_summary(path: Path) -> dict[str, str]:
    """Read `summary.csv`, rows of key and value. Raises PolisProblem."""
    values = {}
    for line, cells in lines(path):
        if len(cells) != 2:
            raise PolisProblem(f"{path}, line {line}: {len(cells)} cells, expected a key and a value")
        values[cells[0]] = cells[1]
    return values


def write_conversation(folder: Path, conversation: Conversation) -> None:
    """Write the four files into a folder, which is made when it is not there. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    votes = conversation.votes
    write_votes(folder / "votes.csv", votes)
    write_statements(folder / "comments.csv", conversation.statements)
    authors = [one.author for one in conversation.statements]
    comments = {person: authors.count(person) for person in set(authors)}
    statements = sorted({*np.unique(votes.statements).tolist(), *(one.id for one in conversation.statements)})
    final = VoteLog(*_latest(votes))
    write_matrix(folder / MATRICES[0], Matrix(final, conversation.groups, comments), statements)
    write_rows(folder / "summary.csv", summary_of(conversation).items())


def _latest(votes: VoteLog) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the votes in the order of their times, so that the last of one place is the latest."""
    order = np.arange(len(votes)) if votes.times is None else np.argsort(votes.times, kind="stable")
    return votes.participants[order], votes.statements[order], votes.values[order]


def summary_of(conversation: Conversation) -> Mapping[str, str]:
    """Return the rows of `summary.csv`: what is given, and what can be counted."""
    people = np.unique(conversation.votes.participants)
    counted = {
        "topic": "", "url": "", "views": "", "voters": len(people), "voters-in-conv": len(conversation.groups),
        "commenters": len({one.author for one in conversation.statements}),
        "comments": len(conversation.statements), "groups": len(set(conversation.groups.values())),
        "conversation-description": "",
    }  # fmt: skip
    return {key: str(value) for key, value in counted.items()} | conversation.summary
