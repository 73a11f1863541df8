"""The wheel alone, in an environment of its own, gives `kuvend demo` and `kuvend serve`: what `pipx install` does.

pipx is a virtual environment and pip, so those two are used. Nothing is fetched: pip finds the dependencies that the
wheel itself names, as they are installed here, and none of the test tools; what the wheel forgets to name is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from importlib.metadata import distribution
from pathlib import Path

import psutil
import pytest

from kuvend.foundation.demonstration.sign_ins import sign_ins
from kuvend.web import embedded
from tests.support.distributions import needed_by
from tests.support.serving import eventually, free_port

ROOT = Path(__file__).parents[2]
NEEDED_TO_BUILD = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
SOMEBODY = "from kuvend.foundation.people.models import Person; Person.objects."


@pytest.fixture(scope="module")
def away() -> Iterator[Path]:
    """A folder outside the checkout, with a short path for the socket, through which the database's account passes."""
    folder = Path(tempfile.mkdtemp(prefix="kuvend-wheel-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    embedded.stop(folder / "home")
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def wheel(away: Path) -> Path:
    """The wheel, built from a copy of the source in which no text is compiled yet."""
    source = away / "source"
    shutil.copytree(ROOT / "src", source / "src", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    for name in NEEDED_TO_BUILD:
        shutil.copy(ROOT / name, source / name)
    options = ("--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(away / "wheels"))
    call(sys.executable, "-m", "pip", "wheel", *options, str(source), folder=away)
    shutil.rmtree(source)
    return next((away / "wheels").glob("kuvend-*.whl"))


@pytest.fixture(scope="module")
def program(away: Path, wheel: Path) -> Path:
    """The program `kuvend` of an environment that holds the wheel and what its metadata asks for."""
    call(sys.executable, "-m", "venv", str(away / "env"), folder=away)
    packages = next((away / "env").glob("lib/python*/site-packages"))
    metadata = next(name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".dist-info/METADATA"))
    lines = message_from_bytes(zipfile.ZipFile(wheel).read(metadata)).get_all("Requires-Dist", [])
    for name in needed_by(lines):
        _lend(name, packages)
    call(str(away / "env/bin/python"), "-m", "pip", "install", "--no-index", str(wheel), folder=away)
    return away / "env" / "bin" / "kuvend"


def _lend(name: str, packages: Path) -> None:
    """Let the new environment see a distribution that is installed here."""
    lent = distribution(name)
    tops = {file.parts[0] for file in lent.files or [] if file.parts[0] not in ("..", "__pycache__")}
    for top in tops:
        if not (packages / top).exists():
            (packages / top).symlink_to(Path(str(lent.locate_file(top))))


def call(*command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command away from the checkout; it must succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done


def surroundings(home: Path) -> dict[str, str]:
    """What a login shell has, and the home: nothing of this checkout or of this run."""
    return {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ} | {"KUVEND_HOME": str(home)}


def test_the_wheel_holds_the_compiled_texts_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"kuvend", f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"}
    assert not [name for name in names if name.endswith((".po", ".pyc"))]
    sources = {path.relative_to(ROOT / "src").with_suffix("") for path in (ROOT / "src").rglob("*.po")}
    assert sources and sources == {Path(name).with_suffix("") for name in names if name.endswith(".mo")}


@pytest.mark.slow
def test_the_installed_program_loads_the_demonstration_once_and_serves_it(away: Path, program: Path) -> None:
    home = away / "home"

    def kuvend(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(program), *arguments]
        return subprocess.run(
            command, env=surroundings(home), cwd=away, capture_output=True, text=True, timeout=900, check=False
        )

    assert kuvend("demo", "--sign-ins").returncode == 2
    kuvend("manage", "migrate", "--verbosity", "0")
    kuvend("manage", "shell", "-v", "0", "-c", SOMEBODY + "create_user('somebody@example.org')")

    refused = kuvend("demo")
    assert refused.returncode == 2 and "real person" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not (home / "demo").exists()

    kuvend("manage", "shell", "-v", "0", "-c", SOMEBODY + "all().delete()")
    first = kuvend("demo")
    assert (first.returncode, first.stderr) == (0, "")
    assert all(sign_in.email in first.stdout and sign_in.password in first.stdout for sign_in in sign_ins())
    assert (home / "demo").exists()

    # Somebody who signs up in the demonstration does not keep it from being started again.
    kuvend("manage", "shell", "-v", "0", "-c", SOMEBODY + "create_user('visitor@example.org')")
    second = kuvend("demo")
    assert second.returncode == 0 and "loaded already" in second.stdout

    again = kuvend("demo", "--sign-ins")
    assert again.returncode == 0 and "moderator@demo.example" in again.stdout
    verified = kuvend("record", "verify")
    assert verified.returncode == 0 and "/record/demo holds" in verified.stdout, verified.stdout

    titles = served_titles(program, home)
    assert all(titles.values()) and titles["/sq/"] != titles["/en/"], titles


def served_titles(program: Path, home: Path) -> dict[str, str]:
    """Serve a home, and read the first pages of both languages: the title of each, which answered with 200."""
    port = free_port()
    with (home / "printed").open("w") as out:
        tree = subprocess.Popen(
            [str(program), "serve", "--port", str(port)], env=surroundings(home), cwd=home, stdout=out, stderr=out
        )
    try:
        eventually(lambda: tree.poll() is not None or _page(port, "/sq/"), seconds=600)
        return {path: _page(port, path).partition("<title>")[2].partition("</title>")[0] for path in ("/sq/", "/en/")}
    finally:
        family = psutil.Process(tree.pid).children(recursive=True)
        tree.terminate()
        tree.wait(timeout=600)
        psutil.wait_procs(family, timeout=60)


def _page(port: int, path: str) -> str:
    """Return a page; "" while nothing answers. Raises HTTPError for any answer that is no success."""
    try:
        with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=60) as answer:
            assert answer.status == 200 and answer.geturl().endswith(path)
            return str(answer.read().decode())
    except ConnectionError:
        return ""
    except urllib.error.URLError as error:
        if isinstance(error, urllib.error.HTTPError):
            raise
        return ""
