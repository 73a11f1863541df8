"""Differences are computed once, kept without words, and what pages read."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.engines.legaltext import Work, difference
from kuvend.foundation.outcomes import actions, differences
from kuvend.foundation.outcomes.models import Outcome, OutcomeText, TextDifference
from kuvend.foundation.people.actor import HOUSE
from tests.support.house import House, both

VERSIONS = [
    "Offices open at eight.\n\nNobody waits.",
    "Offices open at nine.\n\nNobody waits.",
    "All is new.\nAll of it.",
]


@pytest.fixture
def texts(house: House) -> list[OutcomeText]:
    outcome = Outcome.objects.create(kind="section", process=house.process, key="s", scope=house.scope)
    return [
        actions.publish_text(actor=HOUSE, outcome=outcome, title=both("T"), body=both(words), at=house.at)
        for words in VERSIONS
    ]


def test_each_version_is_compared_once_with_the_one_before_and_with_the_first(texts: list[OutcomeText]) -> None:
    again = {"outcome": texts[0].outcome, "title": both("T"), "at": texts[0].published_at}
    actions.publish_text(actor=HOUSE, body=both("All is new, and more."), **again)
    assert [actions.keep_differences(limit=3) for _ in range(3)] == [3, 2, 0]
    pairs = TextDifference.objects.values_list("old__version", "new__version")
    assert sorted(pairs) == [(1, 2), (1, 3), (1, 4), (2, 3), (3, 4)]


def test_what_is_kept_gives_the_same_difference_and_holds_no_word(
    texts: list[OutcomeText], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.keep_differences()
    assert "Offices" not in str(list(TextDifference.objects.values_list("languages", flat=True)))
    pairs = [(old, new) for new in texts for old in texts if old.version < new.version]
    with CaptureQueriesContext(connection) as asked:
        read = differences.Differences(pairs)
    assert len(asked) == 1
    read._work = Work(0)  # nothing can be compared any more: it is read
    for old, new in pairs:
        for language in ("sq", "en"):
            fresh = difference(old=old.body[language], new=new.body[language])
            assert read.blocks(old, new, language) == fresh


def test_lengths_of_other_texts_are_not_believed(texts: list[OutcomeText]) -> None:
    actions.keep_differences()
    first, second, _third = texts
    second.body = both("Something else stands there now.")
    (block,) = differences.Differences([(first, second)]).blocks(first, second, "en")[:1]
    assert block.new.startswith("Something else")


def test_a_page_of_many_texts_compares_within_one_amount_of_work(texts: list[OutcomeText]) -> None:
    first, second, third = texts
    read = differences.Differences([(first, second), (second, third)])
    read._work = Work(40)
    assert len(read.blocks(first, second, "en")) >= 1
    before = read._work.steps
    assert before < 40
    read.blocks(second, third, "en")
    assert 0 <= read._work.steps <= before
