"""A third language, and one from the right: the list of languages is data, and so is everything that depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.capabilities.test_rooms import said_by
from tests.support.more_languages import MADE_UP, ROOT, prepare


def test_the_whole_house_speaks_languages_that_it_does_not_bring(tmp_path: Path) -> None:
    """Made as `docs/how-to/add-a-language.md` says."""
    prepare(tmp_path)
    if faults := said_by("tests.support.more_languages", home=tmp_path):
        pytest.fail(faults)


def test_a_language_of_its_own_catalogue_may_stand_first_once_it_is_written(tmp_path: Path) -> None:
    """In the order of the page: the list, the catalogue, the compiling; before it is done the command says so."""
    (tmp_path / "instance.toml").write_text('[place]\nlanguages = ["qaa", "en"]\n', encoding="utf-8")
    environment = {**os.environ, "KUVEND_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "kuvend.web.settings"}

    def ended(*command: str) -> tuple[int, str]:
        run = subprocess.run(
            [sys.executable, *command], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        return run.returncode, run.stderr + run.stdout

    start = ("-c", "from kuvend.web.cli.environment import _set_up_django as start; start()")
    code, says = ended(*start)
    assert code == 1
    assert f"{tmp_path / 'instance.toml'}: languages: the first one has no catalogue of texts" in says.splitlines()[-1]
    code, says = ended("-m", "tests.support.texts", "--into", str(tmp_path), MADE_UP)
    assert (code, says.startswith("qaa: ")) == (0, True), says
    assert ended("hatch_build.py", str(tmp_path))[0] == 0
    assert ended(*start) == (0, "")
