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
        ({"votes": VOTES + "1,x,1_0,3,1\n"}, "line 2: comment-id is '1_0', not a whole number"),
        ({"votes": VOTES + "1,x,\uff11,3,1\n"}, "line 2: comment-id is '\uff11', not a whole number"),
        (
            {"votes": VOTES + "1600000000000000,x,0,3,1\n"},
            "line 2: the timestamp 1600000000000000 is neither in seconds",
        ),
        ({"votes": VOTES + "9,x,0,3,1\n-1,x,0,4,1\n"}, "line 3: the timestamp -1 is neither in seconds"),
        (
            {"votes": VOTES + "1600000000000,x,0,3,1\n0,x,0,4,1\n1600000000,x,0,5,1\n"},
            "line 4: the timestamp 1600000000 is in seconds, but others are in milliseconds",
        ),
        (
            {
                "votes": VOTES + "1,x,0,3,1\n",
                "comments": COMMENTS + '5,0,9,0,0,1,,,"a\nb"\n9999999999999,1,9,0,0,1,,,c\n',
            },
            "comments.csv, line 4: the timestamp 9999999999999 is neither",
        ),
        ({"votes": VOTES + "1,x,0,3,1\n", "comments": COMMENTS + "1,0,9,0,0,1,Yes,,a\n"}, "is-meta is 'Yes', neither"),
        ({"votes": VOTES + "1,x,0,3,1\n", "comments": COMMENTS + "1,0,9,0,0,1,,1.0,a\n"}, "is-seed is '1.0', neither"),
        (
            {"participants_votes": MATRIX + "4,,0,1,1,0,1,\n4,,0,1,0,1,-1,\n"},
            "line 3: the participant 4 stands in it twice",
        ),
        ({"participants_votes": MATRIX.replace(",0,1\n", ",1,01\n") + "4,,0,1,1,0,1,\n"}, "column unknown '01'"),
        ({"comments": COMMENTS}, "neither votes.csv nor participants-votes.csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(PolisProblem) as problem:
        read_conversation(folder(tmp_path, **files))
    assert said in str(problem.value)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("name", ["comments", "votes", "participants_votes", "summary"])
def test_a_quotation_mark_that_is_never_closed_swallows_nothing(tmp_path: Path, name: str) -> None:
    files = {
        "comments": COMMENTS + "1,0,9,0,0,1,,,a\n1,1,9,0,0,1,,,b\n1,2,9,0,0,1,,,c\n",
        "votes": VOTES + "1,x,0,3,1\n1,x,1,3,1\n1,x,2,3,1\n",
        "participants_votes": MATRIX + "3,,0,2,2,0,1,1\n4,,0,2,2,0,1,1\n",
        "summary": "topic,A\nurl,B\nviews,3\n",
    }
    rows = files[name].splitlines(keepends=True)
    cut = rows[-2].rindex(",") + 1
    files[name] = "".join([*rows[:-2], f'{rows[-2][:cut]}"{rows[-2][cut:]}', rows[-1]])
    place = folder(tmp_path, **files)
    with pytest.raises(
        PolisProblem, match=rf"{name.replace('_', '-')}\.csv, line {len(rows) - 1}: is not readable as CSV"
    ):
        read_conversation(place)


def test_a_matrix_whose_counts_say_the_opposite_stands_upside_down(tmp_path: Path) -> None:
    place = folder(tmp_path, participants_votes=MATRIX + "4,,0,2,0,2,1,1\n7,1,0,2,1,1,1,-1\n")
    for path in (place, place / "participants-votes.csv"):
        with pytest.raises(PolisProblem, match=r"participants-votes\.csv: its votes stand upside down.*--sign -1"):
            read_conversation(path)
        assert read_conversation(path, sign=-1).votes.values.tolist() == [-1, -1, -1, 1]
        assert read_conversation(path, sign=1).votes.values.tolist() == [1, 1, 1, -1]


def test_a_log_is_held_against_the_final_matrix(tmp_path: Path) -> None:
    matrix = MATRIX + "4,,0,2,2,0,1,1\n7,1,0,2,1,1,1,-1\n"
    right = "1,x,0,4,-1\n5,x,0,4,1\n5,x,1,4,1\n5,x,0,7,1\n5,x,1,7,-1\n"  # the last vote counts
    place = folder(tmp_path, participants_votes=matrix, votes=VOTES + right)
    assert len(read_conversation(place).votes) == 5
    later = right.replace("5,x,1,7,-1", "5,x,1,7,0")  # one was changed after the matrix was made
    assert len(read_conversation(folder(tmp_path, votes=VOTES + later)).votes) == 5
    turned = right.replace(",-1\n", ",?\n").replace(",1\n", ",-1\n").replace(",?\n", ",1\n")
    folder(tmp_path, votes=VOTES + turned)
    with pytest.raises(
        PolisProblem, match=r"votes\.csv: its votes stand upside down: of 4 votes .* 0 are .* 4 the opp"
    ):
        read_conversation(place)
    assert read_conversation(place, sign=-1).votes.values.tolist() == [-1, 1, 1, 1, -1]
    folder(tmp_path, votes=VOTES + "5,x,0,4,0\n5,x,1,4,0\n5,x,0,7,0\n5,x,1,7,-1\n")
    with pytest.raises(PolisProblem, match=r"votes\.csv: only 1 of 4 votes of participants-votes\.csv are the same"):
        read_conversation(place)


def test_a_time_of_zero_is_none_and_turns_no_seconds_into_milliseconds(tmp_path: Path) -> None:
    found = read_conversation(folder(tmp_path, votes=VOTES + "0,x,0,3,1\n1600000000000,x,0,4,1\n"))
    assert found.votes.times.tolist() == [0, 1_600_000_000_000]


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "votes.csv").write_bytes(b"\xff\xfe\x00binary")
    for path in (tmp_path, tmp_path / "votes.csv", tmp_path / "nothing.csv"):
        with pytest.raises(PolisProblem):
            read_conversation(path)


def test_groups_of_a_file_without_any_are_refused(tmp_path: Path) -> None:
    path = folder(tmp_path, participants_votes=MATRIX + "4,,0,2,1,0,1,0\n") / "participants-votes.csv"
    with pytest.raises(PolisProblem, match="nobody has a group-id"):
        read_groups(path)
