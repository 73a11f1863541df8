"""The difference of two texts: whole, stable, readable, and quick on a long law."""

from __future__ import annotations

import random
import sys

import pytest

from kuvend.engines.legaltext import Block, Part, Work, apply, difference, touched
from kuvend.engines.legaltext.difference import MOST_PARTS
from kuvend.engines.legaltext.matching import ALLOWANCE
from tests.engines.legaltext.hard import HARD, law

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


@pytest.mark.parametrize("case", HARD)
def test_whatever_the_texts_the_work_is_bounded_and_the_difference_whole(case: str) -> None:
    old, new = HARD[case](random.Random(1))
    work = Work()
    blocks = difference(old=old, new=new, work=work)
    assert apply(blocks, old=old) == new
    assert 0 <= work.steps <= ALLOWANCE
    assert sum(len(block.parts) for block in blocks) <= MOST_PARTS


def test_what_cannot_be_compared_within_the_work_is_replaced_as_a_whole() -> None:
    old, new = "One two three.\nFour.\n", "One two four.\nFive five.\nSix.\n"
    assert difference(old=old, new=new, work=Work(0)) == [Block((Part(old, new),))]


@pytest.mark.parametrize("changed", [1, 20, 120])
def test_a_long_law_with_few_changes_is_compared_paragraph_by_paragraph(changed: int) -> None:
    before = law(random.Random(1), 1500).split("\n\n")
    after = list(before)
    for place in range(0, 1500, 1500 // changed):
        after[place] += " and more"
    after.insert(700, "A paragraph that is new.")
    work = Work()
    blocks = difference(old="\n\n".join(before), new="\n\n".join(after), work=work)
    assert sum(block.changed for block in blocks) == len(range(0, 1500, 1500 // changed)) + 1
    assert all(part.old.strip() == "" for block in blocks for part in block.parts if part.changed)
    assert ALLOWANCE - work.steps < 200_000


def test_a_law_whose_articles_are_numbered_anew_shows_the_numbers_alone() -> None:
    texts = law(random.Random(1), 400).split("\n\n")
    old = "\n\n".join(f"Article {place} {text}" for place, text in enumerate(texts))
    new = "\n\n".join(f"Article {place + 1} {text}" for place, text in enumerate(texts))
    blocks = difference(old=old, new=new)
    assert sum(len(part.new) for block in blocks for part in block.parts if part.changed) < 400 * 5


@pytest.mark.parametrize("paragraph", [60, 20_000])
def test_twenty_thousand_words_of_which_some_changed_are_compared_word_by_word(paragraph: int) -> None:
    chance = random.Random(1)
    words = [f"{chance.choice(WORDS[:8])}{chance.randrange(3000)}" for _ in range(20_000)]
    later = [f"x{place}" if place % 50 == 0 else word for place, word in enumerate(words)]
    old, new = (
        "\n\n".join(" ".join(some[start : start + paragraph]) for start in range(0, 20_000, paragraph))
        for some in (words, later)
    )
    blocks = difference(old=old, new=new)
    assert apply(blocks, old=old) == new
    assert 400 <= sum(part.changed for block in blocks for part in block.parts) <= 405


def test_a_passage_is_found_through_capitals_that_become_two_letters_and_any_white_space() -> None:
    blocks = difference(old="İ.\nOne.\n", new="İ.\nOne  more\u2009İstanbul\nword.\n")
    (changed,) = [place for place, block in enumerate(blocks) if block.changed]
    assert touched(blocks, passage="MORE\nİstanbul") == [changed]


def test_a_passage_is_found_in_a_long_text_at_every_place_where_it_stands() -> None:
    old = "\n".join(f"line {place}" for place in range(900))
    blocks = difference(old=old, new=old.replace("line", "a longer line"))
    changed = [place for place, block in enumerate(blocks) if block.changed]
    assert len(changed) == 900
    assert touched(blocks, passage="Longer") == changed
    assert touched(blocks, passage="longer line 700") == [changed[700]]


def test_joining_what_is_told_coarsely_costs_as_much_as_the_texts_are_long(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"line {n}" for n in range(8_000)]
    old, new = "\n".join(lines), "\n".join(lines[4_000:] + lines[:4_000])
    joined = 0

    class Counting(Part):
        def __post_init__(self) -> None:
            nonlocal joined
            joined += len(self.old) + len(self.new)

    monkeypatch.setattr(sys.modules["kuvend.engines.legaltext.difference"], "Part", Counting)
    blocks = difference(old=old, new=new)
    assert len(blocks) < 10
    assert apply(blocks, old=old) == new
    assert joined <= 6 * (len(old) + len(new))
