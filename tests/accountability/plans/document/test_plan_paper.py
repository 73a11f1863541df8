"""The whole plan as a paper: all its words, in the order and with the headings of OGP's form."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kuvend.accountability.plans.document.paper.plan import plan_entries, plan_paper
from kuvend.accountability.plans.models import Commitment, Milestone
from kuvend.accountability.plans.progress.actions import report_progress
from kuvend.engines.formats.papers.html import write_html
from kuvend.engines.formats.papers.tree import Heading, PaperDocument, Table, plain_text
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from tests.accountability.plans.world import World, both

pytestmark = pytest.mark.django_db
FORM = [
    "Problem definition",
    "1. What problem does the commitment aim to address?",
    "2. What are the causes of the problem?",
    "Commitment description",
    "1. What has been done so far to solve the problem?",
    "2. What solution is proposed?",
    "3. What results should the commitment achieve?",
    "Commitment analysis",
]


def paper(world: World, language: str = "en") -> PaperDocument:
    with override(language):
        document = plan_paper(world.plan.public_id, world.at)
    assert document is not None
    return document


def headings(document: PaperDocument) -> list[tuple[int, str]]:
    return [(one.level, plain_text(one.words)) for one in document.blocks if isinstance(one, Heading)]


def test_it_has_every_goal_and_commitment_and_the_form_of_each(world: World) -> None:
    found = headings(paper(world))
    commitments = [text for level, text in found if level == 2]
    assert sorted(text.partition(".")[0] for text in commitments) == [str(number) for number in range(1, 10)]
    assert [text for level, text in found if level == 1][:2] == ["Introduction", "How it was made"]
    start = [text for _level, text in found].index("Problem definition")
    assert [text for _level, text in found[start : start + len(FORM)]] == FORM
    assert [text for _level, text in found].count("Commitment planning") == 9
    assert plan_entries(world.plan.public_id) == 9 and plan_entries("0000000000") is None


@pytest.mark.parametrize("language", ["sq", "en"])
def test_it_holds_all_words_of_the_plan(world: World, language: str) -> None:
    html = write_html(paper(world, language).blocks)
    for row in Commitment.objects.all():
        for text in (row.problem, row.solution, row.results):
            for line in str(Localized(text).reading(language)[0]).splitlines():
                assert plain(line) in html, row.outcome
    for milestone in Milestone.objects.select_related("outcome"):
        assert plain(milestone.outcome.title[language]) in html and plain(milestone.deliverable[language]) in html


def plain(text: str) -> str:
    from html import escape

    return escape(text)


def test_the_planning_names_milestone_output_day_and_who(world: World) -> None:
    (table,) = [block for block in paper(world).blocks if isinstance(block, Table)]
    assert [plain_text(cell) for cell in table.head] == [
        "Milestones", "Expected outputs", "Expected completion date", "Stakeholders",
    ]  # fmt: skip
    assert [plain_text(cell) for cell in table.rows[0]][:3] == [
        "4.1. Milestone 1 (simulated)" if "4.1." in plain_text(table.rows[0][0]) else "4.1 Milestone 1 (simulated)",
        "Deliverable 1",
        "1 July 2021",
    ]


def test_how_far_it_is_stands_behind_the_form_once_something_was_reported(world: World) -> None:
    assert "How far it is" not in [text for _level, text in headings(paper(world))]
    report_progress(
        actor=HOUSE, milestone=world.first, status="limited", text=both("Two of five."), challenges=both("Codes."),
        as_of_date=date(2021, 2, 28), at=world.at,
    )  # fmt: skip
    html = write_html(paper(world).blocks)
    assert "How far it is" in html and "Two of five." in html and "Report of 28 February 2021" in html
    assert "no report yet" in html, "of the other milestone"


def test_a_text_in_another_language_says_so(world: World) -> None:
    world.commitment.problem = Localized(sq="Vetëm shqip.")
    world.commitment.save()
    html = write_html(paper(world).blocks)
    assert '<span lang="sq">Vetëm shqip.</span> (only in Albanian)' in html


def test_its_statements_do_not_grow_with_its_commitments(world: World) -> None:
    with CaptureQueriesContext(connection) as statements:
        paper(world)
    assert len(statements) <= 16, [one["sql"][:90] for one in statements.captured_queries]


def test_the_page_of_the_plan_leads_to_it(world: World) -> None:
    page = Client().get("/en/plan/").content.decode()
    address = f"/en/papers/plan/{world.plan.public_id}"
    for ending in ("/", ".pdf", ".docx"):
        assert f'href="{address}{ending}"' in page
    paper_page: Any = Client().get(f"{address}/")
    assert paper_page.status_code == 200 and "Problem definition" in paper_page.content.decode()
