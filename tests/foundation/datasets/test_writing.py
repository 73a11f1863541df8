"""A dataset is read and written in pieces: its size costs time, not memory."""

from __future__ import annotations

import tracemalloc
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.queries import pieces
from kuvend.foundation.datasets.writing import FORMATS
from kuvend.foundation.processes.models import Participant
from tests.support.house import House


def many(house: House, number: int) -> None:
    participant, _made = Participant.objects.get_or_create(process=house.process, pseudonym="Lis 1")
    Contribution.objects.bulk_create(
        [
            Contribution(
                kind="idea", activity=house.activity, participant=participant, state="published", language="sq",
                title=f"Ide {number}", body="Zyra duhet hapur më gjatë. " * 8, posted_at=house.at,
            )
            for number in range(number)
        ],
        batch_size=2000,
    )  # fmt: skip


@pytest.mark.parametrize("number", [10, 12])
def test_a_file_is_read_in_pieces_of_two_statements_each(house: House, number: int) -> None:
    many(house, number)
    with CaptureQueriesContext(connection) as queries:
        read = [len(piece) for piece in pieces(datasets()["contributions"], today=house.at.date(), size=5)]
    assert sum(read) == number
    assert len(queries) == 2 * len(read) + (number % 5 == 0)


def peak_of(kind: str, today: Any) -> int:
    """The most memory, in bytes, that writing the contributions takes at once."""
    write, _content_type = FORMATS[kind]
    tracemalloc.start()
    for _part in write(datasets()["contributions"], today=today):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_memory_does_not_grow_with_the_rows(house: House, kind: str) -> None:
    today = house.at.date()
    many(house, 2500)
    small = peak_of(kind, today)
    many(house, 7500)
    assert peak_of(kind, today) < small * 1.3
    assert small < 30 * 1024 * 1024
