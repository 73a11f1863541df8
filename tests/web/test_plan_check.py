"""`kuvend plan check`: a line for each rule, an exit code, and no database."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.formats.plan import write_plan
from kuvend.web.cli import main
from tests.engines.plancheck.sound import sound, with_commitment

ALBANIA = Path(__file__).resolve().parents[2] / "examples" / "albania-2020-2022" / "plan.yaml"
LINE = re.compile(r"(?:C-\d\d|T-\d\d|MR-\d\.\d)  (?:failed|passed|unknown)  \S.*")


def test_each_rule_is_one_line(capsys: Any) -> None:
    assert main(["plan", "check", str(ALBANIA)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 37
    assert all(LINE.fullmatch(line) for line in lines)


def test_only_the_failed_ones_are_shown_on_request(capsys: Any) -> None:
    assert main(["plan", "check", str(ALBANIA), "--failed", "--language", "sq"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines] == ["C-09", "MR-1.1", "MR-1.2"]
    assert "forum me shumë palë" in lines[1]


def test_another_rule_set_may_judge(capsys: Any) -> None:
    assert main(["plan", "check", str(ALBANIA), "--failed", "--rule-set", "RS-2022"]) == 1
    assert "at least once every six months" in capsys.readouterr().out


def test_a_plan_that_breaks_nothing_ends_with_0(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(write_plan(sound()).replace("lead: moj", "lead: unknown"), encoding="utf-8")
    assert main(["plan", "check", str(file), "--failed"]) == 0
    assert capsys.readouterr().out == ""


def test_where_it_failed_and_why_stand_in_the_line(capsys: Any, monkeypatch: Any) -> None:
    text = write_plan(with_commitment(values=("technology_and_innovation",), value_answers={}))
    monkeypatch.setattr("sys.stdin", io.StringIO(text.replace("lead: moj", "lead: unknown")))
    assert main(["plan", "check", "-", "--failed"]) == 1
    shown = capsys.readouterr().out
    assert "Technology and innovation alone are not enough as a value. [2] Technology opens government only" in shown


@pytest.mark.parametrize("text", [None, "format: [", "just words"])
def test_a_file_that_cannot_be_read_ends_with_2_and_one_line(text: str | None, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.yaml"
    if text is not None:
        file.write_text(text)
    assert main(["plan", "check", str(file)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


def test_the_first_and_last_days_of_the_calendar_are_no_trouble(capsys: Any, monkeypatch: Any) -> None:
    text = """{format: kuvend-plan/1, plan: {key: p, country: AL, title: {en: P}, period: {from: 0001, to: 9999}},
      making: {due: 9999, submitted: 0001, drafting_from: 0001-01-01, refresh: 9999-12-31, previous: {to: 9999-12-31},
        meetings: [{kind: forum, day: 9999-12-31}],
        consultations: [{title: {en: C}, from: 0001-01-01, to: 9999-12-31}]}}"""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["plan", "check", "-"]) == 1
    assert len(capsys.readouterr().out.splitlines()) == 37


def test_it_needs_no_database(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        "KUVEND_HOME": str(tmp_path / "home"),
    }
    code = "import sys; from kuvend.web.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "plan", "check", str(ALBANIA)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (1, "")
    assert not (tmp_path / "home").exists()
