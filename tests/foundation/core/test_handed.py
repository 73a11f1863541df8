"""What rooms hand up by name: a name that two of them use stops the start, with the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kuvend.foundation.contributions.kinds import set_word_kinds
from kuvend.foundation.core.confirmations import set_confirmations
from kuvend.foundation.core.limits import set_deed_limits
from kuvend.foundation.core.navigation import set_main_pages
from kuvend.foundation.datasets.listed import set_bundles, set_datasets, set_feeds, set_pages, set_papers
from kuvend.foundation.notifications.letters import set_letters
from kuvend.foundation.notifications.reminders import set_reminders
from kuvend.foundation.obligations.kinds import set_obligation_kinds
from kuvend.foundation.outcomes.sorts import set_outcome_sorts
from kuvend.foundation.people.desk import set_desk_rooms
from kuvend.foundation.people.own import set_own_rows
from kuvend.foundation.processes.gates import set_gate_rules
from kuvend.foundation.processes.kinds import kind_names, set_kinds
from kuvend.foundation.processes.process_pages import set_process_pages
from kuvend.foundation.record.cursors import set_reactions


@dataclass(frozen=True)
class Handed:
    """Anything with a name."""

    name: str = "twice"
    fact_type: str = "twice"
    deed: str = "twice"
    url_name: str = "twice"
    related: str = "twice"
    section: int = 1


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
        set_datasets,
        set_bundles,
        set_papers,
        set_reminders,
        set_reactions,
        set_obligation_kinds,
        set_desk_rooms,
        set_main_pages,
        set_process_pages,
        lambda rooms: set_gate_rules({room.name: room} for room in rooms),
        lambda rooms: set_confirmations({room.name: room} for room in rooms),
    ],
)
def test_a_name_that_two_rooms_use_is_refused_and_nothing_is_changed(keep: Callable[[Any], None]) -> None:
    before = kind_names()
    with pytest.raises(ValueError, match="two rooms hand up twice"):
        keep([Handed(), Handed()])
    assert kind_names() == before
