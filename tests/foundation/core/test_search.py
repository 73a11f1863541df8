"""A word is found in each of its forms, with and without ë and ç, and when it is only begun."""

from __future__ import annotations

import pytest

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.search import beginnings, prefix_query
from tests.support.house import House


@pytest.mark.parametrize(
    "forms",
    [
        "shërbim shërbimi shërbimin shërbimit shërbime shërbimet shërbimeve",
        "kërkesë kërkesa kërkesën kërkesës kërkesat kërkesave",
        "bashki bashkia bashkisë bashkinë bashkitë bashkive",
        "qytetar qytetari qytetarit qytetarë qytetarët qytetarëve",
        "service services",
    ],
)
def test_all_forms_of_a_word_begin_alike(forms: str) -> None:
    shortest = min(beginnings(forms), key=len)
    assert all(one.startswith(shortest) for one in beginnings(forms))
    assert len(shortest) >= 4


@pytest.mark.parametrize("word", ["ujë", "rrugë", "2026", "covid19", "e", "AKSHI"])
def test_short_words_and_numbers_keep_their_beginning(word: str) -> None:
    (asked,) = beginnings(word)
    assert len(asked) >= min(4, len(word))


def test_words_are_found_in_another_form_than_they_were_written_in(db: None, house: House) -> None:
    idea = house.idea(title="Shërbimet e gjendjes civile në fshat")
    house.idea(title="Diçka tjetër")
    for words in ("sherbimeve", "shërbimin civil", "fshatit", "gjendj", "SHËRBIM"):
        assert [row.pk for row in Contribution.objects.filter(search=prefix_query(words))] == [idea.pk], words


def test_one_letter_finds_the_word_that_it_is_and_not_all_that_it_begins(db: None, house: House) -> None:
    idea = house.idea(title="Xhamia q")
    house.idea(title="Qyteti")
    assert [row.pk for row in Contribution.objects.filter(search=prefix_query("q"))] == [idea.pk]
