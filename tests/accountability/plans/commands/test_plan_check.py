"""`kuvend plan check`: a line for each rule, an exit code, and no database."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kuvend.engines.formats.plan import write_plan
from kuvend.web.cli import main
from tests.engines.plancheck.sound import sound, with_commitment

EXAMPLES = Path(__file__).resolve().parents[4] / "examples"
ALBANIA = EXAMPLES / "albania-2020-2022" / "plan.yaml"
FAULTY = EXAMPLES / "plan-with-faults" / "plan.yaml"
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
    assert "forum shumëpalësh" in lines[1]


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


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in pairwise("abcdefghi")
)
UNREADABLE = {
    "it is not there": None,
    "it is cut off": b"format: [",
    "it is no mapping": b"just words",
    "it is empty": b"",
    "a tab stands before a field": b"plan:\n\tkey: p\n",
    "a field stands twice": b"format: kuvend-plan/1\nformat: kuvend-plan/1\n",
    "aliases would grow without end": ALIASES.encode(),
    "lists lie in lists without end": b"[" * 50_000,
    "it would make a Python object": b"!!python/object/apply:os.system ['true']",
    "it holds a second document": b"format: kuvend-plan/1\n---\nformat: kuvend-plan/1\n",
    "its bytes are Latin 1": "plan: {key: përse}".encode("latin-1"),
    "its bytes are UTF-16": "format: kuvend-plan/1".encode("utf-16"),
    "it holds a null byte": b"format: kuvend-plan/1\x00",
    "it is longer than any plan": b"#" * 5_000_001,
    "a character does not exist": b'format: "\\U00110000"',
    "the number of a character has no end": b'format: "\\UFFFFFFFF"',
    "its version has no end": b"%YAML " + b"1" * 5000 + b".1\n--- a",
    "a day does not exist": b"format: kuvend-plan/1\nplan: {key: p, country: AL, period: {from: 2026-02-31}}",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_ends_with_2_and_one_line(
    content: bytes | None, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "plan.yaml"
    if content is not None:
        file.write_bytes(content)
    assert main(["plan", "check", str(file)]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert said.err.startswith(f"kuvend: {file}: ")


def test_a_folder_is_no_plan(tmp_path: Path, capsys: Any) -> None:
    assert main(["plan", "check", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"kuvend: {tmp_path}: cannot be read: Is a directory\n"


def test_bytes_of_standard_input_that_are_no_utf_8_are_said_to_be_so(capsys: Any, monkeypatch: Any) -> None:
    disguised = "plan: {key: përse}".encode("latin-1").decode("utf-8", "surrogateescape")
    monkeypatch.setattr("sys.stdin", io.StringIO(disguised))
    assert main(["plan", "check", "-"]) == 2
    assert capsys.readouterr().err == "kuvend: -: is not UTF-8 text\n"


@pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: f"\ufeff{text}"])
def test_line_ends_of_windows_and_a_byte_order_mark_change_nothing(
    change: Callable[[str], str], tmp_path: Path, capsys: Any
) -> None:
    assert main(["plan", "check", str(FAULTY)]) == 1
    expected = capsys.readouterr().out
    file = tmp_path / "plan.yaml"
    file.write_bytes(change(FAULTY.read_text(encoding="utf-8")).encode())
    assert main(["plan", "check", str(file)]) == 1
    assert capsys.readouterr().out == expected


def test_the_example_breaks_exactly_the_rules_that_its_comments_name(capsys: Any) -> None:
    assert main(["plan", "check", str(FAULTY), "--failed"]) == 1
    failed = {line.split("  ")[0] for line in capsys.readouterr().out.splitlines()}
    comments = [line.split("#", 1)[1] for line in FAULTY.read_text(encoding="utf-8").splitlines() if "#" in line]
    assert failed == set(re.findall(r"(?:T|C|MR)-[\d.]+\b", "\n".join(comments)))
    assert "T-04" in failed


def test_a_number_that_no_text_states_is_marked_in_the_line(capsys: Any) -> None:
    main(["plan", "check", str(FAULTY)])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("MR-3.1")]
    assert line.endswith("(The two weeks are not stated in the texts at hand.)")


@pytest.mark.parametrize("days", [("1990-01-01", "2100-12-31", 1), ("0001-01-01", "2100-12-31", 2)])
def test_the_first_and_last_days_are_no_trouble_and_days_beyond_them_are_refused(
    capsys: Any, monkeypatch: Any, days: tuple[str, str, int]
) -> None:
    first, last, code = days
    text = f"""{{format: kuvend-plan/1, plan: {{key: p, country: AL, title: {{en: P}},
        period: {{from: {first}, to: {last}}}}},
      making: {{due: {last}, submitted: {first}, drafting_from: {first}, refresh: {last}, previous: {{to: {last}}},
        meetings: [{{kind: forum, day: {last}}}],
        consultations: [{{title: {{en: C}}, from: {first}, to: {last}}}]}}}}"""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["plan", "check", "-"]) == code
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == (37 if code == 1 else 0)
    assert len(said.err.splitlines()) == (0 if code == 1 else 1)


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
