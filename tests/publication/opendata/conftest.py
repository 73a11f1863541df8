"""The fixtures `lived` (a house in which everything happened once) and `read` (JSON from an address)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def lived(db: None) -> Any:
    """See tests.publication.opendata.lived."""
    from tests.publication.opendata.lived import LivedHouse

    return LivedHouse()


@pytest.fixture
def read() -> Callable[[str], Any]:
    """Get an address and read its JSON."""

    def read(address: str) -> Any:
        response = Client().get(address)
        assert response.status_code == 200, (address, response.status_code)
        return response.json() if not response.streaming else json.loads(response.getvalue())

    return read
