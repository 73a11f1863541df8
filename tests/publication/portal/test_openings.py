"""What a seal can be opened with: an institution's words by everyone, a person's by that person alone."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from kuvend.foundation.contributions.actions import edit
from kuvend.foundation.contributions.own import own_openings
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.facts import REGISTRY, Digest, PersonalDigest, digest, fields_of
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact, Opening
from kuvend.foundation.responses.actions import correct_response
from tests.support.house import both, signed_in
from tests.support.whole_house import WholeHouse


@pytest.fixture
def whole(db: None) -> WholeHouse:
    whole = WholeHouse()
    author = whole.house.actor(whole.other_author)
    edit(
        actor=author,
        contribution=whole.waiting,
        seen_version=1,
        title="Still waits",
        body="In better words.",
        at=whole.house.at,
    )
    record.advance(at=whole.house.at)
    return whole


def test_every_seal_of_an_institution_is_open_to_all_and_none_of_a_person(whole: WholeHouse, client: Any) -> None:
    opened, personal = set(), set()
    for index, leaf in Fact.objects.values_list("index", "leaf"):
        fact = decode_leaf(bytes(leaf), index=index)
        declared = REGISTRY[fact.type]
        for field in fields_of(declared, Digest) & set(fact.data):
            rows = json.loads(client.get(f"/record/opening/{index}").content)["openings"]
            (row,) = [row for row in rows if row["field"] == field]
            assert row["digest"] == fact.data[field] == digest(bytes.fromhex(row["salt"]), row["text"])
            opened.add(fact.type)
        personal |= {fact.data[field] for field in fields_of(declared, PersonalDigest) & set(fact.data)}
        if not fields_of(declared, Digest):
            assert client.get(f"/record/opening/{index}").status_code == 404
    assert {"response_published", "outcome_text_published", "plan_published", "progress_reported"} <= opened
    assert personal
    assert not Opening.objects.filter(digest__in=personal).exists()


def test_a_person_opens_the_seals_of_all_own_words_and_of_nobody_elses(whole: WholeHouse) -> None:
    client = signed_in(whole.other_author)
    openings = client.get("/en/me/openings/").json()["openings"]
    own = set(whole.waiting.texts.values_list("digest", flat=True))
    assert len(own) == 2
    assert own <= {row["digest"] for row in openings}
    for row in openings:
        fact = decode_leaf(bytes(Fact.objects.get(index=row["entry"]).leaf), index=row["entry"])
        assert fact.data["text"] == digest(bytes.fromhex(row["salt"]), row["text"])
    others = {row["digest"] for row in own_openings(whole.author)["openings"]}
    assert others.isdisjoint(own)


def test_erased_words_have_no_opening(whole: WholeHouse) -> None:
    whole.waiting.texts.update(title="", body="", salt=b"")
    own = set(whole.waiting.texts.values_list("digest", flat=True))
    assert own.isdisjoint(row["digest"] for row in own_openings(whole.other_author)["openings"])


@pytest.mark.parametrize("language", ["en", "sq"])
def test_each_version_of_an_answer_leads_to_its_very_words(whole: WholeHouse, client: Any, language: str) -> None:
    later = whole.house.at + timedelta(hours=1)
    reason = both("In other words than before, since the days of opening were named wrongly.")
    correct_response(
        actor=HOUSE,
        response=whole.response,
        seen_version=1,
        verdict="accepted",
        reason=reason,
        note=both("The first answer named the wrong days."),
        at=later,
    )
    record.advance(at=later)
    content = client.get(f"/{language}/contributions/{whole.idea.public_id}/").content.decode()
    kinds = {}
    for index, kind in Fact.objects.values_list("index", "type"):
        if f'/{language}/record/{index}/#words"' in content:
            kinds[kind] = index
    assert {"response_published", "response_corrected"} <= set(kinds)
    shown = client.get(f"/{language}/record/{kinds['response_corrected']}/").content.decode()
    assert "In other words than before, since the days of opening were named wrongly." in shown
    assert f"/record/proof/{kinds['response_corrected']}" in shown
    with translation.override(language):
        assert str(REGISTRY["response_corrected"].label) in shown


def test_no_entry_has_no_page(whole: WholeHouse, client: Any) -> None:
    assert client.get("/en/record/999999/").status_code == 404
