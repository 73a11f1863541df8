"""One planted fault for each rule: the plan that breaks it, and else is sound."""

from collections.abc import Callable
from dataclasses import replace

from kuvend.engines.formats.plan.details import Baseline, Contact, Cost, Indicator
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.formats.plan.making import Contributions, Document, Meeting, Previous, Website
from tests.engines.plancheck.sound import day, sound, with_commitment, with_making, with_milestone, with_period

LONG = " ".join(["word"] * 26) + "."


def _documents(kind: str) -> PlanDocument:
    """The plan without its documents of a kind."""
    made = sound().making
    assert made is not None and isinstance(made.documents, tuple)
    return with_making(documents=tuple(one for one in made.documents if one.kind != kind))


def _changed_document(kind: str, /, **changes: object) -> PlanDocument:
    made = sound().making
    assert made is not None and isinstance(made.documents, tuple)
    changed: list[Document] = [replace(one, **changes) if one.kind == kind else one for one in made.documents]  # type: ignore[arg-type]
    return with_making(documents=tuple(changed))


def _meetings(keep: Callable[[Meeting], bool]) -> PlanDocument:
    made = sound().making
    assert made is not None and isinstance(made.meetings, tuple)
    return with_making(meetings=tuple(one for one in made.meetings if keep(one)))


def _without_public() -> PlanDocument:
    """The plan whose second commitment yields nothing that leaves the administration."""
    milestones = sound().commitments[1].milestones
    assert isinstance(milestones, tuple)
    inside = [replace(one, details=replace(one.details, audience="internal")) for one in milestones]
    return with_commitment(milestones=tuple(inside))


FAULTS: dict[str, PlanDocument] = {
    "C-01": with_making(previous=Previous(to_date=day("2023-12-30"), contrary="no")),
    "C-02": with_making(_changed_document("timeline", day=day("2023-06-01")), drafting_from=day("2023-06-29")),
    "C-03": with_period("2024-01-01", "2026-12-31"),
    "C-04": with_making(submitted=day("2024-05-02")),
    "C-05": with_making(submitted=day("2024-01-01")),
    "C-06": with_making(submitted=day("2025-01-01")),
    "C-07": with_milestone(to_date=day("2026-01-01").first_day()),
    "C-08": with_period("2024-01-01", "2027-12-31"),
    "C-09": with_making(contrary="yes"),
    "C-10": replace(sound(), commitments=sound().commitments[:4]),
    "C-11": _changed_document("final_plan", languages=("en",)),
    "C-12": _changed_document("self_assessment", kind="progress_update"),
    "T-01": with_commitment(baseline=Baseline(figure="few", day=day("2023"), source="A report")),
    "T-02": with_commitment(
        problem={"en": "There is no register of owners that everyone may search."},
        solution={"en": "There will be a register of owners that everyone may search."},
    ),
    "T-03": with_commitment(value_answers={}),
    "T-04": with_commitment(
        values=("technology_and_innovation",), value_answers={"technology_and_innovation": {"en": "It is faster."}}
    ),
    "T-05": with_milestone(evidence_type=""),
    "T-06": with_milestone(from_date=day("2025-05-31").first_day()),
    "T-07": with_commitment(contact=Contact(name="A. B.")),
    "T-08": with_commitment(civil_society=()),
    "T-09": _without_public(),
    "T-10": with_commitment(carried_over="yes", earlier=()),
    "T-11": with_commitment(cost=Cost(amount="5000000", currency="ALL")),
    "T-12": with_commitment(contributions=()),
    "T-13": with_commitment(sdg_targets=("16.13",)),
    "T-14": with_milestone(title={"en": "Raise awareness of the register"}),
    "T-15": with_commitment(results={"en": LONG}),
    "T-16": with_milestone(indicators=(Indicator(text={"en": "Companies"}, target="90", unit="%"),)),
    "MR-1.1": _meetings(lambda one: one.kind != "forum" or not "2024-01" < str(one.day) < "2024-07-31"),
    "MR-1.2": _documents("forum_rules"),
    "MR-2.1": with_making(website=Website(url="https://ogp.example", contact="The unit", reachable="no")),
    "MR-2.2": _documents("evidence"),
    "MR-3.1": _changed_document("timeline", day=day("2023-07-02")),
    "MR-3.2": with_making(outreach=()),
    "MR-3.3": with_making(consultations=()),
    "MR-4.1": with_making(contributions=Contributions(received=10, answered=9, published="yes")),
    "MR-5.1": _meetings(lambda one: str(one.day) != "2025-10-12"),
}
TOGETHER = {"C-04": {"C-05", "C-06"}, "C-06": {"C-05"}}  # one delay breaks each of them
BY = {"C-04": "RS-2017"}  # the rules of 2022, as far as known, give no number of months
