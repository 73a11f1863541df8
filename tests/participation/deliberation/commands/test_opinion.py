"""`kuvend opinion`: a map from files, without a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kuvend.engines.opinion.as_data import FORMAT
from kuvend.web.cli import main

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
PUBLISHED = {"bg2050-volunteers": "1.0000", "scoop-hivemind.biodiversity": "0.9887", "vtaiwan.uberx": "0.9290"}


def run(*words: str | Path) -> int:
    try:
        return main([str(word) for word in ("opinion", *words)])
    except SystemExit as end:  # arguments that do not fit
        return int(end.code or 0)


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_groups_are_found_again(
    name: str, shared_data: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = shared_data(f"opinion/{name}"), tmp_path / "map.json"
    matrix = folder / "participants-votes.csv"
    assert run("map", folder, "--mode", "polis", "--keep-grouped", matrix, "--out", out) == 0
    assert run("compare", out, matrix) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"adjusted_rand_index {PUBLISHED[name]}"


@pytest.fixture
def simulated(tmp_path: Path) -> Path:
    folder = tmp_path / "simulated"
    size = ("--people", "200", "--statements", "30", "--votes", "3000", "--seed", "7")
    assert run("simulate", *size, "--out", folder) == 0
    return folder


def test_the_same_votes_give_the_same_bytes_from_folder_log_and_matrix(simulated: Path, tmp_path: Path) -> None:
    found = []
    for place in (simulated, simulated / "votes.csv", simulated / "participants-votes.csv"):
        assert run("map", place, "--out", tmp_path / "map.json") == 0
        found.append((tmp_path / "map.json").read_bytes())
    assert found[0] == found[1] == found[2]


def test_simulating_again_gives_the_same_files(simulated: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    run("simulate", "--people", "200", "--statements", "30", "--votes", "3000", "--seed", "7", "--out", again)
    assert sorted(path.name for path in again.iterdir()) == [
        "comments.csv", "participants-votes.csv", "summary.csv", "votes.csv",
    ]  # fmt: skip
    assert all((simulated / path.name).read_bytes() == path.read_bytes() for path in again.iterdir())


def test_the_summary_says_mode_quality_and_what_unites(simulated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("map", simulated) == 0
    said = capsys.readouterr().out
    assert "200 people, 30 statements, 3000 votes" in said
    assert "mode stable: " in said and "silhouette" in said and "stability" in said
    assert "most agree: " in said and "“Simulated statement " in said


def test_what_is_wrong_with_another_file_or_option_is_said_of_that_one(
    simulated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone.csv"
    size = ("--people", "9", "--statements", "3", "--votes", "9", "--seed", "-1")
    for words, said in (
        (("map", simulated, "--keep-grouped", gone), f"kuvend: {gone}: cannot be read"),
        (("simulate", *size, "--out", tmp_path / "none"), "kuvend: --seed: -1 is below 0"),
    ):
        capsys.readouterr()
        assert run(*words) == 2
        assert capsys.readouterr().err.startswith(said)


def test_the_summary_names_nothing_that_divides_a_single_group(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    votes = tmp_path / "votes.csv"
    votes.write_text(VOTES + "".join(f"1,x,{number % 8},{number // 8},1\n" for number in range(240)))
    assert run("map", votes) == 0
    said = capsys.readouterr().out
    assert "mode stable: 1 group, " in said
    assert "divides:" not in said


def test_groups_are_pinned_and_people_left_out(simulated: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.json"
    assert run("map", simulated, "--groups", "4", "--without", "3,5", "--bridging", "--out", out) == 0
    found = json.loads(out.read_text())
    assert found["k"] == len(found["groups"]) == 4
    assert not {3, 5} & set(found["participants"]["id"])
    assert len(found["bridging"]["score"]) == 30


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        (VOTES, "there are no votes in it"),
        (VOTES + "1,x,0,3,7\n", "a vote is 7"),
        (VOTES + "1,x,0,3,agree\n", "vote is 'agree'"),
        (VOTES.replace("vote\n", "colour\n") + "1,x,0,3,1\n", "column unknown 'colour'"),
        (VOTES + "1,x,0,3,1\n1,x,1,3,1\n", "only one person voted"),
        (VOTES + "1,x,0,3,1\n1,x,0,4,1\n", "votes on one statement only"),
        ("\0\0\0", "votes.csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(text)
    assert run("map", path) == 2
    problem = capsys.readouterr().err
    assert said in problem and problem.count("\n") == 1 and "Traceback" not in problem


def test_commands_that_cannot_be_done_end_with_two(
    simulated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    matrix, wrong = simulated / "participants-votes.csv", tmp_path / "wrong.json"
    wrong.write_text("[]")
    capsys.readouterr()
    commands: list[tuple[str | Path, ...]] = [
        ("map", tmp_path / "nothing"),
        ("map", tmp_path),
        ("map", simulated, "--groups", "0"),
        ("map", simulated, "--keep-grouped", matrix),
        ("map", simulated, "--without", "Ana"),
        ("map", simulated, "--out", tmp_path / "no" / "map.json"),
        ("map", simulated, "--mode", "other"),
        ("map", simulated, "--mode", "polis", "--after", simulated),
        ("compare", wrong, matrix),
        ("compare", tmp_path / "nothing.json", matrix),
        ("simulate", "--people", "3", "--statements", "3", "--votes", "10", "--out", tmp_path / "s"),
    ]
    for words in commands:
        assert run(*words) == 2, words
        assert capsys.readouterr().err.count("\n") == 1, words


def _published(path: Path, groups: dict[int, int]) -> Path:
    rows = [f"{person},{group},0,1,1,1,0" for person, group in groups.items()]
    header = "participant,group-id,n-comments,n-votes,n-agree,n-disagree,1"
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


def _ours(path: Path, groups: dict[int, int | None], format: str = FORMAT) -> Path:
    people = {"id": list(groups), "group": list(groups.values())}
    path.write_text(json.dumps({"format": format, "participants": people}))
    return path


def test_groupings_are_compared_by_the_people_whom_both_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = _published(tmp_path / "published.csv", {1: 0, 2: 0, 3: 1, 4: 1, 9: 1})
    assert run("compare", _ours(tmp_path / "map.json", {1: 5, 2: 5, 3: None, 4: None}), published) == 0
    assert capsys.readouterr().out.splitlines() == [
        "4 people have a published group; 1 of the others are not in the map",
        "2 of them are in no group of the map; they count as one group of their own",
        "adjusted_rand_index 1.0000",
    ]
    assert run("compare", _ours(tmp_path / "map.json", {1: 5, 7: 5}), published) == 2
    assert "fewer than two people in common" in capsys.readouterr().err
    assert run("compare", _ours(tmp_path / "map.json", {1: 5, 2: 5}, "somebody-elses/1"), published) == 2
    assert f"is not a {FORMAT} file" in capsys.readouterr().err


def test_a_cluster_that_is_not_there_is_said(simulated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("map", simulated, "--dask", "nonsense://127.0.0.1:1") == 2
    assert capsys.readouterr().err.startswith("kuvend: --dask: ")


@pytest.mark.slow
def test_a_cluster_gives_the_same_file(simulated: Path, tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (the extra `cluster`)")
    here, there = tmp_path / "here.json", tmp_path / "there.json"
    assert run("map", simulated, "--out", here) == 0
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        assert run("map", simulated, "--dask", cluster.scheduler_address, "--out", there) == 0
    assert here.read_bytes() == there.read_bytes()
