"""The details of plan documents as hypothesis draws them: every field given, unknown or left out."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kuvend.engines.formats.plan import codes
from kuvend.engines.formats.plan.details import (
    Baseline,
    CommitmentDetails,
    Contact,
    Cost,
    Indicator,
    MilestoneDetails,
)
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
from tests.engines.formats.drawing import SOURCES, maybe, some, stated, texts, words

days = st.dates(date(2020, 1, 1), date(2026, 12, 31))
booleans = st.booleans()
left_out_or_words = st.just("") | words
several = st.lists(words, min_size=1).map(tuple)
said = st.sampled_from(["", *codes.YES_NO_UNKNOWN])
counts = maybe(st.integers(0, 999), None)
stated_days = maybe(stated, None)
urls = st.sampled_from(["", "https://ogp.gov.al/minutes"])
sources = st.just(()) | some(SOURCES)


def listed(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A list that is given, unknown, or left out."""
    return maybe(st.lists(one, min_size=1, max_size=2).map(tuple), ())


words_or_text = words | texts  # as a source has them, or by language
indicators = st.builds(
    Indicator, text=texts, target=maybe(words, ""), unit=maybe(words_or_text, ""), day=maybe(days, None)
)
milestone_details = st.builds(
    MilestoneDetails,
    evidence_type=st.sampled_from(["", *codes.EVIDENCE_TYPES]),
    audience=st.sampled_from(["", *codes.AUDIENCES]),
    indicators=listed(indicators),
)
baselines = st.builds(
    Baseline, figure=maybe(words_or_text, ""), day=stated_days, source=maybe(words_or_text, "")
).filter(lambda one: one != Baseline())
contacts = st.builds(
    Contact, name=words_or_text, position=st.just("") | words_or_text, email=left_out_or_words, phone=left_out_or_words
)
costs = st.builds(
    Cost,
    amount=st.sampled_from(["", "0", "12000000.50"]),
    currency=st.sampled_from(["", "ALL"]),
    funding=st.just({}) | texts,
    unfunded=booleans,
).filter(lambda cost: cost != Cost())


@st.composite
def commitment_details(draw: Any, other_actors: Any) -> CommitmentDetails:
    """The details of a commitment with these other actors."""
    among = some(other_actors) if isinstance(other_actors, tuple) and other_actors else st.just(())
    return CommitmentDetails(
        causes=draw(maybe(texts, {})),
        baseline=draw(maybe(baselines, None)),
        value_answers=draw(maybe(st.dictionaries(st.sampled_from(codes.VALUES), texts, min_size=1), {})),
        contact=draw(maybe(contacts, None)),
        cost=draw(maybe(costs, None)),
        carried_over=draw(said),
        earlier=draw(maybe(several, ())),
        civil_society=draw(maybe(among, ())),
        no_civil_society=draw(st.just({}) | texts),
        contributions=draw(maybe(several, ())),
        government_initiated=draw(booleans),
        sdg_targets=draw(maybe(several, ())),
    )


meetings = st.builds(
    Meeting,
    kind=st.sampled_from(codes.MEETINGS),
    day=stated_days,
    title=st.just({}) | texts,
    government=counts,
    civil_society=counts,
    minutes=urls,
    comments=said,
    sources=sources,
)
previous = st.builds(Previous, title=st.just("") | words_or_text, to_date=stated_days, contrary=said).filter(
    lambda one: one != Previous()
)
outreach = st.builds(Outreach, title=texts, day=stated_days, audiences=st.just(()) | several, sources=sources)
consultations = st.builds(
    Consultation, title=texts, from_date=stated_days, to_date=stated_days, sectors=maybe(some(codes.SECTORS), ())
)


@st.composite
def contributions(draw: Any) -> Contributions:
    """Never more answers than contributions."""
    received, answered = draw(counts), draw(counts)
    if isinstance(received, int) and isinstance(answered, int):
        received, answered = max(received, answered), min(received, answered)
    return Contributions(received=received, answered=answered, published=draw(said))


@st.composite
def makings(draw: Any, commitments: tuple[str, ...]) -> Making | None:
    """How a plan with these commitments was made; None when nothing at all is said of it."""
    documents = st.builds(
        Document,
        kind=st.sampled_from(codes.DOCUMENTS),
        title=texts,
        day=stated_days,
        url=urls,
        public=said,
        languages=maybe(st.just(("sq", "en")), ()),
        phase=st.sampled_from(["", *codes.PHASES]),
        commitment=st.sampled_from(["", *commitments]),
        sources=sources,
    )
    made = Making(
        due=draw(stated_days),
        submitted=draw(stated_days),
        drafting_from=draw(stated_days),
        refresh=draw(stated_days),
        previous=draw(maybe(previous, None)),
        contrary=draw(said),
        forum=draw(said),
        website=draw(
            maybe(
                st.builds(Website, url=st.just("https://ogp.gov.al"), contact=maybe(words_or_text, ""), reachable=said),
                None,
            )
        ),
        contributions=draw(maybe(contributions().filter(lambda one: one != Contributions()), None)),
        meetings=draw(listed(meetings)),
        documents=draw(listed(documents)),
        outreach=draw(listed(outreach)),
        consultations=draw(listed(consultations)),
        partial=draw(st.just(()) | some(codes.LISTS)),
        sources=draw(sources),
    )
    return None if made == Making() else made
