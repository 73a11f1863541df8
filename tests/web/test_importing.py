"""`kuvend import contributions`: dry runs, bad rows by line, second runs, and fifteen thousand real titles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from kuvend.foundation.responses.queries import waiting_duties
from kuvend.participation.ideas.models import Idea
from kuvend.web.cli import importing
from tests.support.house import House, both


def run(house: House, file: Path, *options: str) -> int:
    import argparse

    parser = argparse.ArgumentParser()
    importing.register(parser.add_subparsers())
    command = ["import", "contributions", str(file), "--activity", house.activity.public_id, *options]
    return importing.run(parser.parse_args(command))


def written(folder: Path, text: str, name: str = "ideas.csv") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_without_apply_nothing_is_kept(house: House, tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, "title\nMore light on the main road\n")
    assert run(house, file) == 0
    assert "1 rows: 1 new, 0 bad" in capsys.readouterr().out
    assert not Contribution.objects.exists()


def test_a_second_run_adds_nothing(house: House, tmp_path: Path, capsys: Any) -> None:
    file = written(tmp_path, "Subject;Where\nMore light on the main road;Fier\nA bench at the stop;\n")
    options = ("--map", "title=Subject", "--map", "place=Where", "--apply")
    assert run(house, file, *options) == 0
    assert run(house, file, *options) == 0
    assert "0 new, 2 known from an earlier run" in capsys.readouterr().out
    assert Contribution.objects.count() == 2
    assert set(Idea.objects.values_list("place", flat=True)) == {"Fier", ""}
    assert Fact.objects.filter(type="contribution_received", role="system").count() == 2


def test_bad_rows_are_named_by_line_and_keep_the_rest_out(house: House, tmp_path: Path, capsys: Any) -> None:
    rows = 'id,title,posted_at\n1,"Two\nlines",2026-01-05\n2,,2026-01-05\n3,Good one,not a day\n4,Fine,2026-01-06\n'
    file = written(tmp_path, rows)
    assert run(house, file, "--apply") == 1
    said = capsys.readouterr().out
    assert f"{file}:4: no title" in said
    assert f"{file}:5: no date: 'not a day'" in said
    assert not Contribution.objects.exists()
    assert run(house, file, "--apply", "--keep-good") == 1
    assert Contribution.objects.count() == 2
    assert Contribution.objects.get(title="Fine").posted_at.date().isoformat() == "2026-01-06"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title,title\na,b\n", "stands there twice"),
        ("\n", "a header"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(house: House, tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        run(house, written(tmp_path, content))


def test_wrong_words_on_the_command_line_are_one_line(house: House, tmp_path: Path) -> None:
    file = written(tmp_path, "title\nA good idea\n")
    with pytest.raises(UsageProblem, match="no column 'Subject'"):
        run(house, file, "--map", "title=Subject")
    with pytest.raises(UsageProblem, match="write FIELD=COLUMN"):
        run(house, file, "--map", "colour=title")
    with pytest.raises(UsageProblem, match="No such file"):
        run(house, tmp_path / "absent.csv")
    (tmp_path / "latin.csv").write_bytes("title\nKërkesë\n".encode("latin-1"))
    with pytest.raises(UsageProblem, match="line 2: not UTF-8"):
        run(house, tmp_path / "latin.csv")


@pytest.mark.slow
def test_real_petitions_come_in_and_fifty_are_answered_at_once(
    house: House, shared_data: Callable[[str], Path], django_assert_max_num_queries: Any, client: Any
) -> None:
    file = shared_data("comments/uk_petitions_2015_2019.jsonl")
    options = ("--map", "title=text", "--map", "id=id", "--map", "language=lang", "--apply")
    assert run(house, file, *options) == 0
    assert Contribution.objects.count() == 14_963
    record.advance(at=house.at)
    response = draft_response(
        actor=HOUSE,
        process=house.process,
        institution=house.owner,
        contribution_ids=[duty.contribution_id for duty in waiting_duties([house.owner.pk])[:50]],
    )
    reason = both("This is a matter for the parliament of another country; we cannot decide it here.")
    keep_draft(actor=HOUSE, response=response, verdict="out_of_scope", reason=reason, nowhere=Localized(), landings=[])
    assert publish_response(actor=HOUSE, response=response, at=house.at).answer_count == 50
    record.advance(at=house.at)
    with django_assert_max_num_queries(10):
        answer = client.get(f"/en/activities/{house.activity.public_id}/")
    assert answer.status_code == 200
