"""Sentences are chosen from a text, and a version bears a claim out only where it differs at their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.legaltext import NotTogether, came_with, differs_at, numbers_in, passage, sentences, stands

TEXT = "Hours\nOffices open at ten. They close at noon.\n\nNobody waits longer than 10 days."


def test_a_line_is_one_sentence_at_least_and_numbers_do_not_end_one() -> None:
    assert [one.words for one in sentences(TEXT)] == [
        "Hours",
        "Offices open at ten.",
        "They close at noon.",
        "Nobody waits longer than 10 days.",
    ]


@given(st.text(alphabet="ab .!?\nAB", max_size=60))
def test_every_choice_of_neighbours_stands_in_the_text_word_for_word(text: str) -> None:
    numbers = [one.number for one in sentences(text)]
    for first in numbers:
        chosen = passage(text, range(first, numbers[-1] + 1))
        assert chosen in text
        assert first in numbers_in(text, passage(text, [first])) or text.count(passage(text, [first])) > 1


@pytest.mark.parametrize("numbers", [[1, 3], [0], [5], [-1, 0]])
def test_sentences_that_do_not_follow_each_other_are_refused(numbers: list[int]) -> None:
    with pytest.raises(NotTogether):
        passage(TEXT, numbers)


def test_words_count_and_signs_do_not() -> None:
    assert stands("offices OPEN, at ten", text=TEXT)
    assert not stands("", text=TEXT)
    assert not stands("offices open at te", text=TEXT)


def test_a_version_brings_a_passage_or_changes_what_stood_there_or_right_beside_it() -> None:
    later = TEXT.replace("at ten", "at eight")
    assert came_with("Offices open at eight.", old=TEXT, new=later)
    assert not came_with("They close at noon.", old=TEXT, new=later)
    assert differs_at("Offices open at ten.", old=TEXT, new=later)
    assert differs_at("They close at noon.", old=TEXT, new=later), "the sentence before it is a new one"
    assert not differs_at("Nobody waits longer than 10 days.", old=TEXT, new=later)
