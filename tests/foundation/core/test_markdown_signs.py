"""Raw signs of Markdown are seen by nobody: not in a sentence that is chosen, not in a part of a difference."""

import pytest

from kuvend.engines.legaltext import sentences
from kuvend.foundation.core.markdown import plain, without_signs


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("On **Saturday** they *open*.", "On Saturday they open."),
        ("- An item.", "An item."),
        ("1. An article.", "1. An article."),
        ("**A sentence cut within its bold.", "A sentence cut within its bold."),
        ("See [the law](https://example.org/law).", "See the law."),
        ("| Office | Hours |", "Office · Hours"),
        ("|---|---|", ""),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
        ("5 - 3 is 2", "5 - 3 is 2"),
    ],
)
def test_a_passage_is_shown_as_its_words(source: str, seen: str) -> None:
    assert plain(source) == seen


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        ("**bold", "bold"),
        ("- one\n- two", "– one\n– two"),
        ("*leaning* words", "leaning words"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("> quoted", "quoted"),
        ("[the law](https://example.org/law)", "the law (https://example.org/law)"),
    ],
)
def test_a_part_of_a_difference_keeps_its_lines(part: str, seen: str) -> None:
    assert without_signs(part) == seen


def test_the_number_of_an_item_stays_with_its_words() -> None:
    assert [one.words for one in sentences("1. Offices open early. They close late.\n2.1. All know it.")] == [
        "1. Offices open early.",
        "They close late.",
        "2.1. All know it.",
    ]
