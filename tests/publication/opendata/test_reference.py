"""The reference page tells each dataset as it is: its columns in their order, what they mean, its filters and sorts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kuvend.foundation.datasets.columns import Kind
from kuvend.foundation.datasets.listed import datasets

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "open-data.md"
KINDS = {
    Kind.TEXT: "text",
    Kind.LOCALIZED: "text by language",
    Kind.NUMBER: "number",
    Kind.DAY: "day",
    Kind.MOMENT: "moment",
    Kind.YES_NO: "true, false",
    Kind.LIST: "list",
    Kind.TREE: "JSON",
}
TOLD = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", PAGE.read_text(), re.MULTILINE | re.DOTALL))


def test_the_page_tells_every_dataset_in_the_order_of_the_catalogue() -> None:
    assert list(TOLD) == list(datasets())


@pytest.mark.parametrize("name", TOLD)
def test_the_page_tells_the_columns_of_a_dataset(name: str) -> None:
    told = [tuple(row) for row in re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.*) \|$", TOLD[name], re.MULTILINE)]
    assert told == [(column.name, KINDS[column.kind], column.meaning) for column in datasets()[name].columns]


@pytest.mark.parametrize("name", TOLD)
def test_the_page_tells_the_filters_and_sorts_of_a_dataset(name: str) -> None:
    filters, sorts = re.search(r"^(?:Filters: (.*?)\. )?Sorts: (.*)\.$", TOLD[name], re.MULTILINE).groups()  # type: ignore[union-attr]
    assert re.findall(r"`(\w+)`", filters or "") == list(datasets()[name].filters)
    assert re.findall(r"`(\w+)`", sorts) == ["id", *datasets()[name].sorts]
