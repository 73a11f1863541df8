"""A plain term gives the day that working days give, and knows nothing that only a law could allow."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.deadlines import due_date
from kuvend.engines.deadlines.clocks import (
    DEED,
    ClockProblem,
    Event,
    ExtensionEvent,
    InvalidRegime,
    PauseEvent,
    TransferEvent,
    due,
    plain_regime,
)

START = date(2026, 11, 20)
TEN = plain_regime("10 working days", calendar="AL")


@given(st.dates(date(2020, 1, 1), date(2027, 6, 30)), st.integers(1, 60))
def test_so_many_working_days_end_where_every_other_day_on_the_site_does(start: date, days: int) -> None:
    rules = plain_regime(f"{days} working day{'s' if days > 1 else ''}", calendar="AL")
    assert due(rules, DEED, start).date == due_date(start, days)


def test_days_and_months_are_plain_terms_too() -> None:
    assert due(plain_regime("30 days", calendar="AL"), DEED, START).date == START + timedelta(days=30)
    assert due(plain_regime("1 month", calendar="AL"), DEED, START).date == date(2026, 12, 20)


def test_another_body_owes_it_by_the_same_day() -> None:
    assert due(TEN, DEED, START, events=[TransferEvent(START)]).date == due(TEN, DEED, START).date


@pytest.mark.parametrize("event", [ExtensionEvent(START), PauseEvent(START, START)])
def test_it_is_neither_extended_nor_paused(event: Event) -> None:
    with pytest.raises(ClockProblem):
        due(TEN, DEED, START, events=[event])


@pytest.mark.parametrize("term", ["", "soon", "0 days", "ten days"])
def test_a_term_that_cannot_be_read_is_refused(term: str) -> None:
    with pytest.raises(InvalidRegime):
        plain_regime(term, calendar="AL")
