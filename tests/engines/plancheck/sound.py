"""A plan that meets every rule, and small changes to it."""

from dataclasses import replace
from datetime import date
from typing import Any

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.details import (
    Baseline,
    CommitmentDetails,
    Contact,
    Cost,
    Indicator,
    MilestoneDetails,
)
from kuvend.engines.formats.plan.documents import Commitment, Milestone, Period, PlanDocument, PolicyGoal
from kuvend.engines.formats.plan.making import (
    Consultation,
    Contributions,
    Document,
    Making,
    Meeting,
    Outreach,
    Previous,
    Website,
)
from kuvend.engines.plancheck import Finding, Outcome, check_plan

AS_OF = date(2026, 6, 1)


def day(text: str) -> StatedDate:
    return StatedDate.parse(text)


def _milestone(number: str) -> Milestone:
    return Milestone(
        key=f"m{number.replace('.', '-')}",
        number=number,
        title={"sq": "Botimi i regjistrit", "en": "Publish the register"},
        deliverable={"sq": "Regjistri në internet", "en": "The register online"},
        from_date=date(2024, 2, 1),
        to_date=date(2025, 5, 31),
        details=MilestoneDetails(
            evidence_type="website",
            audience="public",
            indicators=(Indicator(text={"en": "Companies listed"}, target="90", unit="%", day=date(2025, 5, 31)),),
        ),
    )


def _commitment(number: int) -> Commitment:
    return Commitment(
        key=f"c{number}",
        number=str(number),
        title={"sq": "Hapja e regjistrit të pronarëve", "en": "Open the register of owners"},
        goal="g",
        lead="moj",
        other_actors=("A society",),
        problem={"en": "Nobody can find out who owns a company. In 2023 owners of 12% were known."},
        solution={"en": "A register lists them, and everyone may search it without paying."},
        results={"en": "Journalists trace contracts back to people."},
        values=("access_to_information", "technology_and_innovation"),
        milestones=(_milestone(f"{number}.1"), _milestone(f"{number}.2")),
        details=CommitmentDetails(
            baseline=Baseline(figure="12%", day=day("2023"), source="Business centre, annual report"),
            value_answers={"access_to_information": {"en": "It discloses owners."}},
            contact=Contact(name="A. B.", email="contact@example.org"),
            cost=Cost(amount="5000000", currency="ALL", funding={"en": "State budget"}),
            carried_over="no",
            civil_society=("A society",),
            contributions=("01hzy",),
            sdg_targets=("16.6", "16.10"),
        ),
    )


def _documents(commitments: tuple[Commitment, ...]) -> tuple[Document, ...]:
    url = "https://ogp.example/1"
    shown = {"title": {"en": "A document"}, "url": url}
    ordinary = [("forum_rules", "2023-07-20"), ("minutes", "2023-11-01"), ("progress_update", "2024-04-01")]
    later = [("progress_update", "2024-09-01"), ("self_assessment", "2025-02-01"), ("minutes", "2025-07-01")]
    return (
        Document(kind="timeline", day=day("2023-06-20"), phase="co_creation", **shown),
        Document(kind="final_plan", day=day("2023-12-15"), languages=("sq", "en"), **shown),
        *(Document(kind=kind, day=day(on), **shown) for kind, on in [*ordinary, *later]),
        Document(kind="self_assessment", day=day("2026-01-15"), **shown),
        *(
            Document(kind="evidence", day=day("2025-11-01"), phase="implementation", commitment=one.key, **shown)
            for one in commitments
        ),
    )


def _meetings() -> tuple[Meeting, ...]:
    months = [(2023, month) for month in (8, 10, 12)]
    months += [(year, month) for year in (2024, 2025) for month in range(2, 13, 2)]
    forum = [Meeting(kind="forum", day=StatedDate(y, m, 10), government=4, civil_society=4) for y, m in months]
    reviews = [
        Meeting(kind="implementation_review", day=day(on), government=3, civil_society=7, comments="yes")
        for on in ("2024-04-12", "2024-10-12", "2025-04-12", "2025-10-12")
    ]
    return (*forum, *reviews)


def sound() -> PlanDocument:
    """The plan; by the rules of 2022 only C-04 is unknown, since they give no number."""
    commitments = tuple(_commitment(number) for number in range(1, 6))
    return PlanDocument(
        key="sound",
        country="AL",
        title={"en": "A sound plan"},
        period=Period(from_date=day("2024-01-01"), to_date=day("2025-12-31")),
        summary={},
        policy_goals=(PolicyGoal(key="g", number="I", title={"en": "Goal"}),),
        commitments=commitments,
        making=Making(
            due=day("2023-12-31"),
            submitted=day("2023-12-15"),
            drafting_from=day("2023-07-15"),
            previous=Previous(to_date=day("2023-12-31"), contrary="yes"),
            contrary="no",
            forum="yes",
            website=Website(url="https://ogp.example", contact="The unit", reachable="yes"),
            contributions=Contributions(received=10, answered=10, published="yes"),
            meetings=_meetings(),
            documents=_documents(commitments),
            outreach=(Outreach(title={"en": "A fair"}, day=day("2023-07-01")),),
            consultations=(
                Consultation(
                    title={"en": "On the draft"},
                    from_date=day("2023-09-01"),
                    to_date=day("2023-10-15"),
                    sectors=("civil_society", "business"),
                ),
            ),
        ),
    )


def with_making(plan: PlanDocument | None = None, **changes: Any) -> PlanDocument:
    """The plan, made otherwise."""
    plan = plan or sound()
    assert plan.making is not None
    return replace(plan, making=replace(plan.making, **changes))


def with_period(first: str, last: str, plan: PlanDocument | None = None) -> PlanDocument:
    """The plan in another period."""
    return replace(plan or sound(), period=Period(from_date=day(first), to_date=day(last)))


def with_commitment(**changes: Any) -> PlanDocument:
    """The plan with its second commitment otherwise; fields of the details are known by name."""
    plan = sound()
    first, second, *rest = plan.commitments
    details = {name: changes.pop(name) for name in list(changes) if hasattr(second.details, name)}
    second = replace(second, details=replace(second.details, **details), **changes)
    return replace(plan, commitments=(first, second, *rest))


def with_milestone(**changes: Any) -> PlanDocument:
    """The plan with milestone 2.1 otherwise."""
    milestones = sound().commitments[1].milestones
    assert isinstance(milestones, tuple)
    first, last = milestones
    details = {name: changes.pop(name) for name in list(changes) if hasattr(first.details, name)}
    return with_commitment(milestones=(replace(first, details=replace(first.details, **details), **changes), last))


def found(rule: str, plan: PlanDocument, *, as_of: date = AS_OF, by: str = "RS-2022") -> Finding:
    """What a rule found."""
    check = check_plan(plan, as_of=as_of, by=by)
    return next(finding for finding in check.findings if finding.id == rule)


def passes(rule: str, plan: PlanDocument, **how: Any) -> bool:
    return found(rule, plan, **how).outcome is Outcome.PASSED


def fails(rule: str, plan: PlanDocument, **how: Any) -> bool:
    return found(rule, plan, **how).outcome is Outcome.FAILED


def is_unknown(rule: str, plan: PlanDocument, **how: Any) -> bool:
    return found(rule, plan, **how).outcome is Outcome.UNKNOWN
