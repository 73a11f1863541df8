"""The record for reading says what was done in words, and leads to what it was done to."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from kuvend.accountability.plans.document.queries import making
from kuvend.engines.formats.plan import codes
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.succession import record_succession, undo_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.facts import REGISTRY, FactData, RecordedFact, Subject
from kuvend.foundation.record.models import Fact
from kuvend.participation.drafting.actions import SectionText, publish_draft
from kuvend.publication.portal.queries.record import deed_of, page_of
from tests.foundation.record.sample import AT
from tests.support.house import House, both
from tests.support.whole_house import WholeHouse

OWN = [fact for fact in REGISTRY.values() if fact.__module__.startswith("kuvend.")]
LEADS_NOWHERE = {
    "name_chosen": "a face in a process has no page of its own",
    "mandate_given": "of the site's own roles no institution is named",
    "mandate_ended": "of the site's own roles no institution is named",
}
# Who keeps the site is no institution; what is owed is led to by the entry of its room, at the same moment.
LEADS_NOWHERE |= {fact.type: "its subject is of any room" for fact in OWN if ".obligations." in fact.__module__}


def recorded(kind: str, subjects: dict[str, Any]) -> RecordedFact:
    return RecordedFact(index=1, type=kind, at=AT, role="person", subjects=subjects, data={"kind": "section"})


@pytest.mark.parametrize("fact", OWN, ids=lambda fact: fact.type)
def test_each_entry_leads_to_a_page_or_is_known_to_have_none(fact: type[FactData]) -> None:
    needed = {field.name: "0123456789" for field in fields(fact) if field.type in (Subject, "Subject")}
    assert bool(page_of(recorded(fact.type, needed), {needed.get("outcome", ""): "/en/sections/0123456789/"})) != (
        fact.type in LEADS_NOWHERE
    )


def test_an_entry_of_a_room_that_is_gone_still_has_words_not_a_code() -> None:
    said = str(deed_of(recorded("of_a_room_that_is_gone", {})))
    assert said
    assert "_" not in said


@pytest.mark.parametrize("language", ["en", "sq"])
def test_no_entry_is_named_by_its_code(db: None, client: Any, language: str) -> None:
    WholeHouse()
    content = client.get(f"/{language}/record/").content.decode()
    assert "<td" in content
    assert not [kind for kind in REGISTRY if f">{kind}<" in content]


def test_each_code_of_how_a_plan_was_made_has_words() -> None:
    assert set(making.MEETINGS) >= set(codes.MEETINGS)
    assert set(making.DOCUMENTS) >= set(codes.DOCUMENTS)
    assert set(making.SECTORS) >= set(codes.SECTORS)


def test_entries_about_where_a_text_continues_lead_to_the_text(house: House, client: Any) -> None:
    draft = house.make_activity("drafting")
    sections = [SectionText(key, key, both(key), both("Offices open at eight.")) for key in ("s1", "s2")]
    section, _other = publish_draft(actor=HOUSE, activity=draft, sections=sections, at=house.at)
    record_succession(
        actor=HOUSE, outcome=section.outcome, kind=SuccessionKind.LEFT_ASIDE, reason=both("Shorter."), at=house.at
    )
    undo_succession(actor=HOUSE, outcome=section.outcome, at=house.at)
    record.advance(at=house.at)
    for index in Fact.objects.filter(type__in=["outcome_succeeded", "succession_undone"]).values_list(
        "index", flat=True
    ):
        assert f"/en/sections/{section.outcome.public_id}/" in client.get(f"/en/record/{index}/").content.decode()


def test_an_entry_whose_subject_has_no_page_says_so(house: House, client: Any) -> None:
    person = house.person()
    house.idea(house.actor(person))
    show_name(person_id=person.pk, process=house.process, name="Ana Prifti", at=house.at)
    record.advance(at=house.at)
    said = {
        kind: "has no page of its own" in client.get(f"/en/record/{index}/").content.decode()
        for kind, index in Fact.objects.values_list("type", "index")
    }
    assert said["name_chosen"] is True
    assert said["contribution_received"] is False
