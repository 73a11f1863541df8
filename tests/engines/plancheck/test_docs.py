"""The page on the checks says what the rules say: each sentence, each source, and what no text at hand states."""

from pathlib import Path

import pytest

from kuvend.engines.plancheck.rule_sets import Wording, rule_sets, wordings

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "reference" / "plan-checks.md").read_text(encoding="utf-8")
ROWS = {
    (cells[1].strip("` "), cells[2].strip("` ")): line
    for line in PAGE.splitlines()
    if line.startswith("| `") and "](http" in line
    for cells in [line.split("|")]
}
NEWEST = {one.id: one for one in wordings("RS-2022")}
WORDED = [
    pytest.param(one.id, wording, id=f"{one.id}-{wording.id}") for one in rule_sets() for wording in wordings(one.id)
]


@pytest.mark.parametrize(("rule_set", "wording"), WORDED)
def test_each_rule_stands_there_with_its_source_and_what_is_not_stated(rule_set: str, wording: Wording) -> None:
    newest = NEWEST[wording.id]
    same = (wording.source, wording.unconfirmed) == (newest.source, newest.unconfirmed)
    row = ROWS[(wording.id, "RS-2022" if same else rule_set)]
    assert f"]({wording.source}) |" in row
    assert wording.unconfirmed.get("en", "—") in row
    assert wording.sentence["en"] in PAGE
