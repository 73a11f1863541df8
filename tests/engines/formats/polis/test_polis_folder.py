"""The export folder of Polis: read, written, and refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from kuvend.engines.formats.polis import PolisProblem, read_conversation, read_groups, write_conversation

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
COMMENTS = "timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body\n"
MATRIX = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name.replace('_', '-')}.csv").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["bg2050-volunteers", "scoop-hivemind.biodiversity", "vtaiwan.uberx"])
def test_a_real_conversation_comes_back_as_it_was(
    name: str, shared_data: Callable[[str], Path], tmp_path: Path
) -> None:
    before = read_conversation(shared_data(f"opinion/{name}"))
    write_conversation(tmp_path, before)
    after = read_conversation(tmp_path)
    assert (after.statements, after.groups, after.summary) == (before.statements, before.groups, before.summary)
    order = np.lexsort((before.votes.times, before.votes.participants, before.votes.statements))
    assert after.votes.values.tolist() == before.votes.values[order].tolist()
    assert after.votes.times.tolist() == before.votes.times[order].tolist()


def test_the_final_matrix_is_that_of_the_log(shared_data: Callable[[str], Path], tmp_path: Path) -> None:
    source = shared_data("opinion/bg2050-volunteers")
    write_conversation(tmp_path, read_conversation(source))
    ours, theirs = (read_conversation(one / "participants-votes.csv").votes for one in (tmp_path, source))
    cells = [
        set(zip(one.participants.tolist(), one.statements.tolist(), one.values.tolist(), strict=True))
        for one in (ours, theirs)
    ]
    assert cells[0] == cells[1]


def test_without_a_log_the_matrix_is_read(tmp_path: Path) -> None:
    found = read_conversation(folder(tmp_path, participants_votes=MATRIX + "4,,0,2,1,0,1,0\n7,1,0,1,0,1,,-1\n"))
    assert found.votes.participants.tolist() == [4, 4, 7]
    assert found.votes.values.tolist() == [1, 0, -1]
    assert found.groups == {7: 1}


def test_moderation_and_meta_come_from_the_comments(tmp_path: Path) -> None:
    rows = '1,0,9,0,0,-1,false,false,"two\nlines, and a comma"\n2,1,9,0,0,0,true,false,meta\n'
    found = read_conversation(folder(tmp_path, comments=COMMENTS + rows, votes=VOTES + "1,x,0,3,1\n"))
    assert (found.moderated_out, found.meta) == ({0}, {1})
    assert found.statements[0].text == "two\nlines, and a comma"


def test_times_in_seconds_are_known_as_such(tmp_path: Path) -> None:
    found = read_conversation(folder(tmp_path, votes=VOTES + "1726860583,x,0,3,1\n"))
    assert found.votes.times.tolist() == [1726860583000]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"votes": ""}, "votes.csv: the file is empty"),
        ({"votes": VOTES}, "there are no votes in it"),
        ({"votes": VOTES + "1,x,0,3,1\n1,x,0,4,7\n"}, "line 3: a vote is 7"),
        ({"votes": VOTES + "1,x,0,3,yes\n"}, "line 2: vote is 'yes', not a whole number"),
        ({"votes": VOTES + "1,x,0,3\n"}, "line 2: 4 cells, but the header has 5"),
        ({"votes": VOTES.replace("voter-id", "who") + "1,x,0,3,1\n"}, "column unknown 'who'"),
        ({"votes": "timestamp,comment-id,vote\n1,0,1\n"}, "column 'voter-id' is missing"),
        ({"participants_votes": MATRIX + "4,,0,2,1,0,1,7\n"}, "line 2: a vote is '7'"),
        ({"participants_votes": MATRIX.replace(",1\n", ",colour\n") + "4,,0,2,1,0,1,1\n"}, "column unknown 'colour'"),
        ({"votes": VOTES + "1,x,0,3,1\n", "comments": COMMENTS + "1,0,9,0,0,5,,,a\n"}, "moderated is 5"),
        ({"votes": VOTES + "1,x,0,3,1\n", "summary": "topic\n"}, "expected a key and a value"),
        ({"comments": COMMENTS}, "neither votes.csv nor participants-votes.csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(PolisProblem) as problem:
        read_conversation(folder(tmp_path, **files))
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_bytes(b"\xff\xfe\x00binary")
    for path in (tmp_path, tmp_path / "votes.csv", tmp_path / "nothing.csv"):
        with pytest.raises(PolisProblem):
            read_conversation(path)


def test_groups_of_a_file_without_any_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, participants_votes=MATRIX + "4,,0,2,1,0,1,0\n") / "participants-votes.csv"
    with pytest.raises(PolisProblem, match="nobody has a group-id"):
        read_groups(path)
