"""What a commitment and a milestone say beyond their core; most of it is there to be checked.

The fields stand in the file beside those of the commitment or milestone itself. Left out, given and unknown mean
what they mean in `documents`. Source: the commitment form of OGP's action plan template (2022) and the handbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.values import UNKNOWN, Keys, Said, Text, Unknown


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """Where things stood before: a figure in words, as of when, and who says so."""

    figure: Said | Unknown = ""
    day: StatedDate | Unknown | None = None
    source: Said | Unknown = ""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who answers for the commitment; a public office, so it stands on public pages."""

    name: Said
    position: Said = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a commitment costs and who pays, or that it is `unfunded`."""

    amount: str = ""
    currency: str = ""
    funding: Text = field(default_factory=dict)
    unfunded: bool = False


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """What is measured, and which value it shall have by which day."""

    text: Text
    target: str | Unknown = ""
    unit: Said | Unknown = ""
    day: date | Unknown | None = None


@dataclass(frozen=True, kw_only=True)
class CommitmentDetails:
    """`value_answers` answers, for each OGP value that is claimed, the guiding question how it is served.

    `civil_society` names those of the commitment's other actors that are civil society; `no_civil_society` says
    why there is none. `contributions` are the ids or addresses of what it came from.
    """

    causes: Text | Unknown = field(default_factory=dict)
    baseline: Baseline | Unknown | None = None
    value_answers: Mapping[str, Text] | Unknown = field(default_factory=dict)
    contact: Contact | Unknown | None = None
    cost: Cost | Unknown | None = None
    carried_over: str = ""
    earlier: Keys | Unknown = ()
    civil_society: Keys | Unknown = ()
    no_civil_society: Text = field(default_factory=dict)
    contributions: Keys | Unknown = ()
    government_initiated: bool = False
    sdg_targets: Keys | Unknown = ()


@dataclass(frozen=True, kw_only=True)
class MilestoneDetails:
    """The kind of evidence that will show it, whom its result reaches, and what is measured."""

    evidence_type: str = ""
    audience: str = ""
    indicators: tuple[Indicator, ...] | Unknown = ()


NOT_TOLD = CommitmentDetails(
    causes=UNKNOWN,
    baseline=UNKNOWN,
    value_answers=UNKNOWN,
    contact=UNKNOWN,
    cost=UNKNOWN,
    carried_over="unknown",
    earlier=UNKNOWN,
    civil_society=UNKNOWN,
    contributions=UNKNOWN,
    sdg_targets=UNKNOWN,
)
"""The details of a commitment of which a source has no column for any: not told is not the same as not there."""
