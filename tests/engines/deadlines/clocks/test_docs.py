"""The page on clocks says what the files say: each deed with its term, its source and what no text at hand states."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kuvend.engines.deadlines.clocks import Regime, regimes
from kuvend.engines.deadlines.clocks.telling import in_force

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "reference" / "clocks.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `([\w-]+)`\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL))


def test_every_regime_has_its_section_and_no_other_is_there() -> None:
    assert list(SECTIONS) == list(regimes())


@pytest.mark.parametrize("regime", regimes().values(), ids=regimes())
def test_each_rule_stands_there_as_its_file_says_it(regime: Regime) -> None:
    rows = [line for line in SECTIONS[regime.key].splitlines() if line.startswith("| `")]
    rules = [(deed, rule) for deed in regime.deeds.values() for rule in deed.rules]
    for row, (deed, rule) in zip(rows, rules, strict=True):
        assert row.startswith(f"| `{deed.key}` | {rule.term} from: {deed.moment['en']}")
        assert f"| {in_force(rule) or '—'} | [{rule.source}]({rule.source.link.replace('docs/', '../')}) |" in row
        assert row.endswith(f"| {rule.unconfirmed.get('en', '—')} |")
        parts = {"extension": rule.extension, "paused": rule.pause, "transfer": rule.transfer, "silence": rule.silence}
        assert [name for name in parts if f"; {name}" in row] == [name for name, part in parts.items() if part]
