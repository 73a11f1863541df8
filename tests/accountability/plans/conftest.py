"""The Albanian plan, imported by the house, and what tests of this room need beside it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kuvend.engines.formats.plan import read_plan
from kuvend.engines.formats.plan.documents import PlanDocument

ALBANIA = Path(__file__).resolve().parents[3] / "examples" / "albania-2020-2022" / "plan.yaml"
AT = datetime(2021, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def at() -> datetime:
    """The moment of the tests' deeds."""
    return AT


@pytest.fixture(scope="session")
def albania() -> PlanDocument:
    """Albania's plan 2020-2022 as its example file tells it."""
    return read_plan(ALBANIA.read_text())
