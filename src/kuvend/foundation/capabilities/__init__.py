"""The one object that a room hands up: all that a capability adds to the house."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

from kuvend.foundation.contributions.kinds import WordKind
from kuvend.foundation.core.findings import Check
from kuvend.foundation.core.limits import DeedLimit
from kuvend.foundation.core.navigation import MainPage
from kuvend.foundation.datasets.bundles import Bundle
from kuvend.foundation.datasets.columns import Column, Dataset
from kuvend.foundation.datasets.feeds import Feed
from kuvend.foundation.datasets.findable import FindableSort
from kuvend.foundation.datasets.pages import PageSort
from kuvend.foundation.datasets.papers import Paper
from kuvend.foundation.demonstration.chapters import Chapter
from kuvend.foundation.notifications.letters import Letter
from kuvend.foundation.notifications.reminders import Reminder
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.outcomes.sorts import OutcomeSort
from kuvend.foundation.people.desk import DeskRoom
from kuvend.foundation.people.institution_parts import InstitutionFigure, InstitutionPart
from kuvend.foundation.people.my_parts import MyPart
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.processes.calendar_parts import CalendarPart
from kuvend.foundation.processes.gates import GateRule
from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.foundation.processes.limits import DayLimits
from kuvend.foundation.processes.process_pages import ProcessPage
from kuvend.foundation.processes.stage_notes import AboutStage
from kuvend.foundation.record.cursors import Reaction


@dataclass(frozen=True, kw_only=True)
class Capability:
    """What one room adds to the house; every part may be empty.

    It stands in the room's module `capability` under the name `CAPABILITY`. `web/wiring.py` lists the rooms and hands
    their parts down to the rooms that keep the lists; nothing registers itself.

    Attributes:
        kinds: ways to take part.
        words: kinds of words.
        outcomes: sorts of outcomes: what its texts are to people, and what followed where words landed in them.
        gate_rules: name of a computed condition of a stage → how it is judged.
        day_limits: what follows when a process passes its days.
        letters: which fact tells its authors what.
        reminders: what officials are reminded of.
        reactions: what follows facts by itself.
        about_institution: parts of the page of an institution.
        institution_figures: columns of the list of institutions.
        about_me: parts of my page, for that person alone.
        process_pages: where a process with a row of the room has its page.
        about_stage: what it knows of a stage beyond the process.
        calendar: what it brings to the calendar of processes.
        own: what it keeps of a person besides words: for their download, and to let go of with their account.
        desk: its rooms of the desk.
        obligations: the deeds that it owes, each with its clock; reminders, desk and public pages read it.
        datasets: what everybody may take out of it, as files and through the API.
        columns: dataset of the foundation → columns that it adds there.
        bundles: whole folders of files about one thing, offered beside the datasets.
        papers: what it tells as documents: for reading, as PDF and as DOCX.
        feeds: what happens in it, as it happens.
        findable: what of it the search of the site finds.
        help_pages: names of the URLs of its pages that explain something, for the search.
        pages: names of the URLs of its single pages that search engines are told of.
        page_sorts: its pages of which there is one for each row, for search engines and short addresses.
        navigation: its pages among the main ones, in the frame of every page.
        confirmations: word in an address → what the page says when a deed of the room led there.
        limits: how often its deeds may be done.
        checks: what `kuvend doctor` asks of it.
        urls: the module with the room's addresses below the language, "" for none.
        file_urls: the module with those that have no language, "" for none.
        chapter: what happens of it in the demonstration, None for nothing.
    """

    kinds: Sequence[ActivityKind] = ()
    words: Sequence[WordKind] = ()
    outcomes: Sequence[OutcomeSort] = ()
    gate_rules: Mapping[str, GateRule] = field(default_factory=dict)
    day_limits: Sequence[DayLimits] = ()
    letters: Sequence[Letter] = ()
    reminders: Sequence[Reminder] = ()
    reactions: Sequence[Reaction] = ()
    about_institution: Sequence[InstitutionPart] = ()
    institution_figures: Sequence[InstitutionFigure] = ()
    about_me: Sequence[MyPart] = ()
    process_pages: Sequence[ProcessPage] = ()
    about_stage: Sequence[AboutStage] = ()
    calendar: Sequence[CalendarPart] = ()
    own: Sequence[OwnRows] = ()
    desk: Sequence[DeskRoom] = ()
    obligations: Sequence[ObligationKind] = ()
    datasets: Sequence[Dataset] = ()
    columns: Mapping[str, Sequence[Column]] = field(default_factory=dict)
    bundles: Sequence[Bundle] = ()
    papers: Sequence[Paper] = ()
    feeds: Sequence[Feed] = ()
    findable: Sequence[FindableSort] = ()
    help_pages: Sequence[str] = ()
    pages: Sequence[str] = ()
    page_sorts: Sequence[PageSort] = ()
    navigation: Sequence[MainPage] = ()
    confirmations: Mapping[str, str | Promise] = field(default_factory=dict)
    limits: Sequence[DeedLimit] = ()
    checks: Sequence[Check] = ()
    urls: str = ""
    file_urls: str = ""
    chapter: Chapter | None = None
