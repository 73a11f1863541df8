"""`kuvend plan`: a plan goes in and comes out the same; a problem is said in one line."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan import read_plan
from kuvend.engines.formats.words import normalise
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli import parser
from tests.engines.formats.full_plan import with_value, with_values
from tests.engines.formats.test_hostile_plans import PLACES, TRICKS, leaves

ALBANIA = Path(__file__).resolve().parents[4] / "examples" / "albania-2020-2022" / "plan.yaml"
pytestmark = pytest.mark.django_db


def run(*arguments: str) -> int:
    args = parser().parse_args(["plan", *arguments])
    return int(args.run(args))


def test_a_plan_goes_in_and_comes_out_the_same(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    said = "albania-2020-2022: version 1, 4 policy goals, 9 commitments, 0 milestones\n"
    assert (run("import", str(ALBANIA)), capsys.readouterr().out) == (0, said)
    assert run("export") == 0
    shown = capsys.readouterr().out
    assert read_plan(shown) == read_plan(ALBANIA.read_text())
    kept = tmp_path / "plan.yaml"
    assert run("export", "albania-2020-2022", str(kept)) == 0
    assert kept.read_text() == shown
    monkeypatch.setattr("sys.stdin", io.StringIO(shown))
    assert (run("import", "-"), capsys.readouterr().out) == (0, said)


def test_a_file_that_is_no_plan_is_refused_with_place_and_line(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(ALBANIA.read_text().replace("goal: anti-corruption", "goal: anti-coruption", 1))
    with pytest.raises(UsageProblem, match=r"commitments\[0\]\.goal: the plan names no policy goal “anti-coruption”"):
        run("import", str(file))
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("import", "no-such-file.yaml"), "no-such-file.yaml: cannot be read: No such file or directory"),
        (("export", "no-such-plan"), "there is no plan no-such-plan"),
        (("export",), "there is no plan yet"),
    ],
)
def test_a_problem_is_said_in_one_line(arguments: tuple[str, ...], problem: str) -> None:
    with pytest.raises(UsageProblem) as raised:
        run(*arguments)
    assert str(raised.value) == problem


def test_words_go_in_without_what_shows_nothing_and_come_out_so(tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "plan.yaml"
    written = [place for place in PLACES if place[-1] not in {"url", "minutes", "currency"}]
    file.write_text(with_values(written, TRICKS))
    assert run("import", str(file)) == 0
    shown = capsys.readouterr().out
    assert run("export") == 0
    shown = capsys.readouterr().out
    assert all(normalise(leaf) == leaf for leaf in leaves(shown))
    for model in apps.get_app_config("plans").get_models():
        for row in model._default_manager.values():
            assert "\u202e" not in str(row) and "\x1b" not in str(row)


@pytest.mark.parametrize("broken", ["A\0", "A\ud83d", "\u200b", "a" * 20_001])
def test_words_that_are_none_or_endless_are_refused_in_one_line(tmp_path: Path, broken: str) -> None:
    file = tmp_path / "plan.yaml"
    file.write_text(with_value(("commitments", 0, "title", "en"), broken))
    with pytest.raises(UsageProblem) as raised:
        run("import", str(file))
    assert str(raised.value).startswith(f"{file}: commitments[0].title.en: ")
    assert "\n" not in str(raised.value)
    assert not Plan.objects.exists()


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes("title: Qëllimi".encode("utf-16"))
    with pytest.raises(UsageProblem, match="is not UTF-8 text"):
        run("import", str(file))
