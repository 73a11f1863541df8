"""A tracker table as a plan document: what our pages show of it, in English.

The French words, the exact cells and what a plan has no field for stay with the table. Nothing is invented: what the
tables do not tell is `unknown`, and departments are known by their codes only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kuvend.engines.formats.canada.commitments import Commitment, CommitmentTable, Indicator, Milestone
from kuvend.engines.formats.plan import documents
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.details import NOT_TOLD, MilestoneDetails
from kuvend.engines.formats.plan.details import Indicator as PlanIndicator
from kuvend.engines.formats.plan.documents import UNKNOWN, Institution, PlanDocument, Unknown
from kuvend.engines.formats.words import normalise, one_line

COUNTRY = "CA"
GOAL = "commitments"  # the tracker has no policy goals; a plan of ours has at least one


@dataclass(frozen=True, kw_only=True)
class Profile:
    """What the tables do not say of their plan: its key here, its title, its years."""

    key: str
    title: str
    from_year: int | None = None
    to_year: int | None = None


KNOWN_PLANS = {
    "nap4": Profile(
        key="canada-2018-2020", title="4th National Action Plan on Open Government", from_year=2018, to_year=2020
    ),
    "nap5": Profile(
        key="canada-2022-2024", title="5th National Action Plan on Open Government", from_year=2022, to_year=2024
    ),
    "nap6": Profile(
        key="canada-2025-2029", title="6th National Action Plan on Open Government", from_year=2025, to_year=2029
    ),
}


def plan_of(
    table: CommitmentTable, *, profile: Profile, institutions: Mapping[str, Institution] | None = None
) -> PlanDocument:
    """Return the plan that a table tells; `institutions` are those kept already, whose names stay as they are."""
    codes = dict.fromkeys(code for *_above, one in table.indicators() for code in one.departments)
    by_key = institutions or {}
    return PlanDocument(
        key=profile.key,
        country=COUNTRY,
        title={"en": profile.title},
        period=_period(table, profile),
        summary=UNKNOWN,
        institutions=tuple(by_key.get(_key(code)) or _institution(code) for code in codes),
        policy_goals=(
            documents.PolicyGoal(key=GOAL, number="1", title={"en": "Commitments", "sq": "Angazhimet"}, lead=UNKNOWN),
        ),
        commitments=tuple(map(_commitment, table.commitments)),
    )


def _period(table: CommitmentTable, profile: Profile) -> documents.Period:
    """Return the plan's years; where the profile has none, those in which its indicators are due."""
    years = sorted(due.year for *_above, one in table.indicators() if (due := one.due))
    first, last = (years[0], years[-1]) if years else (None, None)
    first, last = profile.from_year or first, profile.to_year or last
    return documents.Period(
        from_date=StatedDate(first) if first else UNKNOWN, to_date=StatedDate(last) if last else UNKNOWN
    )


def _key(department: str) -> str:
    return f"ca-{department}"


def _institution(department: str) -> Institution:
    name = department.upper()  # a code is of no language
    return Institution(key=_key(department), name={"en": name, "sq": name}, short={})


def _commitment(commitment: Commitment) -> documents.Commitment:
    departments = _departments(indicator for milestone in commitment.milestones for indicator in milestone.indicators)
    single = len(departments) == 1
    milestones = tuple(map(_milestone, commitment.milestones))
    return documents.Commitment(
        key=commitment.code.lower(),
        number=commitment.code,
        title={"en": one_line(commitment.en)},
        goal=GOAL,
        lead=_key(departments[0]) if single else UNKNOWN,
        supporting=UNKNOWN if not departments else () if single else tuple(map(_key, departments)),
        problem=UNKNOWN,
        solution=UNKNOWN,
        results=UNKNOWN,
        values=UNKNOWN,
        other_actors=UNKNOWN,
        policy_areas=UNKNOWN,
        details=NOT_TOLD,
        from_date=UNKNOWN,
        to_date=_last(step.to_date for step in milestones),
        milestones=milestones,
    )


def _milestone(milestone: Milestone) -> documents.Milestone:
    departments = _departments(milestone.indicators)
    return documents.Milestone(
        key=milestone.code.lower().replace(".", "-"),
        number=milestone.code,
        title={"en": one_line(milestone.en)},
        deliverable={"en": "\n".join(map(_line, milestone.indicators))},
        from_date=UNKNOWN,
        to_date=_last(_day(indicator) for indicator in milestone.indicators),
        lead=_key(departments[0]) if len(departments) == 1 else UNKNOWN,
        details=MilestoneDetails(
            evidence_type="unknown", audience="unknown", indicators=tuple(map(_indicator, milestone.indicators))
        ),
    )


def _indicator(indicator: Indicator) -> PlanIndicator:
    """Return what is measured; the tracker has no columns for a target value and its unit."""
    return PlanIndicator(text={"en": normalise(indicator.en)}, target=UNKNOWN, unit=UNKNOWN, day=_day(indicator))


def _line(indicator: Indicator) -> str:
    """Return an indicator as a line to read: its code, its words, when it is due and who leads."""
    due = one_line(indicator.deadline) or indicator.due_date
    aside = "; ".join([*([due] if due else []), *(code.upper() for code in indicator.departments)])
    return f"{indicator.code} {normalise(indicator.en)}" + (f" ({aside})" if aside else "")


def _departments(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for one in indicators for code in one.departments))


def _day(indicator: Indicator) -> date | Unknown:
    return indicator.due.last_day() if indicator.due else UNKNOWN


def _last(days: Iterable[date | Unknown | None]) -> date | Unknown:
    """Return the last of some days, or unknown when one of them is not known."""
    dates: list[date] = []
    for day in days:
        if not isinstance(day, date):
            return UNKNOWN
        dates.append(day)
    return max(dates, default=UNKNOWN)
