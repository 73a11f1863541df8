"""`kuvend record verify`: this installation's log, a folder, or an address."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from kuvend.foundation.record import actions
from kuvend.foundation.record.facts import Subject
from kuvend.web import cli
from tests.engines.merkle.logs import KEY, log_paths, write_log
from tests.foundation.record.sample import AT, StoneLaid, stones

ENTRIES = [b"entry %d" % number for number in range(300)]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUVEND_HOME", str(tmp_path / "home"))


def _publish(*facts: StoneLaid) -> None:
    with transaction.atomic():
        actions.put(*facts, at=AT, role="r")
    actions.advance(at=AT)


def test_a_folder_holds_and_is_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_log(tmp_path, log_paths(ENTRIES))
    command = ["record", "verify", str(tmp_path), "--key", str(KEY.verifier)]
    assert cli.main(command) == 0
    assert "300 entries, 3 tiles" in capsys.readouterr().out
    write_log(tmp_path, log_paths([b"rewritten", *ENTRIES[1:], b"more"]))
    assert cli.main(command) == 1
    assert "DOES NOT HOLD: the first 300 entries are not those that were seen before" in capsys.readouterr().out


def test_the_first_wrong_place_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = log_paths(ENTRIES)
    paths["tile/0/000"] = paths["tile/0/000"][:96] + b"x" + paths["tile/0/000"][97:]
    write_log(tmp_path, paths)
    assert cli.main(["record", "verify", str(tmp_path), "--key", str(KEY.verifier)]) == 1
    assert capsys.readouterr().out == (
        "DOES NOT HOLD: tile/0/000 hash 3: not the hash of entry 3 in tile/entries/000\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [["{empty}"], ["{empty}/absent"], ["{empty}", "--key", "nonsense"], ["ftp://example.org"], ["http://127.0.0.1:9/"]],
)
def test_what_cannot_be_read_ends_with_two_and_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert cli.main(["record", "verify", *(text.format(empty=tmp_path) for text in arguments)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.django_db(transaction=True)
def test_this_installations_own_log_holds(capsys: pytest.CaptureFixture[str]) -> None:
    _publish(*stones(600), StoneLaid(stone=Subject("s"), beside=(Subject("a"), Subject("b"))))
    assert cli.main(["record", "verify"]) == 0, capsys.readouterr()
    assert "601 entries, 4 tiles" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("table", "statement", "place"),
    [
        ("fact", "UPDATE record_fact SET leaf = '{}' WHERE index = 7", "tile/0/000 hash 7"),
        ("fact", "DELETE FROM record_factsubject; DELETE FROM record_fact WHERE index = 299", "tile/entries/001.p/44"),
        ("tile", "UPDATE record_tile SET hashes = set_byte(hashes, 0, 1) WHERE level = 1", "tile/1/000.p/1 hash 0"),
        ("fact", "UPDATE record_fact SET role = 'king' WHERE index = 9", "entry 9: the row's role"),
        (
            "fact",
            "UPDATE record_factsubject SET name = 'x' WHERE subject = 'stone00011'",
            "entry 11: the row's subjects",
        ),
    ],
)
def test_rows_changed_behind_the_application_are_found(
    capsys: pytest.CaptureFixture[str], table: str, statement: str, place: str
) -> None:
    _publish(*stones(300))
    with connection.cursor() as cursor:
        for name in (table, "factsubject"):
            cursor.execute(f"ALTER TABLE record_{name} DISABLE TRIGGER USER")
        for one in statement.split(";"):
            cursor.execute(one)
        for name in (table, "factsubject"):
            cursor.execute(f"ALTER TABLE record_{name} ENABLE TRIGGER USER")
    assert cli.main(["record", "verify"]) == 1
    assert place in capsys.readouterr().out.split("DOES NOT", 1)[1]


@pytest.mark.django_db(transaction=True)
def test_before_the_first_head_there_is_nothing_to_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["record", "verify"]) == 2
    assert "nothing to check yet" in capsys.readouterr().err


def test_a_log_made_elsewhere_holds(shared_data, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    folder = shared_data("merkle/sample_log_70000")
    key = (folder / "vkeys.txt").read_text().split()[0]
    assert cli.main(["record", "verify", str(folder), "--key", key]) == 0
    assert "70000 entries, 277 tiles" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_an_address_is_checked_over_http(live_server, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    _publish(*stones(300))
    assert cli.main(["record", "verify", f"{live_server.url}/record"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("note: this key is what")
    assert "300 entries" in said
