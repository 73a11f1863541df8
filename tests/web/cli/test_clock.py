"""`kuvend clock`: the day alone on the first line, how it was reached below it, and no database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.deadlines.clocks import regimes
from kuvend.web.cli import main

ASKED = ["clock", "due", "--regime", "al-119-2014", "--from", "2026-11-20", "--deed", "answer"]


def test_the_day_stands_alone_on_the_first_line(capsys: Any) -> None:
    assert main(ASKED) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "2026-12-10"
    assert "2026-11-30: no working day, Flag and Independence Day (observed)" in rest
    assert any("Law 119/2014 on the right to information, 15(1)" in line for line in rest)


def test_what_happened_meanwhile_is_counted_and_told(capsys: Any) -> None:
    assert main([*ASKED, "--transferred-on", "2026-11-24", "--extended-on", "2026-12-01", "--extended-by", "2"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "2026-12-21"
    assert any(line.startswith("2026-12-01: extended by 2 working days") for line in rest)
    assert any(line.startswith("2026-11-24: passed on to another body") for line in rest)


def test_a_pause_is_given_by_its_two_days(capsys: Any) -> None:
    asked = ["clock", "due", "--regime", "uk-foia", "--from", "2026-10-05", "--deed", "answer"]
    assert main([*asked, "--paused", "2026-10-08:2026-10-09"]) == 0
    assert capsys.readouterr().out.startswith("2026-11-04\n")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--regime", "al-1-1"], "there is no regime 'al-1-1': there are al-119-2014, "),
        (["--deed", "song"], "al-119-2014 knows no deed 'song': it has answer, "),
        (["--from", "2026-02-30"], "--from: '2026-02-30' is no day"),
        (["--from", "2010-01-04"], "no rule on answer is in force on 2010-01-04"),
        (["--from", "2100-12-30"], "outside the years whose legal holidays are known: 1993 to 2100"),
        (["--paused", "2026-11-24"], "--paused: '2026-11-24' has no end"),
        (["--paused", "2026-11-24:2026-11-25"], "answer: its rule knows no pause"),
        (["--extended-on", "2026-12-11"], "comes too late: the deed was due on 2026-12-10"),
        (["--extended-by", "2"], "--extended-by needs --extended-on"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(more: list[str], why: str, capsys: Any) -> None:
    assert main([*ASKED, *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("kuvend: ")
    assert why in said.err
    assert said.err.count("\n") == 1


def test_every_rule_is_listed_with_its_source(capsys: Any) -> None:
    assert main(["clock", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    rules = [(deed, rule) for one in regimes().values() for deed in one.deeds.values() for rule in deed.rules]
    listed = [line for line in lines if line.startswith("  ")]
    assert len(listed) == len(rules)
    assert all(rule.source.link in line and deed.key in line for line, (deed, rule) in zip(listed, rules, strict=True))
    assert [line.split("  ")[0] for line in lines if not line.startswith("  ")] == list(regimes())


def test_no_database_is_needed(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "KUVEND_HOME": str(tmp_path)}
    asked = [sys.executable, "-m", "kuvend", *ASKED]
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2026-12-10\n")
    assert not list(tmp_path.iterdir())
