"""An idea comes in by its form or from a file, is listed with what it is about, and forgets its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.actions import support
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.importing import GoodRow, imported_participant
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.processes.actions import set_topics
from kuvend.participation.ideas.actions import bring_in_rows, forget_places
from kuvend.participation.ideas.models import Idea
from kuvend.participation.ideas.queries import activity_page, idea_details
from tests.support.house import NOW, WORDS, House, both, signed_in
from tests.support.standing import always_open


@pytest.fixture(autouse=True)
def topics(house: House) -> Iterator[None]:
    set_topics(process=house.process, topics=[("water", both("Water"))])
    with translation.override("en"):
        yield


def row(line: int, title: str, *, category: str = "", place: str = "", posted: int | None = None) -> GoodRow:
    """A row of a file; `posted`: so many days before it is brought in."""
    at = None if posted is None else NOW - timedelta(days=posted)
    return GoodRow(line, str(line), title, WORDS, "en", category, place, at)


def titles(house: House, query: str = "") -> list[str]:
    return [idea.title for idea in activity_page(house.activity, QueryDict(query), NOW)["rows"]]


def test_the_same_words_a_moment_later_are_the_same_idea(house: House) -> None:
    author = house.actor()
    assert house.idea(author).pk == house.idea(author).pk
    assert house.idea(author, title="Open the office earlier").pk != house.idea(author).pk
    assert Idea.objects.count() == 2


def test_a_place_is_one_line_however_it_was_typed(house: House) -> None:
    assert Idea.objects.get(pk=house.idea(place="  Fier\n\tQendër ").pk).place == "Fier Qendër"


def test_rows_of_a_file_keep_their_topic_place_and_day_and_an_unknown_topic_is_something_else(house: House) -> None:
    rows = [row(2, "Mend the pipes", category="water", place=" Fier ", posted=3), row(3, "Light it", category="lamps")]
    known, unknown = bring_in_rows(house.activity, rows, imported_participant(house.process), NOW)
    assert (known.idea.category, known.idea.place, known.posted_at) == ("water", "Fier", NOW - timedelta(days=3))
    assert (unknown.idea.category, unknown.idea.place, unknown.posted_at) == ("other", "", NOW)


def test_rows_of_a_file_have_no_category_where_the_process_has_no_topics(house: House) -> None:
    box = always_open(house)
    rows = [row(2, "Mend the pipes", category="water"), row(3, "Light it")]
    ideas = bring_in_rows(box, rows, imported_participant(box.process), NOW)
    assert [idea.idea.category for idea in ideas] == ["", ""]


def test_the_list_is_newest_first_or_most_supported_first_or_what_has_a_word(house: House) -> None:
    older = house.idea(title="Open the office later")
    house.idea(title="Mend the bridge", at=NOW + timedelta(minutes=1))
    support(actor=house.actor(), contribution=older, seen_version=1, at=NOW)
    assert titles(house) == ["Mend the bridge", "Open the office later"]
    assert titles(house, "order=supported") == ["Open the office later", "Mend the bridge"]
    assert titles(house, "order=nonsense") == titles(house)
    assert titles(house, "q=bridge") == ["Mend the bridge"]


def test_the_list_is_narrowed_by_topic_and_answer_in_either_order(house: House) -> None:
    for number in range(3):
        house.idea(title=f"Pipe {number}", category="water", at=NOW + timedelta(minutes=number))
    house.idea(title="Light", category="not-sure")
    hidden = house.idea(title="Pipe nobody may see", category="water")
    Contribution.objects.filter(pk=hidden.pk).update(state=State.HIDDEN)
    assert titles(house, "category=water") == ["Pipe 2", "Pipe 1", "Pipe 0"]
    assert titles(house, "category=water&q=1&order=supported") == ["Pipe 1"]
    assert titles(house, "category=not-sure&answer=none") == ["Light"]
    assert titles(house, "answer=given") == []
    assert len(titles(house, "category=lamps")) == 4, "an unknown topic narrows nothing"


def test_a_row_of_the_list_names_its_topic_and_its_place_and_counts(house: House) -> None:
    idea = house.idea(category="water", place="Fier")
    support(actor=house.actor(), contribution=idea, seen_version=1, at=NOW)
    listed = activity_page(house.activity, QueryDict(), NOW)["rows"][0]
    assert listed.byline.endswith(" · Water · Fier")
    assert listed.counts == "1 supporter · 0 comments"


def test_who_was_not_sure_gets_no_label_and_something_else_has_one(house: House) -> None:
    unsure, other = house.idea(category="not-sure"), house.idea(title="Another idea of mine")
    details = idea_details([unsure.pk, other.pk])
    assert details[unsure.pk].category == "" and details[other.pk].category


def test_places_are_forgotten_of_the_ideas_that_are_named_and_of_no_other(house: House) -> None:
    erased, stays = house.idea(), house.idea(title="Another idea of mine")
    forget_places(Contribution.objects.filter(pk=erased.pk).values("pk"))
    assert dict(Idea.objects.values_list("pk", "place")) == {erased.pk: "", stays.pk: "Fier"}


def test_the_form_lies_at_activities_of_ideas_alone(house: House) -> None:
    client = signed_in(house.person())
    drafting = house.make_activity("drafting")
    assert client.get(reverse("new_idea", args=[house.activity.public_id])).status_code == 200
    assert client.get(reverse("new_idea", args=[drafting.public_id])).status_code == 404
    assert client.get(reverse("new_idea", args=["0000000000"])).status_code == 404
