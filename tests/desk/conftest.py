"""The desk at one moment: whoever opens it, it is the house's own now."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
import time_machine


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    """Stop the clock at the house's moment."""
    from tests.support.house import NOW

    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at_desk(house: Any) -> Callable[..., Any]:
    """Return a client in which an official sits at the desk: `at_desk("moderator", scope=…)`."""
    from tests.support.house import signed_in

    return lambda role, **mandate: signed_in(house.official(role, **mandate))


@pytest.fixture
def officer(at_desk: Callable[..., Any]) -> Any:
    """An officer of the institution that owns the activity, at the desk."""
    return at_desk("institution_officer")


@pytest.fixture
def moderator(at_desk: Callable[..., Any]) -> Any:
    """A moderator of the plan, at the desk."""
    return at_desk("moderator")


@pytest.fixture
def secretariat(at_desk: Callable[..., Any]) -> Any:
    """The technical secretariat of the plan, at the desk."""
    return at_desk("secretariat")


@pytest.fixture
def bring(house: Any) -> Callable[..., Any]:
    """Bring in so many ideas, whose answers are then owed: `bring(300, title="…")`."""
    from tests.desk.bringing import bring_in

    return partial(bring_in, house)
