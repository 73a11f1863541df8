"""A house whose draft changed because of what people said."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation


@pytest.fixture
def revised(db: None) -> Any:
    from tests.publication.changes.revised import Revised

    with translation.override("en"):
        yield Revised()
