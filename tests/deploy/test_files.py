"""The files of `deploy/` do what the guide says: they are read here by the programs that will read them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.serving import environment

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = ("kuvend.service", "kuvend-backup.service", "kuvend-backup.timer")


def systemd_environment(text: str) -> dict[str, str]:
    """Read an EnvironmentFile as systemd does: a remark begins a line, and whatever follows `=` is the value."""
    found = {}
    for line in map(str.strip, text.splitlines()):
        if line and line[0] not in "#;":
            name, _equals, value = line.partition("=")
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            found[name] = value[1:-1] if quoted else value
    return found


def test_the_environment_means_the_same_to_systemd_and_to_a_shell() -> None:
    ours = systemd_environment((DEPLOY / "environment").read_text())
    command = f"set -a; . {shlex.quote(str(DEPLOY / 'environment'))}; env -0"
    told = subprocess.run(["sh", "-c", command], env={}, capture_output=True, text=True, check=True).stdout
    shell = dict(line.split("=", 1) for line in told.split("\0") if "=" in line)
    assert ours and {name: shell.get(name) for name in ours} == ours


def test_an_instance_starts_with_the_environment_of_the_guide(tmp_path: Path) -> None:
    given = systemd_environment((DEPLOY / "environment").read_text()) | {"KUVEND_HOME": str(tmp_path)}
    code = (
        "from kuvend.web import settings as s;"
        "print(s.KUVEND_LOG_ORIGIN, s.ALLOWED_HOSTS[0], s.EMAIL_HOST, s.EMAIL_HOST_PASSWORD, s.DEFAULT_FROM_EMAIL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(tmp_path, **given), capture_output=True, text=True, check=False
    )
    assert done.stdout.split(maxsplit=4) == [
        *("ogp.example.al/record", "ogp.example.al", "mail.example.al", "secret"),
        "OGP Albania <ogp@example.al>\n",
    ], done.stderr


@pytest.mark.parametrize("origin", ["ogp.example.al/record   # for good", "a+b/record", ""])
def test_a_name_of_the_log_that_no_signature_can_bear_is_refused_at_the_start(tmp_path: Path, origin: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import kuvend.web.settings"],
        env=environment(tmp_path, KUVEND_LOG_ORIGIN=origin),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ImproperlyConfigured: KUVEND_LOG_ORIGIN" in done.stderr


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_the_units_are_understood_by_systemd_and_give_the_service_little_to_misuse(tmp_path: Path) -> None:
    program = tmp_path / "kuvend"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for name in UNITS:
        text = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(text.replace("/opt/kuvend/bin/kuvend", str(program)))
    done = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in UNITS)],
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in (done.stderr + done.stdout).splitlines() if str(tmp_path) in line or "kuvend" in line]
    assert (done.returncode, said) == (0, []), done.stderr
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=25", str(tmp_path / "kuvend.service")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert rated.returncode == 0, rated.stdout[-600:] + rated.stderr


def instructions(text: str) -> list[tuple[str, str]]:
    """The instructions of a Containerfile: word and rest, continued lines joined."""
    joined = re.sub(r"\\\n", " ", text)
    lines = [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _space, rest in (line.partition(" ") for line in lines)]


@pytest.mark.slow
def test_the_steps_of_the_container_file_give_a_program_that_runs(tmp_path: Path) -> None:
    """Its steps run here as they stand; the dependencies, which `--require-hashes` checks, are those of this run."""
    steps = instructions((DEPLOY / "Containerfile").read_text())
    build = steps[: [word for word, _ in steps].index("FROM", 1)]
    source, target = tmp_path / "src", tmp_path / "opt" / "kuvend"
    source.mkdir()
    for word, rest in build:
        if word == "COPY":
            *names, where = rest.split()
            for name in names:
                _copy(ROOT / name, source / where / ("" if where == name else name))
        elif word == "RUN":
            command = rest.replace("/opt/kuvend", str(target)).replace("/tmp/wheels", str(tmp_path / "wheels"))
            command = command.replace("python -m venv", f"{sys.executable} -m venv")
            done = subprocess.run(command, shell=True, cwd=source, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
            if "-m venv" in command:
                _lend_dependencies(target)
    entry = dict(steps)["ENTRYPOINT"]
    assert entry == '["/opt/kuvend/bin/kuvend"]'
    env = environment(tmp_path / "home", PYTHONPATH="")
    done = subprocess.run([target / "bin" / "kuvend", "doctor"], env=env, capture_output=True, text=True, check=False)
    assert "FAIL tables" in done.stdout and "ok   texts" in done.stdout, done.stdout + done.stderr
    where = subprocess.run(
        [target / "bin" / "python", "-c", "import kuvend; print(kuvend.__path__[0])"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert where.stdout.startswith(str(target))


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, target)


def _lend_dependencies(target: Path) -> None:
    """Let a new environment see what is installed here, but for Kuvend itself."""
    here = next(Path(path) for path in sys.path if path.endswith("site-packages"))
    lent = target / "lent"
    lent.mkdir()
    for path in here.iterdir():
        if "kuvend" not in path.name.lower() and path.suffix != ".pth":
            (lent / path.name).symlink_to(path)
    own = next(target.glob("lib/python*/site-packages"))
    (own / "lent.pth").write_text(f"{lent}\n")


def test_the_guide_quotes_only_what_stands_in_the_files() -> None:
    guide = (ROOT / "docs" / "how-to" / "operate.md").read_text()
    files = [path.read_text() for path in DEPLOY.iterdir()]
    quoted = re.findall(r"```(?:ini|nginx|sh-environment)\n(.*?)```", guide, re.DOTALL)
    assert quoted
    for block in quoted:
        assert any(block.strip() in text for text in files), block
    for path in DEPLOY.iterdir():
        assert f"deploy/{path.name}" in guide, f"{path.name} is named nowhere in the guide"
