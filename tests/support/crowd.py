"""Fills an instance of its own with an open activity and people who are signed in: `python -m tests.support.crowd 80`.

A program, since the settings of the tests' own process know another database. Prints JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from kuvend.web import embedded
from tests.support.serving import environment


@dataclass(frozen=True)
class Crowd:
    """Who is there: the public id of the open activity, and each person's address and session."""

    activity: str
    sessions: dict[str, str]


def crowd(home: Path, people: int) -> Crowd:
    """Fill the instance of `home`, whose server runs."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.crowd", str(people)],
        cwd=Path(__file__).parents[2],
        env=environment(home, DATABASE_URL=embedded.url(home)),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Crowd(**json.loads(done.stdout))


def _fill(people: int) -> Crowd:
    from django.utils import timezone

    from tests.support.house import House, signed_in

    house = House(at=timezone.now())
    persons = [house.person() for _ in range(people)]
    sessions = {person.email: signed_in(person, second_factor=False).cookies["session"].value for person in persons}
    return Crowd(activity=house.activity.public_id, sessions=sessions)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(vars(_fill(int(sys.argv[1])))))
