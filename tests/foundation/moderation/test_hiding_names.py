"""A name is words: a moderator hides it by a rule, its author is told, and it does not come back."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.moderation.actions import hide_name
from kuvend.foundation.moderation.mail import hidden
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.support.house import House, signed_in

ADVERT = "Buy cheap tyres"


def named(house: House, name: str = ADVERT) -> Contribution:
    author = house.person()
    idea = house.idea(house.actor(author))
    show_name(person_id=author.pk, process=house.process, name=name, organisation="Tyres Ltd", at=house.at)
    return Contribution.objects.select_related("participant", "activity__scope").get(pk=idea.pk)


def test_a_moderator_hides_a_name_at_the_desk_and_the_pseudonym_takes_its_place(house: House) -> None:
    idea = named(house)
    moderator = signed_in(house.official(Role.MODERATOR))
    address = reverse("desk_decide", args=[idea.public_id])
    page = moderator.get(address).content.decode()
    assert "Hide the name" in page
    typed = {"deed": "hide_name", "house_rule": "spam", "note": "No adverts.", "seen_name": f"{ADVERT}, Tyres Ltd"}
    assert moderator.post(address, typed).status_code == 302
    shown = Client().get(reverse("contribution", args=[idea.public_id])).content.decode()
    assert ADVERT not in shown
    assert "Tyres Ltd" not in shown
    assert idea.participant.pseudonym in shown
    assert idea.title in shown
    assert "The name beside it was hidden by a moderator" in shown
    leaf = bytes(Fact.objects.get(type="name_hidden").leaf).decode()
    assert "tyres" not in leaf.lower()


def test_hiding_a_name_needs_a_rule(house: House) -> None:
    idea = named(house)
    moderator = signed_in(house.official(Role.MODERATOR))
    typed = {"deed": "hide_name", "seen_name": f"{ADVERT}, Tyres Ltd"}
    assert moderator.post(reverse("desk_decide", args=[idea.public_id]), typed).status_code == 422
    assert Participant.objects.get(pk=idea.participant_id).shown_name == ADVERT


def hide_it(house: House, idea: Contribution, **more: Any) -> None:
    given = {"seen_name": idea.participant.chosen_name, "house_rule": "spam", "at": house.at} | more
    hide_name(actor=house.actor(house.official(Role.MODERATOR)), contribution=idea, **given)


def test_a_hidden_name_does_not_come_back_however_it_is_typed(house: House) -> None:
    idea = named(house)
    hide_it(house, idea)
    person = idea.participant.person_id
    assert person is not None
    for again in (ADVERT, "BUY CHEAP TYRES", "B\u200cuy ch\u0435ap tyres"):
        with pytest.raises(NotAllowed, match="A moderator hid this name"):
            show_name(person_id=person, process=house.process, name=again, at=house.at)
    assert show_name(person_id=person, process=house.process, name="Ana Prifti", at=house.at).name == "Ana Prifti"


def test_only_the_name_that_was_read_is_hidden(house: House) -> None:
    idea = named(house)
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        hide_it(house, idea, seen_name="Another name")


def test_a_pseudonym_is_not_hidden(house: House) -> None:
    idea = house.idea()
    with pytest.raises(NotAllowed, match="no chosen name"):
        hide_it(house, idea, seen_name="")


def test_its_author_reads_the_rule_and_the_note(house: House) -> None:
    idea = named(house)
    hide_it(house, idea, note="No adverts, please.")
    (fact,) = Fact.objects.filter(type="name_hidden")
    (context,) = hidden([decode_leaf(bytes(fact.leaf), index=None)])
    assert context["note"] == "No adverts, please."


def test_names_of_before_are_compared_and_of_two_alike_the_older_stays(house: House, capsys: Any) -> None:
    first, second = house.idea(house.actor()), house.idea(house.actor())
    Participant.objects.filter(pk=first.participant_id).update(shown_name="Ana", name_skeleton="")
    Participant.objects.filter(pk=second.participant_id).update(shown_name="\u0410na", name_skeleton="")
    import_module("kuvend.foundation.processes.migrations.0006_skeletons_of_earlier_names").compare(apps, None)
    older, younger = (Participant.objects.get(pk=row.participant_id) for row in (first, second))
    assert older.shown_name == "Ana" and older.name_skeleton
    assert younger.shown_name == ""
    assert younger.public_id in capsys.readouterr().out
