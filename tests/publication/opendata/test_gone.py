"""What left is in no file any more: the next reader gets one without it, however large it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest
from django.test import Client

from kuvend.foundation.contributions.actions import edit, withdraw
from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import now
from kuvend.foundation.moderation.actions import hide, hide_name, let_through, take_back
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.facts import NameChosen
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.facts import REGISTRY
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.queries import waiting_duties
from kuvend.publication.opendata import actions
from kuvend.publication.opendata.models import KeptFile
from tests.support.house import House

WORDS, NAME = "The shop at the corner sells by night", "Agron Kola"
FILES = [f"/open-data/contributions.{kind}" for kind in ("csv", "json")]
STAYS = {
    "contribution_received", "contribution_published", "contribution_read", "version_received", "version_refused",
    "version_restored",
    "contribution_answered", "duty_passed_on", "duty_handed_back", "duty_taken_back", "statement_classified",
    "contribution_merged", "contribution_merge_undone", "contribution_split", "contribution_split_undone",
    "statement_merged", "statement_put_forward", "statement_translated",
}  # fmt: skip


@dataclass
class Said:
    """Words of somebody under a name, in files that are held to be large."""

    house: House
    person: Person
    actor: Actor
    words: Contribution


def said(house: House, **activity: str) -> Said:
    person = house.person()
    words = house.idea(house.actor(person), title=WORDS, activity=house.make_activity("ideas", **activity))
    show_name(person_id=person.pk, process=house.process, name=NAME, at=house.at)
    if activity:
        let_through(actor=HOUSE, contribution=words, seen_version=1, at=house.at)
    words.refresh_from_db()
    return Said(house, person, house.actor(person), words)


def held(words: str) -> list[bool]:
    return [words in Client().get(address).getvalue().decode() for address in FILES]


def make_large() -> None:
    KeptFile.objects.update(size=60_000_000)


def by(deed: Callable[..., object], **more: object) -> Callable[[Said], object]:
    return lambda one: deed(actor=HOUSE, contribution=one.words, at=one.house.at, **more)


def edited(one: Said) -> None:
    edit(
        actor=one.actor, contribution=one.words, seen_version=1, title="Other words", body=one.words.body,
        at=one.house.at,
    )  # fmt: skip


def erased(one: Said, *, words_too: bool) -> None:
    erase(actor=one.actor, person=one.person, words_too=words_too, at=one.house.at)


def renamed(one: Said) -> None:
    show_name(person_id=one.person.pk, process=one.house.process, name="A. K.", at=one.house.at)


DEEDS: dict[str, tuple[str, Callable[[Said], object]]] = {
    "edited": (WORDS, edited),
    "withdrawn": (WORDS, lambda one: withdraw(actor=one.actor, contribution=one.words, at=one.house.at)),
    "hidden": (WORDS, by(hide, seen_version=1, house_rule="spam")),
    "erased with words": (WORDS, lambda one: erased(one, words_too=True)),
    "erased, words stay": (NAME, lambda one: erased(one, words_too=False)),
    "renamed": (NAME, renamed),
    "name hidden": (NAME, by(hide_name, seen_name=NAME, house_rule="insult")),
}


@pytest.mark.parametrize("name", DEEDS)
def test_what_left_is_in_no_file_that_somebody_gets(house: House, name: str) -> None:
    gone, deed = DEEDS[name]
    one = said(house)
    assert held(gone) == [True, True]
    make_large()
    deed(one)
    assert held(gone) == [False, False]


def test_what_is_taken_back_to_be_read_again_is_in_no_file(house: House) -> None:
    one = said(house, moderation="before")
    assert held(WORDS) == [True, True]
    make_large()
    take_back(actor=HOUSE, contribution=one.words, seen_version=1, at=house.at)
    assert held(WORDS) == [False, False]


def test_while_the_new_file_is_made_elsewhere_nobody_gets_the_one_before(house: House) -> None:
    one = said(house)
    assert held(WORDS) == [True, True]
    make_large()
    house.idea(title="Somebody says something")
    KeptFile.objects.create(name="contributions.csv", begun_at=now())
    assert Client().get(FILES[0]).status_code == 200  # nothing left: the one before does
    withdraw(actor=one.actor, contribution=one.words, at=house.at)
    asked = Client().get(FILES[0])
    assert (asked.status_code, asked["Retry-After"]) == (503, "30")


def test_every_fact_about_words_or_names_says_whether_something_leaves_with_it() -> None:
    about = {
        name for name, fact in REGISTRY.items() if {"contribution", "participant"} & {f.name for f in fields(fact)}
    }
    assert about == {*actions.LEFT, *actions.GAVE_PLACE} | STAYS
    assert not {*actions.LEFT, *actions.GAVE_PLACE} & STAYS


def test_a_name_that_goes_with_its_account_is_on_record_as_one_that_is_taken_off(house: House) -> None:
    one = said(house)
    before = Fact.objects.filter(type=NameChosen.type).count()
    erased(one, words_too=False)
    assert Fact.objects.filter(type=NameChosen.type).count() == before + 1


def test_nobody_is_asked_to_answer_words_that_are_gone_though_their_fact_was_not_read_yet(house: House) -> None:
    one = said(house)
    record.advance(at=house.at)
    assert [duty.contribution for duty in waiting_duties([house.owner.pk])] == [one.words]
    erased(one, words_too=True)
    assert not waiting_duties([house.owner.pk])
