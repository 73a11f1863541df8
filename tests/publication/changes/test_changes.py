"""What your words changed: passages and the words behind them, and figures that open their records."""

from __future__ import annotations

import re

from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.publication.changes.queries import changes
from kuvend.publication.changes.queries.changes import changes_page
from tests.publication.changes.revised import Revised
from tests.support.house import NOW

TODAY = local_date(NOW)


def test_each_changed_text_names_its_passages_and_the_words_behind_them(revised: Revised) -> None:
    page = changes_page(today=TODAY)
    assert page is not None
    section, commitment = page.changed.rows
    assert (section.kind, commitment.kind) == ("section", "commitment")
    assert [str(one.passage) for one in section.landed] == ["on three days", "on two days"]
    said = commitment.landed[0].contributions[0]
    assert (said.words, commitment.landed[0].verdict) == ("An idea that is accepted_in_part", "accepted in part")
    assert said.author
    assert str(commitment.landed[0].institution) == "Agency"


def test_each_figure_is_the_number_of_the_records_that_it_opens(revised: Revised) -> None:
    page = changes_page(today=TODAY, process=revised.house.process.public_id)
    assert page is not None
    assert [figure.count for figure in page.figures] == [3, 2, 1, 1]
    for figure in page.figures:
        html = Client().get(figure.url).content.decode()
        assert len(re.findall(r"<li><h2>", html)) == figure.count, figure.url


def test_words_that_were_hidden_are_not_told(revised: Revised) -> None:
    Contribution.objects.update(state="hidden")
    html = Client().get("/en/changes/").content.decode()
    assert "An idea that is accepted" not in html
    assert "on three days" in html


def test_a_process_without_changes_shows_none_and_an_unknown_one_is_not_found(revised: Revised) -> None:
    other = revised.plan.process.public_id
    page = changes_page(today=TODAY, process=other)
    assert page is not None
    assert [row.kind for row in page.changed.rows] == ["commitment"]
    assert Client().get("/en/changes/?process=0000000000").status_code == 404


def test_pages_follow_each_other_without_loss(revised: Revised) -> None:
    whole = changes_page(today=TODAY)
    assert whole is not None
    size, changes.PAGE = changes.PAGE, 1
    try:
        first = changes_page(today=TODAY)
        assert first is not None
        second = changes_page(today=TODAY, after=first.changed.next_key)
        assert second is not None
    finally:
        changes.PAGE = size
    assert [row.id for row in (*first.changed.rows, *second.changed.rows)] == [row.id for row in whole.changed.rows]
    assert second.changed.next_key == ""
