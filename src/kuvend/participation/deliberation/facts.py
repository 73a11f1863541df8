from dataclasses import dataclass
from typing import ClassVar

from kuvend.foundation.record.facts import Digest, FactData, Subject


@dataclass(frozen=True, kw_only=True)
class DeliberationRulesSet(FactData):
    """The institution that asks said who adds statements, from how many voters on numbers are shown, and in how many
    groups the map parts people (None: as many as it finds)."""

    type: ClassVar[str] = "deliberation_rules_set"
    activity: Subject
    who_adds: str
    minimum_voters: int
    groups: int | None = None


@dataclass(frozen=True, kw_only=True)
class StatementMerged(FactData):
    """A statement says what another one says; it is asked no more, `into` is."""

    type: ClassVar[str] = "statement_merged"
    contribution: Subject
    into: str


@dataclass(frozen=True, kw_only=True)
class StatementClassified(FactData):
    """A statement is about the person who answers (`meta`), or about the matter (`opinion`)."""

    type: ClassVar[str] = "statement_classified"
    contribution: Subject
    sort: str


@dataclass(frozen=True, kw_only=True)
class StatementTranslated(FactData):
    """A statement was put into another language, for all to read."""

    type: ClassVar[str] = "statement_translated"
    contribution: Subject
    language: str
    text: Digest


@dataclass(frozen=True, kw_only=True)
class StatementPutForward(FactData):
    """After closing, a statement was put to the institution that asked: it owes an answer by the day."""

    type: ClassVar[str] = "statement_put_forward"
    contribution: Subject
    answer_due_date: str


@dataclass(frozen=True, kw_only=True)
class OpinionMapClosed(FactData):
    """The map of a deliberation that is closed: how many voted, how often, and the digest of what was computed."""

    type: ClassVar[str] = "opinion_map_closed"
    activity: Subject
    voters: int
    votes: int
    result: Digest
