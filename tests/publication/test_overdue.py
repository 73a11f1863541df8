"""What is overdue is one thing: every page, number, reminder and file says it of the same rows on the same day."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from kuvend.desk.queries import waiting
from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.core.due import due, in_its_days, overdue
from kuvend.foundation.obligations.reminders import lines as letter_lines
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import advance
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.obligations import ANSWER
from kuvend.foundation.responses.queries import answer_rates, rates_of_each
from kuvend.publication.opendata.datasets.people import INSTITUTIONS
from kuvend.publication.opendata.recompute import recompute
from kuvend.publication.portal.queries import home, records
from kuvend.publication.portal.queries.contribution_filters import CONTRIBUTIONS
from kuvend.publication.trail.queries import contribution_page
from tests.support.house import House

FRIDAY = date(2026, 12, 18)
DAYS = [FRIDAY + timedelta(days=number) for number in range(-1, 5)]  # over a weekend
SOURCES = Path(__file__).parents[2] / "src/kuvend"
DECIDED_ELSEWHERE = re.compile(r"due(_date|_day)?\)? < \w*\.?today|today > \w*\.?(due|due_date)\b|due_date__lt=today")


def listed_as(show: str, today: date) -> Sequence[records.ListedRecord]:
    return records.contributions_page(CONTRIBUTIONS.read({"show": show}), after="", today=today).rows


@pytest.fixture
def officer(house: House) -> Actor:
    """Who answers for the institution that owes one answer on each of DAYS, and gave one late."""
    ideas = [house.idea(title=f"Idea {number}") for number in range(len(DAYS) + 1)]
    advance(at=house.at)
    for idea, day in zip(ideas, DAYS, strict=False):
        Duty.objects.filter(contribution=idea).update(due_date=day)
    Duty.objects.filter(contribution=ideas[-1]).update(due_date=DAYS[0], met_date=DAYS[1], state="met")
    return house.actor(house.official(Role.INSTITUTION_OFFICER))


def rows_of_files() -> list[dict[str, str]]:
    rows = Duty.objects.select_related("institution")
    return [
        {
            "institution": row.institution.key,
            "duty": row.state,
            "due_date": row.due_date.isoformat(),
            "met_date": row.met_date.isoformat() if row.met_date else "",
            "state": "published",
            "continues": "false",
            "response": "",
        }
        for row in rows
    ]


def reminded(officer: Actor, today: date) -> int:
    at = datetime.combine(today, time(9), tzinfo=UTC)
    with translation.override("en"):
        said = [words for words, _page in letter_lines(ANSWER, officer, today - timedelta(days=8), at)]
    lines = [words for words in said if "overdue" in words]
    return int(lines[0].split()[0]) if lines else 0


def on_their_pages(officer: Actor, today: date) -> int:
    """How many pages of contributions say of the answer to come that it is late."""
    at = datetime.combine(today, time(9), tzinfo=UTC)
    pages = [contribution_page(row.contribution.public_id, at=at) for row in Duty.objects.filter(state="open")]
    return sum(page.next_step.tint == "stop" for page in pages if page and page.next_step)


COUNTS: dict[str, Callable[[Actor, date], int]] = {
    "numbers of answers": lambda officer, today: answer_rates(None, today=today).overdue,
    "numbers of each": lambda officer, today: sum(one.overdue for one in rates_of_each(today=today).values()),
    "institutions as open data": lambda officer, today: sum(row.overdue for row in INSTITUTIONS.rows(today)),
    "recomputed from the files": lambda officer, today: recompute(rows_of_files(), [], today=today).overdue,
    "the first page": lambda officer, today: home.figures(today, 0)[-1].count,
    "the list": lambda officer, today: len(listed_as("overdue", today)),
    "its marks": lambda officer, today: sum(row.tint == "stop" for row in listed_as("waiting", today)),
    "the desk": lambda officer, today: waiting.figures(officer, today=today).late,
    "its marks there": lambda officer, today: sum(
        row.due.tint == "stop" for row in waiting.waiting_page(officer, waiting.Filter(), after="", today=today).rows
    ),
    "the reminder": reminded,
    "the ways of contributions": on_their_pages,
}


@pytest.mark.parametrize("counted", COUNTS)
def test_every_place_counts_the_same(officer: Actor, counted: str) -> None:
    found = {today: COUNTS[counted](officer, today) for today in DAYS}
    assert found == {today: sum(day < today for day in DAYS) for today in DAYS}


def test_a_row_a_day_and_its_words_agree(officer: Actor) -> None:
    for today in DAYS:
        late = set(Duty.objects.filter(overdue(today)).values_list("due_date", flat=True))
        assert late == {day for day in DAYS if is_overdue(day, on=today)}
        assert late == {day for day in DAYS if due(day, today=today).tint == "stop"}
        assert set(Duty.objects.filter(in_its_days(today)).values_list("due_date", flat=True)) == set(DAYS) - late


def test_nobody_else_decides_what_is_overdue() -> None:
    at_home = {SOURCES / "engines/deadlines/__init__.py", SOURCES / "foundation/core/due.py"}
    elsewhere = [
        f"{path.relative_to(SOURCES)}: {line.strip()}"
        for path in SOURCES.rglob("*.py")
        if path not in at_home
        for line in path.read_text(encoding="utf-8").splitlines()
        if DECIDED_ELSEWHERE.search(line)
    ]
    assert not elsewhere
