"""Values are written so that a spreadsheet computes none of them, and a list can be read back."""

from __future__ import annotations

from kuvend.engines.formats.lists import names_in
from kuvend.foundation.datasets.columns import listed
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.datasets.values import headers, row_cells


def test_no_header_starts_a_formula() -> None:
    assert not [name for one in datasets().values() for name in headers(one.columns) if not name[0].isalpha()]


def test_a_list_in_a_cell_can_be_parted_again_whatever_stands_in_it() -> None:
    entries = ["Agency for Water; Sewage and Waste", 'The "Alter"; Center', '"A"', "NAIS"]
    (cell,) = row_cells([listed("actors", "actors", "who takes part")], [entries])
    assert list(names_in(cell)) == entries
    assert row_cells([listed("actors", "actors", "who takes part")], [["A", "B"]]) == ["A;B"]
