"""The difference of two texts: whole, stable, readable, and quick on a long law."""

from __future__ import annotations

import random
import time

import pytest

from kuvend.engines.legaltext import Part, apply, difference, touched

WORDS = [
    "zyra",
    "hapet",
    "në",
    "tetë",
    "për",
    "të",
    "gjithë",
    "qytetarët",
    ",",
    "the",
    "office",
    "ë",
    "\n",
    "\n\n",
    " ",
]


def text_of(chance: random.Random, length: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(length))


def edited(chance: random.Random, text: str) -> str:
    words = text.split(" ")
    for _ in range(chance.randrange(6)):
        place = chance.randrange(len(words) + 1)
        words[place : place + chance.randrange(4)] = [chance.choice(WORDS) for _ in range(chance.randrange(4))]
    return " ".join(words)


@pytest.mark.parametrize("seed", range(300))
def test_applied_to_the_old_text_the_difference_gives_the_new_one(seed: int) -> None:
    chance = random.Random(seed)
    old = text_of(chance, chance.randrange(60))
    new = edited(chance, old) if seed % 3 else text_of(chance, chance.randrange(60))
    blocks = difference(old=old, new=new)
    assert apply(blocks, old=old) == new
    assert blocks == difference(old=old, new=new)
    assert any(block.changed for block in blocks) == (old.split() != new.split())


def test_a_changed_word_is_one_change_and_its_neighbours_stand() -> None:
    (block,) = difference(old="Offices open at nine.", new="Offices open at eight.")
    assert block.parts == (Part("Offices open at ", "Offices open at "), Part("nine", "eight"), Part(".", "."))


def test_changes_that_only_a_space_keeps_apart_are_one() -> None:
    (block,) = difference(
        old="The office of each municipality opens at nine sharp daily.",
        new="The office of each municipality opens before ten daily.",
    )
    assert [part for part in block.parts if part.changed] == [Part("at nine sharp", "before ten")]


def test_unchanged_paragraphs_stand_together_and_a_new_one_is_its_own() -> None:
    blocks = difference(old="One.\nTwo.\nFour.\n", new="One.\nTwo.\nThree.\nFour.\n")
    assert [(block.changed, block.new) for block in blocks] == [
        (False, "One.\nTwo.\n"), (True, "Three.\n"), (False, "Four.\n"),
    ]  # fmt: skip


def test_paragraphs_added_at_the_end_are_each_their_own_and_leave_the_last_one_unchanged() -> None:
    blocks = difference(old="One.\n\nTwo.", new="One.\n\nTwo.\n\nThree.\n\nFour.")
    assert [(block.changed, block.new) for block in blocks] == [
        (False, "One.\n\nTwo.\n"), (False, "\n"), (True, "Three.\n"), (False, "\n"), (True, "Four."),
    ]  # fmt: skip


def test_a_paragraph_that_became_another_is_not_mixed_word_by_word() -> None:
    old, new = "Fees are paid in cash at the counter.", "Nobody shall wait longer than ten days, whatever they ask."
    (block,) = difference(old=old, new=new)
    assert block.parts == (Part(old, new),)


def test_a_difference_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="another text"):
        apply(difference(old="a", new="b"), old="c")


def test_a_passage_is_found_in_the_change_that_holds_it_and_not_elsewhere() -> None:
    blocks = difference(old="One.\nTwo.\nThree.\n", new="One more\nword.\nTwo.\nThree, Again.\n")
    changed = [place for place, block in enumerate(blocks) if block.changed]
    assert touched(blocks, passage="more word") == [changed[0]]
    assert touched(blocks, passage="again") == [changed[-1]]
    assert touched(blocks, passage="Two.") == []
    assert touched(blocks, passage="One") == []  # kept words of a paragraph that changed
    assert touched(blocks, passage="One", kept_too=True) == [changed[0]]
    assert touched(blocks, passage="Two.", kept_too=True) == []
    assert touched(blocks, passage="never said") == []
    assert touched(blocks, passage=" ") == []


@pytest.mark.parametrize("paragraph", [60, 20_000])
def test_twenty_thousand_words_take_less_than_five_seconds(paragraph: int) -> None:
    chance = random.Random(1)
    words = [f"{chance.choice(WORDS[:8])}{chance.randrange(3000)}" for _ in range(20_000)]
    later = [f"x{place}" if place % 50 == 0 else word for place, word in enumerate(words)]
    old, new = (
        "\n\n".join(" ".join(some[start : start + paragraph]) for start in range(0, 20_000, paragraph))
        for some in (words, later)
    )
    began = time.perf_counter()
    blocks = difference(old=old, new=new)
    assert time.perf_counter() - began < 5
    assert apply(blocks, old=old) == new
