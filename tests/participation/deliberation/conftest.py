"""A deliberation with three statements, open now."""

from typing import Any

import pytest


@pytest.fixture
def talk(house: Any) -> Any:
    """A deliberation to test in (tests.participation.deliberation.talking.Talk)."""
    from tests.participation.deliberation.talking import Talk

    return Talk(house)


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """Reasons and sentences are read in English."""
    from django.utils import translation

    with translation.override("en"):
        yield
