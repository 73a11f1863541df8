"""A clean list of reactions for each test."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _no_reactions() -> Iterator[None]:
    from kuvend.foundation.record import cursors

    before = cursors.reactions()
    cursors.set_reactions([])
    yield
    cursors.set_reactions(before)
