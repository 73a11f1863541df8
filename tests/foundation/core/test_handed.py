"""What rooms hand up by name: a name that two of them use stops the start, with the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kuvend.foundation.contributions.kinds import set_word_kinds
from kuvend.foundation.core.limits import set_deed_limits
from kuvend.foundation.datasets.listed import set_feeds, set_pages
from kuvend.foundation.notifications.letters import set_letters
from kuvend.foundation.outcomes.sorts import set_outcome_sorts
from kuvend.foundation.people.own import set_own_rows
from kuvend.foundation.processes.kinds import kind_names, set_kinds


@dataclass(frozen=True)
class Handed:
    """Anything with a name."""

    name: str = "twice"
    fact_type: str = "twice"
    deed: str = "twice"


@pytest.mark.parametrize(
    "keep",
    [
        set_kinds,
        set_word_kinds,
        set_outcome_sorts,
        set_letters,
        set_feeds,
        set_own_rows,
        set_deed_limits,
        lambda sorts: set_pages([], sorts),
    ],
)
def test_a_name_that_two_rooms_use_is_refused_and_nothing_is_changed(keep: Callable[[Any], None]) -> None:
    before = kind_names()
    with pytest.raises(ValueError, match="two rooms hand up twice"):
        keep([Handed(), Handed()])
    assert kind_names() == before
