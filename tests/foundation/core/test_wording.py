"""Words cut to an excerpt, days on which something is open, and the tint that each enum says of its states."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import TextChoices
from django.utils import translation

from kuvend.accountability.plans.enums import Completion, Status
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.wording import excerpt, open_days
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.responses.enums import Standing, Verdict


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Open later.", "Open later."),
        ("Open the office", "Open the office"),  # as long as is shown
        ("Open the offices", "Open the …"),  # never a part of a word
        ("Verylongwordindeed", "Verylongwordind …"),  # but where there is no other
    ],
)
def test_an_excerpt_ends_after_a_whole_word_and_says_that_more_follows(words: str, shown: str) -> None:
    assert excerpt(words, 15) == shown


def test_what_stays_open_is_open_from_a_day_on() -> None:
    with translation.override("en"):
        assert open_days(date(2026, 12, 1), date(2026, 12, 31)) == "1 December 2026 – 31 December 2026"
        assert open_days(date(2026, 12, 1), None) == "from 1 December 2026, with no last day"


@pytest.mark.parametrize("states", [Completion, Decided, StageState, Standing, State, Status, Verdict])
def test_every_state_has_one_of_the_three_tints_or_none(states: type[TextChoices]) -> None:
    tints = {getattr(state, "tint") for state in states}  # noqa: B009 - not every enum has one
    assert tints <= {"ok", "wait", "stop", ""}
    assert len(tints) > 1, "what all share says nothing"
