"""The numbers that anyone computes from the files are those of the site, and those of a hand count in SQL."""

from __future__ import annotations

from dataclasses import astuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kuvend.foundation.core.commands import Commands, Parser
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.queries import answer_rates
from kuvend.publication.opendata.recompute import RATES
from kuvend.publication.portal.queries.home import changes_and_promises, figures
from kuvend.web.cli import data
from tests.publication.opendata.lived import LivedHouse

HAND = """
    SELECT count(*) FILTER (WHERE d.state IN ('met', 'open')),
           count(*) FILTER (WHERE d.state = 'met'),
           count(*) FILTER (WHERE d.state = 'met' AND d.met_date <= d.due_date),
           count(*) FILTER (WHERE d.state = 'met' AND d.met_date > d.due_date),
           count(*) FILTER (WHERE d.state = 'open'),
           count(*) FILTER (WHERE d.state = 'open' AND d.due_date < %s)
    FROM responses_duty d JOIN people_institution i ON i.id = d.institution_id WHERE i.key = %s
"""


def run(*arguments: str) -> int:
    parser = Parser()
    data.register(Commands(parser))
    args = parser.parse_args(["data", *arguments])
    code: int = args.run(args)
    return code


def printed(text: str) -> tuple[dict[str, tuple[int, ...]], list[int]]:
    """The table of institutions, and the four figures below it."""
    table, below = text.split("\n\n")
    lines = [line.split() for line in table.splitlines()[1:]]
    rates = {line[0]: tuple(map(int, line[1:])) for line in lines}
    return rates, [int(line[21:].split()[0]) for line in below.splitlines()]


@pytest.fixture
def files(lived: LivedHouse, tmp_path: Path, capsys: Any) -> Path:
    assert run("export", str(tmp_path / "files")) == 0
    capsys.readouterr()
    return tmp_path / "files"


def test_rates_are_those_of_the_site_and_of_a_hand_count(lived: LivedHouse, files: Path, capsys: Any) -> None:
    for today in (lived.house.at.date(), lived.house.at.date() + timedelta(days=90)):
        assert run("recompute", str(files), "--on", today.isoformat()) == 0
        rates, _figures = printed(capsys.readouterr().out)
        assert set(rates) == {"aksi", "moj"}
        for key, found in rates.items():
            institution = Institution.objects.get(key=key)
            assert found == astuple(answer_rates(institution.pk, today=today)), RATES
            with connection.cursor() as cursor:
                cursor.execute(HAND, [today, key])
                assert found == cursor.fetchone()
    assert rates["moj"] == (3, 1, 1, 0, 2, 2)


def test_the_figures_are_those_of_the_first_page(lived: LivedHouse, files: Path, capsys: Any) -> None:
    today = lived.house.at.date()
    run("recompute", str(files), "--on", today.isoformat())
    _rates, found = printed(capsys.readouterr().out)
    assert found == [figure.count for figure in figures(today, changes_and_promises(today)[0])]
    assert all(found)


def test_the_same_comes_from_a_site(lived: LivedHouse, live_server: Any, transactional_db: None, capsys: Any) -> None:
    today = lived.house.at.date()
    assert run("recompute", f"{live_server.url}/open-data/", "--on", today.isoformat()) == 0
    _rates, found = printed(capsys.readouterr().out)
    assert found == [figure.count for figure in figures(today, changes_and_promises(today)[0])]


def test_a_file_of_institutions_that_says_something_else_is_found(files: Path, capsys: Any) -> None:
    file = files / "institutions.csv"
    file.write_bytes(file.read_bytes().replace(b",3,1,1,0,2,", b",3,2,2,0,1,"))
    assert run("recompute", str(files), "--on", "2026-11-24") == 1
    assert "DIFFERS: moj: answered is 2 in the file, 1 by the contributions" in capsys.readouterr().out


def test_what_cannot_be_read_is_said_in_one_line(files: Path) -> None:
    with pytest.raises(UsageProblem, match="--on: 'tomorrow' is no day"):
        run("recompute", str(files), "--on", "tomorrow")
    with pytest.raises(UsageProblem, match=r"landings.csv: cannot be read: No such file"):
        run("recompute", str(files / "elsewhere"))
    with pytest.raises(UsageProblem, match="cannot be reached"):
        run("recompute", "http://127.0.0.1:9/open-data")
    (files / "contributions.csv").write_text("id,state\r\n1,published\r\n")
    with pytest.raises(UsageProblem, match="lacks the column continues"):
        run("recompute", str(files))


def test_recomputing_needs_no_database_and_no_django(files: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from kuvend.web.cli import main; code = main(sys.argv[1:]);"
        "assert not any(name.split('.')[0] == 'django' for name in sys.modules); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "data", "recompute", str(files), "--on", "2026-11-24"],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin", "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "on 2026-11-24" in done.stdout
