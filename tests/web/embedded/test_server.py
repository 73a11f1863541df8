"""The embedded server starts, is shared, survives every death and says what is wrong in one line."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import embedded
from kuvend.web.embedded.cluster import live_processes
from kuvend.web.embedded.owner import owner_for
from kuvend.web.embedded.places import places
from tests.support.serving import kill_database

START = "import sys; from pathlib import Path; from kuvend.web import embedded; "
ENSURE = START + "print(embedded.ensure_running(Path(sys.argv[1])))"


def ask(url: str, sql: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(sql)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def postmaster(home: Path) -> int:
    return int(places(home).data.joinpath("postmaster.pid").read_text().splitlines()[0])


def test_the_first_start_gives_an_empty_database_of_version_18(home: Path) -> None:
    with embedded.running(home) as url:
        assert url == embedded.url(home)
        assert str(ask(url, "show server_version")).startswith("18.")
        assert ask(url, "select current_database()") == "kuvend"
        assert ask(url, "select lower('ËÇ')") == "ëç"
        assert ask(url, "show fsync") == "on"
        assert ask(url, "show listen_addresses") == ""


def test_the_last_user_stops_the_server_and_an_earlier_one_does_not(home: Path) -> None:
    with embedded.running(home) as url:
        with embedded.running(home):
            pass
        assert ask(url, "select 1") == 1
    assert not live_processes(places(home))
    with pytest.raises(psycopg.OperationalError):
        ask(url, "select 1")


def test_what_was_written_is_there_after_a_restart(home: Path) -> None:
    with embedded.running(home) as url:
        ask(url, "create table kept as select 7 as n")
    with embedded.running(home) as url:
        assert ask(url, "select n from kept") == 7


def test_committed_rows_survive_the_sudden_death_of_every_process(home: Path) -> None:
    url = embedded.ensure_running(home)
    ask(url, "create table kept as select 7 as n")
    kill_database(home)
    assert ask(embedded.ensure_running(home), "select n from kept") == 7


def test_a_server_whose_first_process_alone_was_killed_comes_back(home: Path) -> None:
    embedded.ensure_running(home)
    os.kill(postmaster(home), signal.SIGKILL)
    assert ask(embedded.ensure_running(home), "select 1") == 1


@pytest.mark.parametrize(
    "mark",
    ["", "1\n", f"{os.getpid()}\n/elsewhere\n1\n5432\n", "nonsense\n"],
    ids=["empty", "cut", "of a living process", "nonsense"],
)
def test_the_mark_of_a_dead_server_does_not_block_a_start(home: Path, mark: str) -> None:
    with embedded.running(home):
        pass
    (places(home).data / "postmaster.pid").write_text(mark)
    (places(home).socket / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with embedded.running(home) as url:
        assert ask(url, "select 1") == 1


def test_five_starts_at_once_share_one_server(home: Path) -> None:
    starts = [
        subprocess.Popen([sys.executable, "-c", ENSURE, home], stdout=subprocess.PIPE, text=True) for _ in range(5)
    ]
    said = {start.communicate(timeout=60)[0].strip() for start in starts}
    assert said == {embedded.url(home)}
    assert [start.returncode for start in starts] == [0] * 5
    assert postmaster(home) in live_processes(places(home))


@pytest.mark.parametrize("name", ["with spaces, and ë's", "long" * 30])
def test_awkward_paths_serve_below_a_closed_folder_whose_permissions_stay(home: Path, name: str) -> None:
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    awkward = closed / name / "var"
    with embedded.running(awkward) as url:
        assert ask(url, "select 1") == 1
        socket = places(awkward).socket
        assert socket.parent == Path("/tmp")
        assert socket.stat().st_mode & 0o777 == 0o700
    assert closed.stat().st_mode & 0o777 == 0o700
    assert not socket.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")
def test_another_account_than_root_runs_its_own_server(home: Path) -> None:
    code = START + (
        "import psycopg\nwith embedded.running(Path(sys.argv[1])) as url:"
        " print(psycopg.connect(url).execute('select 1').fetchone()[0])"
    )
    home.mkdir()
    os.chown(home, 65534, 65534)
    done = as_nobody(code, home)
    assert (done.returncode, done.stdout) == (0, "1\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="root may write everywhere; this needs another account")
def test_a_folder_that_may_not_be_written_is_said_in_one_line(home: Path) -> None:
    home.mkdir()
    done = as_nobody(ENSURE, home)
    last = done.stdout.strip().splitlines()[-1]
    assert "this account may not write there" in last


def as_nobody(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run Python as `nobody`, who may read all that is needed but writes only what is theirs."""
    return owner_for(Path(sys.executable).resolve().parent).run([sys.executable, "-c", code, home])


def test_a_file_in_the_place_of_the_data_folder_is_said(home: Path) -> None:
    home.mkdir()
    (home / "pg").write_text("a file")
    with pytest.raises(UsageProblem, match="a file stands where a folder must be"):
        embedded.ensure_running(home)


def test_a_file_in_the_place_of_the_home_is_said(home: Path) -> None:
    home.write_text("a file")
    with pytest.raises(UsageProblem, match="a file stands where a folder must be"):
        embedded.ensure_running(home)


def test_data_of_another_version_is_refused_untouched(home: Path) -> None:
    (home / "pg").mkdir(parents=True)
    (home / "pg" / "PG_VERSION").write_text("15\n")
    with pytest.raises(UsageProblem, match="another version of PostgreSQL"):
        embedded.ensure_running(home)
    assert [path.name for path in (home / "pg").iterdir()] == ["PG_VERSION"]


def test_a_full_disk_is_said(home: Path) -> None:
    home.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m,mode=755", "tmpfs", home], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this account cannot mount a small disk")
    try:
        with pytest.raises(UsageProblem, match="the disk is full"):
            embedded.ensure_running(home)
    finally:
        subprocess.run(["umount", home], check=True)


def test_a_path_that_the_servers_scripts_cannot_take_is_refused() -> None:
    with pytest.raises(UsageProblem, match="its path has"):
        embedded.url(Path("/srv/$HOME/var"))
