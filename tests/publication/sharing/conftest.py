"""The fixture `lived`: a house in which everything happened once."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def lived(db: None) -> Any:
    """See tests.publication.opendata.lived."""
    from tests.publication.opendata.lived import LivedHouse

    return LivedHouse()
