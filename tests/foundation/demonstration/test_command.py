"""`kuvend demo` as people run it: in a home of its own, refused where real people are, loaded once."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kuvend.foundation.demonstration.sign_ins import sign_ins
from kuvend.web import embedded

SOMEBODY = "from kuvend.foundation.people.models import Person; Person.objects."


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="kuvend-demo-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder)


def kuvend(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "KUVEND_"))}
    return subprocess.run(
        [sys.executable, "-m", "kuvend", *arguments],
        env=kept | {"KUVEND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "kuvend.web.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_it_refuses_real_people_loads_once_and_its_record_verifies(home: Path) -> None:
    assert kuvend(home, "demo", "--sign-ins").returncode == 2
    kuvend(home, "manage", "migrate", "--verbosity", "0")
    kuvend(home, "manage", "shell", "-v", "0", "-c", SOMEBODY + "create_user('somebody@example.org')")

    refused = kuvend(home, "demo")
    assert refused.returncode == 2 and "real person" in refused.stderr
    assert len(refused.stderr.strip().splitlines()) == 1
    assert not (home / "demo").exists()

    kuvend(home, "manage", "shell", "-v", "0", "-c", SOMEBODY + "all().delete()")
    first = kuvend(home, "demo")
    assert (first.returncode, first.stderr) == (0, "")
    assert all(one.email in first.stdout and one.password in first.stdout for one in sign_ins())
    assert (home / "demo").exists()

    # Somebody who signs up in the demonstration does not keep it from being started again.
    kuvend(home, "manage", "shell", "-v", "0", "-c", SOMEBODY + "create_user('visitor@example.org')")
    second = kuvend(home, "demo")
    assert second.returncode == 0 and "loaded already" in second.stdout

    again = kuvend(home, "demo", "--sign-ins")
    assert again.returncode == 0 and "moderator@demo.example" in again.stdout
    verified = kuvend(home, "record", "verify")
    assert verified.returncode == 0 and "/record/demo holds" in verified.stdout, verified.stdout
