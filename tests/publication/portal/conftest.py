"""The clock of these tests stands at the house's moment, in which its activities are open."""

from collections.abc import Iterator

import pytest
import time_machine


@pytest.fixture(autouse=True)
def the_house_stands_still() -> Iterator[None]:
    from tests.support.house import NOW  # the settings are loaded by now

    with time_machine.travel(NOW, tick=True):
        yield
