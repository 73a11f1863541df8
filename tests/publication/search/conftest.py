"""The clock of these tests stands at the house's moment, in which its activities are open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import time_machine

if TYPE_CHECKING:
    from tests.support.whole_house import WholeHouse


@pytest.fixture(autouse=True)
def the_house_stands_still() -> Iterator[None]:
    from tests.support.house import NOW  # the settings are loaded by now

    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def whole_house(db: None) -> WholeHouse:
    """A house with something behind every address, and the index of it."""
    from kuvend.foundation.record import actions as record
    from kuvend.publication.search.actions import rebuild
    from tests.support.whole_house import WholeHouse

    whole = WholeHouse()
    record.advance(at=whole.house.at)
    rebuild()
    return whole
