"""The `house` fixture."""

from typing import Any

import pytest


@pytest.fixture
def house(db: None) -> Any:
    """A small house to test in (tests.support.house.House)."""
    from tests.support.house import House

    return House()
