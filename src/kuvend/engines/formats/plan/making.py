"""How a plan was made and is followed: what OGP's standards on participation and its calendar ask about.

Days are as exact as the sources give them. A list that sources tell only in part is named in `partial`: what it does
not hold may still have been there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.values import Keys, Said, Text, Unknown

Day: TypeAlias = StatedDate | Unknown | None
Count: TypeAlias = int | Unknown | None


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The plan before this one: its last day, and whether the IRM found it contrary to process."""

    title: Said = ""
    to_date: Day = None
    contrary: str = ""


@dataclass(frozen=True, kw_only=True)
class Website:
    """The public site for the country's part in OGP; `reachable` as somebody without an account found it."""

    url: str
    contact: Said | Unknown = ""
    reachable: str = ""


@dataclass(frozen=True, kw_only=True)
class Contributions:
    """How many contributions came in and how many have a published, reasoned answer."""

    received: Count = None
    answered: Count = None
    published: str = ""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting with how many people of each side were there; `comments` tells whether comments were collected."""

    kind: str
    day: Day = None
    title: Text = field(default_factory=dict)
    government: Count = None
    civil_society: Count = None
    minutes: str = ""
    comments: str = ""
    sources: Keys = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """An entry of the public repository; `commitment` is the key of the one whose implementation it shows."""

    kind: str
    title: Text
    day: Day = None
    url: str = ""
    public: str = ""
    languages: Keys | Unknown = ()
    phase: str = ""
    commitment: str = ""
    sources: Keys = ()


@dataclass(frozen=True, kw_only=True)
class Outreach:
    """An activity that told people of OGP and of how to take part."""

    title: Text
    day: Day = None
    audiences: Keys = ()
    sources: Keys = ()


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """A way to give input, the days it was open (the last one included) and who contributed."""

    title: Text
    from_date: Day = None
    to_date: Day = None
    sectors: Keys | Unknown = ()
    sources: Keys = ()


@dataclass(frozen=True, kw_only=True)
class Making:
    """All of it; `contrary` is what the IRM found of this plan's process."""

    due: Day = None
    submitted: Day = None
    drafting_from: Day = None
    refresh: Day = None
    previous: Previous | Unknown | None = None
    contrary: str = ""
    forum: str = ""
    website: Website | Unknown | None = None
    contributions: Contributions | Unknown | None = None
    meetings: tuple[Meeting, ...] | Unknown = ()
    documents: tuple[Document, ...] | Unknown = ()
    outreach: tuple[Outreach, ...] | Unknown = ()
    consultations: tuple[Consultation, ...] | Unknown = ()
    partial: Keys = ()
    sources: Keys = ()
