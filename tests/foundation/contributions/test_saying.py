"""One door for all words: rule, participant, the same words a moment ago, limit, receiving, and what a room keeps."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import kuvend
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Reference, say
from kuvend.foundation.contributions.versions import WordsChanged
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.record.models import Fact
from tests.support.house import House


class Room:
    """A room with words of its own: it keeps a stamp of each postcard."""

    def __init__(self, house: House) -> None:
        self.house, self.stamps = house, list[int]()

    def send(self, actor: Actor, words: str = "From the lake", **fields: Any) -> Contribution:
        known: dict[str, Any] = {"activity": self.house.activity, "at": self.house.at} | fields
        return say(
            actor=actor, kind="postcard", limit="send_postcard", title=words, language="en",
            keep=lambda row: self.stamps.append(row.pk), **known,
        )  # fmt: skip


@pytest.fixture
def room(house: House, settings: Any) -> Room:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"send_postcard": (2, 3600)}
    return Room(house)


def test_words_of_a_made_up_kind_are_received_like_all_others(room: Room) -> None:
    row = room.send(room.house.actor())
    assert (row.kind, row.title, row.state, row.texts.count()) == ("postcard", "From the lake", "published", 1)
    assert row.answer_due_date is not None
    assert room.stamps == [row.pk]
    fact = Fact.objects.get(type="contribution_received")
    assert b'"kind":"postcard"' in bytes(fact.leaf)
    assert b'"calendar":"AL/holidays-' in bytes(fact.leaf)  # from which its due date was counted


def test_the_same_words_a_moment_later_are_neither_kept_nor_counted_again(room: Room) -> None:
    actor = room.house.actor()
    first = room.send(actor)
    for minute in (1, 2, 3):
        assert room.send(actor, at=room.house.at + timedelta(minutes=minute)) == first
    assert room.stamps == [first.pk]
    assert room.send(actor, "From the mountains") != first
    with pytest.raises(TooOften):
        room.send(actor, "From the sea")
    assert len(room.stamps) == 2


def test_the_rule_of_the_house_is_asked_whatever_the_kind(room: Room) -> None:
    with pytest.raises(NotAllowed):
        room.send(room.house.actor(), at=room.house.at + timedelta(days=30))
    with pytest.raises(ValueError, match="no words of its own"):
        room.send(HOUSE)
    assert not Contribution.objects.exists()


def test_a_reply_is_bound_to_the_version_that_was_read(room: Room) -> None:
    first = room.house.idea()
    reader = room.house.actor()
    with pytest.raises(WordsChanged):
        room.send(reader, "Greetings back", reference=Reference(parent=first, seen_version=2))
    assert room.stamps == []
    reply = room.send(reader, "Greetings back", reference=Reference(parent=first, seen_version=1))
    assert (reply.parent_id, reply.root_id, reply.answer_due_date) == (first.pk, first.pk, None)


def receivings() -> Iterator[tuple[str, str]]:
    """Each call of `receive` in the source: the file, and the role in which it takes words in."""
    for path in Path(kuvend.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "receive":
                yield from ((path.name, ast.unparse(one.value)) for one in node.keywords if one.arg == "role")


def test_nothing_that_a_person_says_comes_in_beside_the_door() -> None:
    known = list(receivings())
    assert len(known) > 3
    assert {name for name, role in known if role == "PERSON"} == {"receiving.py"}
