"""Deeds about words are bound to the version that was read."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

import kuvend
from kuvend.foundation.contributions import rules
from kuvend.foundation.contributions.actions import edit, post_comment, support
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, Support
from kuvend.foundation.contributions.versions import WordsChanged, seen_version_in
from kuvend.foundation.moderation.actions import hide, let_through, restore
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.participation.deliberation.enums import STATEMENT
from kuvend.participation.deliberation.models import Statement
from tests.support.house import NOW, House, signed_in

UNREAD = "UNREAD: minister X is a thief, whoever says otherwise."
# Deeds that take somebody's words and need not name the version: why not.
BOUND_OTHERWISE = {
    "withdraw": "the author takes all versions back",
    "take_support_back": "it says nothing about the words",
    "pass_on": "the duty moves, whatever the words say",
    "hand_back": "the duty moves, whatever the words say",
    "take_back": "it undoes a deed of an hour, whatever the words say",
    "hide_name": "it judges the name, and takes the one that was seen",
    "let_name_stand": "it judges the name, and takes the one that was seen",
    "keep_parts": "it keeps what a room has of parts that were just made of the words that were read",
    **dict.fromkeys(
        ("merge", "stop_merging", "classify", "translate", "keep_translation", "cast_vote"),
        "a statement's words never change",
    ),
}


def public_deeds() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of a module or folder called `actions`."""
    for found in pkgutil.walk_packages(kuvend.__path__, "kuvend."):
        if "actions" not in found.name.split("."):
            continue
        module = importlib.import_module(found.name)
        for name, deed in vars(module).items():
            if inspect.isfunction(deed) and deed.__module__ == module.__name__ and not name.startswith("_"):
                yield name, deed


def takes_words(deed: Callable[..., Any]) -> bool:
    hints = typing.get_type_hints(deed)
    return any(
        Contribution in (hint, *typing.get_args(hint)) or Statement in (hint, *typing.get_args(hint))
        for name, hint in hints.items()
        if name != "return"
    )


def test_every_deed_about_words_names_the_version_that_was_read() -> None:
    about_words = {name: deed for name, deed in public_deeds() if takes_words(deed)}
    assert {"hide", "let_through", "restore", "support", "post_comment", "edit"} <= set(about_words)
    unbound = {name for name, deed in about_words.items() if "seen_version" not in inspect.signature(deed).parameters}
    assert unbound <= set(BOUND_OTHERWISE)


def test_the_words_of_a_statement_never_change(house: House) -> None:
    person = house.person()
    statement = house.idea(house.actor(person))
    statement.kind = STATEMENT
    for state in State:
        for moderation in ModerationRule:
            statement.state, statement.activity.moderation = state, moderation
            assert not rules.may_edit(house.actor(person), statement, house.at)


@pytest.mark.parametrize(("sent", "read"), [({"seen_version": "3"}, 3), ({}, 0), ({"seen_version": "x"}, 0)])
def test_a_form_that_says_nothing_has_read_nothing(sent: dict[str, str], read: int) -> None:
    assert seen_version_in(sent) == read


@pytest.fixture
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def author(house: House) -> Person:
    return house.person()


def switch(house: House, author: Person, idea: Contribution) -> None:
    """The author exchanges the words after they were read."""
    edit(
        actor=house.actor(author), contribution=idea, seen_version=1, title="Other words now", body=UNREAD, at=house.at
    )


@pytest.mark.parametrize("deed", [let_through, hide])
def test_what_the_moderator_did_not_read_is_neither_published_nor_hidden(
    house: House, author: Person, deed: Callable[..., Any]
) -> None:
    idea = house.idea(house.actor(author), activity=house.make_activity("ideas", moderation="before"))
    switch(house, author, idea)
    extra = {"house_rule": "insult"} if deed is hide else {}
    moderator = house.actor(house.official(Role.MODERATOR))
    with pytest.raises(WordsChanged):
        deed(actor=moderator, contribution=idea, seen_version=1, at=house.at, **extra)
    idea.refresh_from_db()
    assert idea.state == State.PENDING
    deed(actor=moderator, contribution=idea, seen_version=2, at=house.at, **extra)


def test_hidden_words_are_restored_at_the_version_that_was_read(house: House) -> None:
    idea = house.idea()
    moderator = house.actor(house.official(Role.MODERATOR))
    hide(actor=moderator, contribution=idea, seen_version=1, house_rule="spam", at=house.at)
    with pytest.raises(WordsChanged):
        restore(actor=moderator, contribution=idea, seen_version=2, at=house.at)


def test_support_and_replies_go_to_the_words_that_were_read(house: House, author: Person) -> None:
    idea = house.idea(house.actor(author))
    switch(house, author, idea)
    with pytest.raises(WordsChanged):
        support(actor=house.actor(), contribution=idea, seen_version=1, at=house.at)
    reply = {"actor": house.actor(), "activity": house.activity, "body": "I agree.", "language": "en", "at": house.at}
    with pytest.raises(WordsChanged):
        post_comment(**reply, parent=idea, seen_version=1)  # type: ignore[arg-type]
    assert not Support.objects.exists()
    assert Contribution.objects.get() == idea


def test_an_author_with_two_windows_overwrites_nothing(house: House, author: Person) -> None:
    idea = house.idea(house.actor(author))
    switch(house, author, idea)
    with pytest.raises(WordsChanged):
        switch(house, author, idea)


def page_of(client: Client, address: str, sent: dict[str, Any]) -> str:
    answer = client.post(address, sent)
    assert answer.status_code == 422
    return answer.content.decode()


@pytest.mark.usefixtures("clock")
def test_the_new_words_are_shown_and_what_was_typed_is_kept(house: House, author: Person) -> None:
    waiting = house.idea(house.actor(author), activity=house.make_activity("ideas", moderation="before"))
    idea = house.idea(house.actor(author))
    switch(house, author, waiting)
    switch(house, author, idea)
    moderator = signed_in(house.official(Role.MODERATOR))
    sent = {"seen_version": 1, "deed": "hide", "house_rule": "insult", "note": "Leave the name out, please."}
    decided = page_of(moderator, f"/en/desk/contributions/{waiting.public_id}/decide/", sent)
    reader = signed_in(house.person())
    supported = page_of(reader, f"/en/contributions/{idea.public_id}/support/", {"seen_version": 1})
    typed = {"seen_version": 1, "body": "I had typed this already."}
    replied = page_of(reader, f"/en/contributions/{idea.public_id}/comment/", typed)
    for page in (decided, supported, replied):
        assert "Nothing was done" in page
        assert UNREAD in page
        assert 'name="seen_version" value="2"' in page
    assert "Leave the name out, please." in decided
    assert "I had typed this already." in replied
