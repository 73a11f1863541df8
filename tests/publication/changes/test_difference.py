"""The difference of two versions: what was put in and taken out, whose words it came from, in both languages."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kuvend.accountability.plans.document.queries.plan_difference import plan_difference_page
from kuvend.foundation.responses.actions import LandingPlace
from kuvend.publication.changes.queries.difference import difference_page
from tests.publication.changes.revised import Revised
from tests.support.house import quoted


def test_a_changed_passage_names_the_contribution_it_came_from(revised: Revised) -> None:
    page = difference_page(revised.part.public_id, from_version=2, to_version=3)
    assert page is not None
    assert page.difference is not None
    changed = [block for block in page.difference.blocks if block.changed]
    assert [(part.old, part.new) for part in changed[0].parts if part.changed] == [("two", "three")]
    assert [one.contributions[0].words for one in changed[0].sources] == ["An idea that is accepted"]
    assert page.difference.changes == 1
    assert page.difference.elsewhere == []


def test_an_answer_stands_at_the_paragraph_of_its_passage(revised: Revised) -> None:
    revised.answered("accepted", [LandingPlace(revised.part, quoted("from eight to six on three"))])
    page = difference_page(revised.part.public_id, from_version=2, to_version=3)
    assert page is not None
    assert page.difference is not None
    (changed,) = [block for block in page.difference.blocks if block.changed]
    told = [str(one.passage) for one in changed.sources]
    assert told == ["from eight to six on three", "on three days"]
    assert page.difference.elsewhere == []


def test_first_and_current_version_are_compared_unless_told(revised: Revised) -> None:
    page = difference_page(revised.part.public_id, from_version=None, to_version=None)
    assert page is not None
    assert page.difference is not None
    assert (page.difference.from_version, page.difference.to_version) == (1, 3)


def test_the_page_tells_changes_in_words_and_not_by_colour_alone(revised: Revised) -> None:
    address = reverse("difference", args=[revised.part.public_id])
    html = Client().get(f"{address}?from=3&to=2").content.decode()
    assert '<del><span class="hidden">[taken out: </span>two<span class="hidden">]</span></del>' in html
    assert '<ins><span class="hidden">[put in: </span>three<span class="hidden">]</span></ins>' in html


def test_the_difference_stands_in_the_language_of_the_page(revised: Revised) -> None:
    html = Client().get(f"/sq/outcomes/{revised.promise.public_id}/difference/").content.decode()
    assert "Zyrat hapen më gjatë." in html  # kept words of the Albanian text
    english = Client().get(f"/en/outcomes/{revised.promise.public_id}/difference/").content.decode()
    assert re.search(r"\[put in: </span>\s*in every municipality\s*<", english)


def test_a_text_with_one_version_says_that_nothing_changed(revised: Revised) -> None:
    milestone = revised.subjects()["milestone"]
    html = Client().get(reverse("difference", args=[milestone.public_id])).content.decode()
    assert "has had one version so far" in html


@pytest.mark.parametrize("wrong", ["from=9", "from=0&to=9", "to=x", "from=-1", "from=", "to=٣", f"from={9**30}"])
def test_a_version_that_is_none_is_not_found(revised: Revised, wrong: str) -> None:
    assert Client().get(f"/en/outcomes/{revised.part.public_id}/difference/?{wrong}").status_code == 404


def test_words_of_the_text_never_become_markup(revised: Revised) -> None:
    from kuvend.foundation.outcomes.models import OutcomeText

    OutcomeText.objects.filter(outcome=revised.part, version=3).update(body={"en": "<b>three</b> days", "sq": "<i>"})
    html = Client().get(f"/en/outcomes/{revised.part.public_id}/difference/").content.decode()
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_a_plan_shows_its_draft_beside_its_final_text(revised: Revised) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = plan_difference_page(revised.plan.public_id)
    assert page is not None
    assert len(asked) <= 10
    commitment, milestone = page.outcomes
    assert commitment.difference is not None
    assert commitment.difference.changes == 1
    assert milestone.difference is None
    assert (page.changed, page.unchanged) == (1, 1)
    changed = [block for block in commitment.difference.blocks if block.changed]
    assert [one.contributions[0].words for one in changed[0].sources] == ["An idea that is accepted_in_part"]
    html = Client().get(reverse("plan_difference", args=[revised.plan.public_id])).content.decode()
    assert "<summary>Unchanged words</summary>" in html
