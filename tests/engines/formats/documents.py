"""Plan documents as hypothesis draws them: every field given, unknown or left out."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kuvend.engines.formats.plan import codes
from kuvend.engines.formats.plan.documents import (
    UNKNOWN,
    Commitment,
    Component,
    GateEvidence,
    GateItem,
    Institution,
    IrmReview,
    Milestone,
    Period,
    PlanDocument,
    PolicyGoal,
    Source,
    Stage,
)
from tests.engines.formats.drawing import SOURCES, maybe, some, stated, texts, words
from tests.engines.formats.drawn_details import commitment_details, makings, milestone_details

INSTITUTIONS = ("moj", "mofe", "akshi")
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
booleans = st.booleans()


evidence = st.builds(GateEvidence, title=texts, day=st.none() | days, simulated=booleans)
irm = st.fixed_dictionaries(
    {name: st.sampled_from([*allowed, "unknown", ""]) for name, allowed in codes.IRM_CODES.items()}
).filter(lambda said: any(said.values()))


@st.composite
def _milestone(draw: Any, commitment: int, place: int) -> Milestone:
    first, last = sorted([draw(days), draw(days)])
    return Milestone(
        key=f"m{commitment}-{place}",
        number=f"{commitment}.{place}",
        title=draw(texts),
        deliverable=draw(maybe(texts, {})),
        from_date=draw(maybe(st.just(first), None)),
        to_date=draw(maybe(st.just(last), None)),
        lead=draw(maybe(st.sampled_from(INSTITUTIONS), None)),
        simulated=draw(booleans),
        details=draw(milestone_details),
    )


@st.composite
def _commitment(draw: Any, number: int) -> Commitment:
    first, last = sorted([draw(days), draw(days)])
    milestones = tuple(draw(_milestone(number, place)) for place in range(1, draw(st.integers(1, 3))))
    said = draw(irm)
    other_actors = draw(maybe(st.lists(words, min_size=1).map(tuple), ()))
    return Commitment(
        key=f"c{number}",
        number=str(number),
        ogp_code=draw(maybe(st.just(f"AL{number:04d}"), "")),
        title=draw(texts),
        goal="justice",
        component=draw(maybe(st.just("legal-aid"), None)),
        lead=draw(maybe(st.sampled_from(INSTITUTIONS), None)),
        supporting=draw(maybe(some(INSTITUTIONS), ())),
        other_actors=other_actors,
        problem=draw(maybe(texts, {})),
        solution=draw(maybe(texts, {})),
        results=draw(maybe(texts, {})),
        values=draw(maybe(some(codes.VALUES), ())),
        policy_areas=draw(maybe(st.lists(words, min_size=1).map(tuple), ())),
        from_date=draw(maybe(st.just(first), None)),
        to_date=draw(maybe(st.just(last), None)),
        irm=draw(maybe(st.just(IrmReview(**said, sources=draw(some(SOURCES)))), None)),
        milestones=draw(maybe(st.just(milestones), ())),
        sources=draw(some(SOURCES)),
        details=draw(commitment_details(other_actors)),
    )


@st.composite
def _stage(draw: Any, place: int) -> Stage:
    first, last = sorted([draw(days), draw(days)])
    items = tuple(
        GateItem(
            key=f"item-{number}",
            text=draw(texts),
            actors=draw(some(INSTITUTIONS)),
            with_civil_society=draw(booleans),
            gate=draw(st.sampled_from(codes.GATES)),
            evidence=draw(maybe(evidence, None)),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    return Stage(key=f"stage-{place}", title=draw(texts), from_date=first, to_date=last, items=items)


@st.composite
def plans(draw: Any) -> PlanDocument:
    """A whole plan that holds together."""
    component = Component(
        key="legal-aid",
        number="I.1",
        title=draw(texts),
        leader=draw(maybe(st.sampled_from(INSTITUTIONS), None)),
        note=draw(texts),
    )
    commitments = tuple(draw(_commitment(number)) for number in range(1, draw(st.integers(1, 4))))
    return PlanDocument(
        key="a-plan",
        country="AL",
        title=draw(texts),
        period=Period(
            from_date=draw(stated | st.just(UNKNOWN)),
            to_date=draw(stated | st.just(UNKNOWN)),
            simulated=draw(booleans),
        ),
        summary=draw(maybe(texts, {})),
        sources=tuple(
            Source(key=key, title=draw(words), language=draw(st.sampled_from(["", "en", "sq"]))) for key in SOURCES
        ),
        institutions=tuple(
            Institution(key=key, name=draw(texts), short=draw(texts), parent="moj" if key == "mofe" else None)
            for key in INSTITUTIONS
        ),
        policy_goals=(
            PolicyGoal(
                key="justice",
                number="I",
                title=draw(texts),
                lead=draw(maybe(some(INSTITUTIONS), ())),
                components=(component,),
            ),
        ),
        stages=tuple(draw(_stage(place)) for place in range(draw(st.integers(0, 2)))),
        commitments=commitments,
        simulated=draw(booleans),
        making=draw(st.none() | makings(tuple(one.key for one in commitments))),
    )
