"""The Albanian plan as a document, and a world in which it is imported."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.formats.plan import read_plan
from kuvend.engines.formats.plan.documents import PlanDocument
from tests.publication.changes.conftest import revised

__all__ = ["albania", "at", "revised", "world"]

ALBANIA = Path(__file__).resolve().parents[3] / "examples" / "albania-2020-2022" / "plan.yaml"


@pytest.fixture
def at() -> datetime:
    """The moment of the tests' deeds."""
    from tests.accountability.plans.world import AT

    return AT


@pytest.fixture(scope="session")
def albania() -> PlanDocument:
    """Albania's plan 2020-2022 as its example file tells it."""
    return read_plan(ALBANIA.read_text())


@pytest.fixture
def world(db: None, albania: PlanDocument) -> Any:
    """The plan with two milestones under commitment 4 (tests.accountability.plans.world.World)."""
    from tests.accountability.plans.world import World

    return World(albania)
