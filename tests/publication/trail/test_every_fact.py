"""The way tells all: a fact about a contribution is a step on its page, or its class says why it is not."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from kuvend.foundation.people.enums import DEED_ROLES
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.facts import REGISTRY, Digest, FactData, Subject
from kuvend.foundation.record.way import OnTheWay
from kuvend.publication.trail.wording import FIELD, reader
from tests.support.whole_house import WholeHouse

LANGUAGES = ("en", "sq")
CODES = {"house_rule": "spam", "sort": "meta", "language": "en", "verdict": "accepted", "state": "published"}
OWN = [fact for fact in REGISTRY.values() if fact.__module__.startswith("kuvend.")]
ABOUT_WORDS = [fact for fact in OWN if "contribution" in {field.name for field in fields(fact)}]


@pytest.fixture
def whole(db: None) -> WholeHouse:
    return WholeHouse()


def value(whole: WholeHouse, name: str, hint: Any) -> Any:
    """Something that may stand in a field of a fact: real ids where a page reads them, else what fits the type."""
    if name == "contribution":
        return Subject(whole.waiting.public_id)
    if name.endswith("institution"):
        return Subject(whole.house.owner.public_id)
    if name in CODES:
        return CODES[name]
    if name.endswith("_date"):
        return "2026-12-01"
    if name.endswith("_at"):
        return "2026-12-01T10:00:00+00:00"
    if hint is Digest:
        return Digest("0" * 64)
    return 1 if hint is int else Subject(whole.idea.public_id)


def sample(whole: WholeHouse, fact: type[FactData]) -> FactData:
    return fact(**{field.name: value(whole, field.name, field.type) for field in fields(fact)})


@pytest.mark.parametrize("fact", ABOUT_WORDS, ids=lambda fact: fact.type)
def test_each_fact_about_a_contribution_is_a_step_on_its_page_or_says_why_not(
    whole: WholeHouse, client: Any, fact: type[FactData]
) -> None:
    with transaction.atomic():
        record.put(sample(whole, fact), at=whole.house.at, role="person")
    for language in LANGUAGES:
        with translation.override(language):
            content = client.get(f"/{language}/contributions/{whole.waiting.public_id}/").content.decode()
            title = str(fact.way.title) if isinstance(fact.way, OnTheWay) else ""
        if title:
            assert f"<h3>{title}</h3>" in content
            assert "%(" not in content
        else:
            assert fact.way.because


@pytest.mark.parametrize("fact", OWN, ids=lambda fact: fact.type)
def test_each_fact_has_words_in_both_languages(fact: type[FactData]) -> None:
    texts = [fact.label]
    if isinstance(fact.way, OnTheWay):
        texts += [text for text in (fact.way.title, fact.way.note, fact.way.link and fact.way.link.text) if text]
    for text in texts:
        said = []
        for language in LANGUAGES:
            with translation.override(language):
                said.append(str(text))
        assert said[0] != said[1], said
        assert fact.type not in said


@pytest.mark.parametrize("fact", OWN, ids=lambda fact: fact.type)
def test_each_field_in_a_note_is_a_field_of_the_fact_and_can_be_read(fact: type[FactData]) -> None:
    if isinstance(fact.way, OnTheWay):
        own = {field.name for field in fields(fact)}
        for name in FIELD.findall(str(fact.way.note or "")):
            assert name in own
            assert name in fact.way.read or reader(name, {})


def test_each_role_in_which_a_deed_is_done_has_words_in_both_languages() -> None:
    alike = {"moderator", "operator"}  # the same word in both languages
    for code, words in DEED_ROLES.items():
        said = []
        for language in LANGUAGES:
            with translation.override(language):
                said.append(str(words))
        assert said[0] != said[1] or code in alike
        assert set(said).isdisjoint({*DEED_ROLES} - alike)
