from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.record.facts import ContentDigest, FactData, PersonalDigest, Subject
from kuvend.foundation.record.way import Link, OnTheWay, Silent

SORTS = {"meta": _("about the person who answers"), "opinion": _("about the matter")}


@dataclass(frozen=True, kw_only=True)
class DeliberationRulesSet(FactData):
    """The institution that asks said who adds statements, from how many voters on numbers are shown, and in how many
    groups the map parts people (None: as many as it finds)."""

    type: ClassVar[str] = "deliberation_rules_set"
    label = _("The rules of a deliberation were set")
    way = Silent("about a deliberation; its page tells of it")
    activity: Subject
    who_adds: str
    minimum_voters: int
    groups: int | None = None


@dataclass(frozen=True, kw_only=True)
class StatementMerged(FactData):
    """A statement says what another one says; it is asked no more, `into` is."""

    type: ClassVar[str] = "statement_merged"
    label = _("A statement was merged into another one")
    way = OnTheWay(
        _("Merged into another statement"),
        note=_("It is no longer shown; its votes stay with its own words."),
        link=Link(field="into", page="contribution", text=_("The statement that is asked")),
    )
    contribution: Subject
    into: str


@dataclass(frozen=True, kw_only=True)
class StatementClassified(FactData):
    """A statement is about the person who answers (`meta`), or about the matter (`opinion`)."""

    type: ClassVar[str] = "statement_classified"
    label = _("A statement was classified")
    way = OnTheWay(_("Classified"), note=_("It is %(sort)s."), read={"sort": SORTS.__getitem__})
    contribution: Subject
    sort: str


@dataclass(frozen=True, kw_only=True)
class StatementTranslated(FactData):
    """A statement was put into another language, for all to read."""

    type: ClassVar[str] = "statement_translated"
    label = _("A statement was translated")
    way = OnTheWay(_("Translated"), note=_("It can be read in another language, too: %(language)s."))
    contribution: Subject
    language: str
    text: PersonalDigest


@dataclass(frozen=True, kw_only=True)
class StatementPutForward(FactData):
    """After closing, a statement was put to the institution that asked: it owes an answer by the day."""

    type: ClassVar[str] = "statement_put_forward"
    label = _("A statement was put forward for an answer")
    way = OnTheWay(_("Put forward for an answer"), note=_("An answer is due by %(answer_due_date)s."))
    contribution: Subject
    answer_due_date: str
    calendar: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpinionMapClosed(FactData):
    """The release of a deliberation that is closed: its numbers, rounded as they are published, and their digest.

    `ballots`: the salted seal of the ballots it counts, which an auditor can hold against the operator's file.
    `groups`: that of who stood in which group of the release before, without which the map is not drawn again.
    """

    type: ClassVar[str] = "opinion_map_closed"
    label = _("The final map of a deliberation was drawn")
    way = Silent("about a deliberation; its page tells of it")
    activity: Subject
    voters: int
    votes: int
    result: ContentDigest
    ballots: PersonalDigest | None = None
    groups: PersonalDigest | None = None
