"""A plan file as typed values. Three states of a field: given, `UNKNOWN` (no source tells it), or left out.

Left out is "" for words, {} for texts, () for lists and None for dates, references and whole blocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.details import CommitmentDetails, MilestoneDetails
from kuvend.engines.formats.plan.making import Making
from kuvend.engines.formats.plan.values import UNKNOWN as UNKNOWN
from kuvend.engines.formats.plan.values import Keys as Keys
from kuvend.engines.formats.plan.values import Text as Text
from kuvend.engines.formats.plan.values import Unknown as Unknown


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where something in the plan is said; entries of the plan rest on sources by their keys.

    `language` is that of the title (BCP 47), "" where the file does not say it.
    """

    key: str
    title: str
    url: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days of the plan's implementation, as exact as the sources give them."""

    from_date: StatedDate | Unknown
    to_date: StatedDate | Unknown
    simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class Institution:
    """A body that the plan names; `parent` is the key of the one it sits under."""

    key: str
    name: Text
    short: Text
    parent: str | None = None


@dataclass(frozen=True, kw_only=True)
class Component:
    """A part of a policy goal with its leader (an institution's key)."""

    key: str
    number: str
    title: Text
    leader: str | Unknown | None = None
    note: Text
    sources: Keys = ()


@dataclass(frozen=True, kw_only=True)
class PolicyGoal:
    """A policy goal with its lead institutions, the first one first."""

    key: str
    number: str
    title: Text
    lead: Keys | Unknown = ()
    sources: Keys = ()
    components: tuple[Component, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GateEvidence:
    """What shows that a condition of a stage holds."""

    title: Text
    url: str = ""
    day: date | None = None
    simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class GateItem:
    """A condition that opens or closes a stage; `computed` names a rule that the system answers itself.

    `after_consultation`: it is confirmed only once nobody can take part in the stage any more, as an approval.
    """

    key: str
    text: Text
    actors: Keys = ()
    with_civil_society: bool = False
    gate: str
    after_consultation: bool = False
    computed: str = ""
    evidence: GateEvidence | Unknown | None = None


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A part of the process with its days (the last one included) and its conditions."""

    key: str
    title: Text
    from_date: date
    to_date: date
    sources: Keys = ()
    items: tuple[GateItem, ...] = ()


@dataclass(frozen=True, kw_only=True)
class IrmReview:
    """What the Independent Reporting Mechanism said of a commitment, in its own codes ("" when left out)."""

    verifiable: str = ""
    open_gov_lens: str = ""
    ambition: str = ""
    potential: str = ""
    completion: str = ""
    early_results: str = ""
    sources: Keys = ()


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A measurable step of a commitment."""

    key: str
    number: str
    title: Text
    deliverable: Text | Unknown
    from_date: date | Unknown | None = None
    to_date: date | Unknown | None = None
    lead: str | Unknown | None = None
    simulated: bool = False
    details: MilestoneDetails = field(default_factory=MilestoneDetails)


@dataclass(frozen=True, kw_only=True)
class Commitment:
    """What the government promises; `goal`, `component` and institutions are keys within the plan."""

    key: str
    number: str
    ogp_code: str | Unknown = ""
    title: Text
    goal: str
    component: str | Unknown | None = None
    lead: str | Unknown | None = None
    supporting: Keys | Unknown = ()
    other_actors: Keys | Unknown = ()
    problem: Text | Unknown
    solution: Text | Unknown
    results: Text | Unknown
    values: Keys | Unknown = ()
    policy_areas: Keys | Unknown = ()
    from_date: date | Unknown | None = None
    to_date: date | Unknown | None = None
    irm: IrmReview | Unknown | None = None
    milestones: tuple[Milestone, ...] | Unknown = ()
    sources: Keys = ()
    details: CommitmentDetails = field(default_factory=CommitmentDetails)


@dataclass(frozen=True, kw_only=True)
class PlanDocument:
    """A whole plan file."""

    key: str
    country: str
    title: Text
    period: Period
    summary: Text | Unknown
    sources: tuple[Source, ...] = ()
    institutions: tuple[Institution, ...] = ()
    policy_goals: tuple[PolicyGoal, ...] = ()
    stages: tuple[Stage, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    simulated: bool = False
    making: Making | None = None
