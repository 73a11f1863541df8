"""Datasets of all rooms make one list, in the order of the catalogue; rooms may add columns to those of others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.datasets.columns import Dataset, Section, text
from kuvend.foundation.datasets.listed import datasets, set_datasets
from kuvend.foundation.datasets.values import headers
from kuvend.web import wiring

ORDER = (
    "processes", "stages", "activities", "contributions", "lineage", "deliberations", "statements", "responses",
    "landings", "successions", "plans", "commitments", "milestones", "reports", "evidence", "assessments",
    "institutions", "facts", "openings",
)  # fmt: skip


@pytest.fixture
def own_list() -> Iterator[None]:
    """A test that hands down datasets of its own gives the house back its own afterwards."""
    yield
    wiring.hand_down()


def dataset(name: str, section: Section = Section.WORDS, *, added_after: str = "") -> Dataset:
    columns = (text("id", "public_id", "the public id"), text("state", "state", "where it stands"))
    return Dataset(
        name, section, name, "", lambda today: Contribution.objects.all(), columns, added_after=added_after
    )  # fmt: skip


def test_the_house_lists_its_datasets_by_section_whichever_room_hands_them_up() -> None:
    assert tuple(datasets()) == ORDER


def test_a_dataset_stands_in_its_section_after_those_handed_up_before_it(own_list: None) -> None:
    set_datasets([dataset("facts", Section.RECORD), dataset("words"), dataset("lamps", Section.DELIVERY), dataset("b")])
    assert list(datasets()) == ["words", "b", "lamps", "facts"]


def test_two_datasets_of_one_name_stop_the_start(own_list: None) -> None:
    with pytest.raises(ValueError, match="two rooms hand up words"):
        set_datasets([dataset("words"), dataset("words", Section.RECORD)])


@pytest.mark.parametrize(("after", "order"), [("id", ["id", "ink", "state"]), ("", ["id", "state", "ink"])])
def test_columns_of_a_room_stand_where_the_dataset_says(own_list: None, after: str, order: list[str]) -> None:
    ink = text("ink", "pk", "the colour of the ink")
    set_datasets([dataset("words", added_after=after)], added=[{}, {"words": [ink]}])
    assert headers(datasets()["words"].columns) == order


def test_columns_for_no_dataset_and_columns_that_are_there_already_stop_the_start(own_list: None) -> None:
    with pytest.raises(ValueError, match="added to letters, which nobody hands up"):
        set_datasets([dataset("words")], added=[{"letters": [text("ink", "pk", "")]}])
    with pytest.raises(ValueError, match="words has state already"):
        set_datasets([dataset("words")], added=[{"words": [text("state", "pk", "")]}])


def test_what_ideas_say_of_themselves_stands_among_the_words_of_contributions() -> None:
    columns = headers(datasets()["contributions"].columns)
    assert columns[columns.index("organisation") :][:4] == ["organisation", "category", "place", "posted_at"]
