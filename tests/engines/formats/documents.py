"""Plan documents as hypothesis draws them: every field given, unknown or left out."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kuvend.engines.formats.plan import codes
from kuvend.engines.formats.plan.dates import StatedDate
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

INSTITUTIONS = ("moj", "mofe", "akshi")
SOURCES = ("seed", "review")
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(lambda text: text not in ("", "unknown"))
)
texts = st.dictionaries(st.sampled_from(["sq", "en"]), words, min_size=1)
days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
booleans = st.booleans()


def maybe(strategy: st.SearchStrategy[Any], empty: Any) -> st.SearchStrategy[Any]:
    """Given, unknown, or left out."""
    return st.one_of(strategy, st.just(UNKNOWN), st.just(empty))


def some(keys: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Some of the keys, in any order."""
    return st.lists(st.sampled_from(keys), unique=True, min_size=1).map(tuple)


stated = st.builds(StatedDate, st.integers(2000, 2100), st.integers(1, 12), st.integers(1, 28)) | st.builds(
    StatedDate, st.integers(2000, 2100), st.none() | st.integers(1, 12)
)
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
    )


@st.composite
def _commitment(draw: Any, number: int) -> Commitment:
    first, last = sorted([draw(days), draw(days)])
    milestones = tuple(draw(_milestone(number, place)) for place in range(1, draw(st.integers(1, 3))))
    said = draw(irm)
    return Commitment(
        key=f"c{number}",
        number=str(number),
        ogp_code=draw(maybe(st.just(f"AL{number:04d}"), "")),
        title=draw(texts),
        goal="justice",
        component=draw(maybe(st.just("legal-aid"), None)),
        lead=draw(maybe(st.sampled_from(INSTITUTIONS), None)),
        supporting=draw(maybe(some(INSTITUTIONS), ())),
        other_actors=draw(maybe(st.lists(words, min_size=1).map(tuple), ())),
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
        sources=tuple(Source(key=key, title=draw(words)) for key in SOURCES),
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
        commitments=tuple(draw(_commitment(number)) for number in range(1, draw(st.integers(1, 4)))),
        simulated=draw(booleans),
    )
