"""`kuvend import deliberation`: whole conversations of Polis come in, once, with their moderation, times and map."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.models import Fact
from kuvend.participation.deliberation.models import Release, Statement, Vote
from kuvend.web.cli import parser
from tests.participation.deliberation.talking import Talk
from tests.support.house import House

pytestmark = pytest.mark.django_db
COMMENTS = """\
timestamp,comment-id,author-id,agrees,disagrees,moderated,is-meta,is-seed,comment-body
1700000000000,0,9,2,0,1,false,true,The library opens on Sundays.
1700000100000,1,4,1,1,1,false,false,"Buses run,
also at night."
1700000200000,2,5,0,1,-1,false,false,Buy my soap.
1700000300000,3,5,1,0,0,true,false,I live in a village.
"""
VOTES = """\
timestamp,datetime,comment-id,voter-id,vote
1700000400000,,0,4,1
1700000500000,,0,5,-1
1700000600000,,0,5,1
1700000700000,,1,5,-1
1700000700000,,1,6,1
1700000800000,,3,6,0
"""


def run(folder: Path, *options: str) -> int:
    given = ["import", "deliberation", str(folder), "--process", "plan", "--owner", "aksi", "--language", "en"]
    args = parser().parse_args([*given, *options])
    return int(args.run(args))


def sql(activity: Activity) -> int:
    """How many statements the page of results takes."""
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"/en/activities/{activity.public_id}/results/").status_code == 200
    return len(queries)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small conversation."""
    found = tmp_path / "library"
    found.mkdir()
    (found / "comments.csv").write_text(COMMENTS, encoding="utf-8")
    (found / "votes.csv").write_text(VOTES, encoding="utf-8")
    (found / "summary.csv").write_text("topic,The library\nurl,https://pol.is/9abc\n", encoding="utf-8")
    return found


def test_without_apply_it_only_says_what_is_there(house: House, folder: Path, capsys: Any) -> None:
    assert run(folder) == 0
    said = capsys.readouterr().out
    assert "4 statements (1 rejected, 1 meta, 1 seeds), 3 people, 5 votes of 6 cast" in said
    assert "Nothing was kept" in said
    assert not Vote.objects.exists() and not Activity.objects.filter(kind="deliberation").exists()


def test_statements_come_in_with_what_was_decided_about_them_and_the_latest_vote_counts(
    house: House, folder: Path
) -> None:
    assert run(folder, "--apply") == 0
    activity = Activity.objects.get(key="polis-9abc")
    assert (activity.title["en"], activity.kind, activity.answers_owed) == ("The library", "deliberation", False)
    rows = {one.contribution.title: one for one in Statement.objects.select_related("contribution__participant")}
    states = {title: row.contribution.state for title, row in rows.items()}
    assert states.pop("Buy my soap.") == State.HIDDEN
    assert set(states.values()) == {State.PUBLISHED}
    assert rows["I live in a village."].meta and rows["The library opens on Sundays."].seeded
    assert rows["The library opens on Sundays."].contribution.participant.pseudonym == "aksi"
    assert rows["Buses run, also at night."].contribution.participant.shown_name == "Import 4"
    assert not Participant.objects.filter(pseudonym__startswith=activity.public_id, person__isnull=False).exists()
    mind = Vote.objects.get(participant__shown_name="Import 5", statement=rows["The library opens on Sundays."])
    assert (mind.value, mind.voted_at.timestamp()) == (1, 1700000600.0)
    assert Vote.objects.filter(statement=rows["The library opens on Sundays."], value=1).count() == 2
    assert not Contribution.objects.exclude(answer_due_date=None).exists()


def test_a_second_run_adds_nothing_and_a_third_only_what_is_new(house: House, folder: Path, capsys: Any) -> None:
    run(folder, "--apply")
    before = (Fact.objects.count(), Vote.objects.count(), Participant.objects.count(), Statement.objects.count())
    assert run(folder, "--apply") == 0
    assert "0 new statements, 0 new people, 0 new votes kept" in capsys.readouterr().out
    assert before == (
        Fact.objects.count(), Vote.objects.count(), Participant.objects.count(), Statement.objects.count()
    )  # fmt: skip
    with (folder / "votes.csv").open("a") as file:
        file.write("1700000900000,,1,7,1\n")
    run(folder, "--apply")
    assert "0 new statements, 1 new people, 1 new votes kept" in capsys.readouterr().out


MATRIX = """\
participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,3
4,,1,2,1,1,1,-1,
5,,1,1,0,1,-1,,
"""


def test_a_matrix_whose_votes_have_no_moments_brings_none_in_twice(house: House, folder: Path, capsys: Any) -> None:
    (folder / "votes.csv").unlink()
    (folder / "participants-votes.csv").write_text(MATRIX, encoding="utf-8")
    with time_machine.travel(house.at, tick=False):
        run(folder, "--apply")
    assert "3 new votes kept" in capsys.readouterr().out
    before = list(Vote.objects.order_by("pk").values_list("pk", "value", "voted_at"))
    with time_machine.travel(house.at + timedelta(hours=1), tick=False):
        run(folder, "--apply")
        assert "0 new statements, 0 new people, 0 new votes kept" in capsys.readouterr().out
        assert list(Vote.objects.order_by("pk").values_list("pk", "value", "voted_at")) == before
    (folder / "participants-votes.csv").write_text(MATRIX.replace("5,,1,1,0,1,-1", "5,,1,1,1,0,1"), encoding="utf-8")
    with time_machine.travel(house.at + timedelta(hours=2), tick=False):
        run(folder, "--apply")
    assert "1 new votes kept" in capsys.readouterr().out


def kept() -> tuple[int, ...]:
    return (Vote.objects.count(), Statement.objects.count(), Participant.objects.count(), Fact.objects.count())


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("The library opens on Sundays.", "Close the school.", "statement 0 has other words.*“The library opens"),
        ("also at night.", "also by day.", "statement 1 has other words"),
    ],
)
def test_votes_never_land_on_statements_with_other_words(
    house: House, folder: Path, old: str, new: str, says: str
) -> None:
    run(folder, "--apply")
    before = kept()
    comments = (folder / "comments.csv").read_text(encoding="utf-8")
    assert old in comments
    (folder / "comments.csv").write_text(comments.replace(old, new), encoding="utf-8")
    for options in ((), ("--apply",)):  # the trial says it, too
        with pytest.raises(UsageProblem, match=f"{says}.*this is another conversation.*--key"):
            run(folder, *options)
    assert kept() == before
    assert run(folder, "--key", "another", "--apply") == 0
    assert Activity.objects.filter(kind="deliberation").count() == 2


def test_a_conversation_that_shares_no_statement_is_another_one(house: House, folder: Path) -> None:
    run(folder, "--apply")
    before = kept()
    header = COMMENTS.splitlines()[0]
    (folder / "comments.csv").write_text(f"{header}\n1700000000000,70,9,1,0,1,false,false,Plant trees.\n", "utf-8")
    (folder / "votes.csv").write_text(f"{VOTES.splitlines()[0]}\n1700000400000,,70,4,1\n", "utf-8")
    with pytest.raises(UsageProblem, match=r"none of its statements stands in .*--key"):
        run(folder, "--apply")
    assert kept() == before


def test_a_trial_says_what_would_be_continued(house: House, folder: Path, capsys: Any) -> None:
    run(folder)
    assert "It continues" not in capsys.readouterr().out
    run(folder, "--apply")
    capsys.readouterr()
    run(folder)
    activity = Activity.objects.get(key="polis-9abc")
    assert f"It continues {activity.public_id}, “The library”." in capsys.readouterr().out


def test_what_was_erased_here_stands_in_the_way_of_no_later_export(house: House, folder: Path) -> None:
    run(folder, "--apply")
    ContributionText.objects.filter(contribution__title="The library opens on Sundays.").update(title="", body="")
    assert run(folder, "--apply") == 0


@pytest.mark.parametrize("name", ["export", "Εξαγωγή", "извоз"])
def test_a_folder_without_an_address_needs_a_key(house: House, folder: Path, name: str) -> None:
    (folder / "summary.csv").write_text("topic,The library\nconversation-description,Of us\n", "utf-8")
    folder = folder.rename(folder.parent / name)
    with pytest.raises(UsageProblem, match=r"names no address .*give --key"):
        run(folder, "--apply")
    assert run(folder, "--key", "library", "--apply") == 0
    assert Activity.objects.get(kind="deliberation").key == "library"


@pytest.mark.parametrize("key", ["Of the library", "k" * 81, "-", "библиотека"])
def test_a_key_that_is_none_is_refused(house: House, folder: Path, key: str) -> None:
    with pytest.raises(UsageProblem, match="--key"):
        run(folder, f"--key={key}")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("votes.csv", "1700000800000,,3,6,0", "1700000800000,,3,6,7", "votes.csv, line 7: a vote is 7"),
        ("votes.csv", "1700000800000,,3,6,0", "1700000800000,,3,x,0", "votes.csv, line 7: voter-id is 'x'"),
        ("votes.csv", "1700000800000,,3,6,0", "1700000800000,,8,6,0", "row 6: comment-id 8 stands in no row"),
        ("comments.csv", "I live in a village.", "", "row 4: comment-body of statement 3 is empty"),
        ("comments.csv", "comment-body", "words", "column"),
    ],
)
def test_what_is_broken_is_said_in_one_line_with_row_and_column_and_nothing_is_kept(
    house: House, folder: Path, name: str, old: str, new: str, says: str
) -> None:
    file = folder / name
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(UsageProblem, match=says) as problem:
        run(folder, "--apply")
    assert "\n" not in str(problem.value)
    assert not Statement.objects.exists() and not Activity.objects.filter(kind="deliberation").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--process", "no"), "--process: there is no 'no'"),
        (("--owner", "no"), "--owner: there is no 'no'"),
        (("--language", "english"), "--language: 'english' is not a language code"),
        (("--language", "zz"), "--language: 'zz' is not a language code"),
        (("--opens", "2026-12-01", "--closes", "2026-11-01"), "--closes"),
        (("--key", "ideas-1"), "of the kind 'ideas'"),
    ],
)
def test_wrong_options_are_said_in_one_line(house: House, folder: Path, options: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        run(folder, *options)


def test_votes_that_stand_upside_down_are_refused_until_somebody_says_which_side_agrees(
    house: House, folder: Path
) -> None:
    votes = (folder / "votes.csv").read_text(encoding="utf-8").splitlines()
    turned = [f"{row[: row.rindex(',')]},{-int(row.rpartition(',')[2])}" for row in votes[1:]]
    (folder / "votes.csv").write_text("\n".join([votes[0], *turned]) + "\n", encoding="utf-8")
    comments = (folder / "comments.csv").read_text(encoding="utf-8").replace("0,9,2,0,1", "0,9,2,1,1")
    (folder / "comments.csv").write_text(comments, encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"votes\.csv: its votes stand upside down.*--sign -1") as problem:
        run(folder)
    assert "\n" not in str(problem.value)
    assert run(folder, "--sign", "-1", "--apply") == 0
    assert Vote.objects.filter(value=1).count() == 3
    assert run(folder, "--sign", "1") == 0


def test_the_days_are_those_of_the_times_that_are_told(house: House, folder: Path) -> None:
    votes = (folder / "votes.csv").read_text(encoding="utf-8")
    (folder / "votes.csv").write_text(votes.replace("1700000400000", "0"), encoding="utf-8")
    assert run(folder, "--apply") == 0
    assert Activity.objects.get(kind="deliberation").opens_at.year == 2023


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("comments.csv", COMMENTS.replace("The library", "x" * 20_000), "row 1: comment-body of statement 0 has 200"),
        ("summary.csv", f"topic,{'x' * 201}\nurl,https://pol.is/9abc\n", "title has 201 characters .*--title-"),
        (
            "summary.csv",
            f"topic,A\nurl,u\nconversation-description,{'x' * 2000}\n",
            "summary has 2002 char.*--summary-",
        ),
    ],
)
def test_texts_that_are_too_long_are_refused(house: House, folder: Path, name: str, text: str, says: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageProblem, match=says):
        run(folder, "--apply")
    assert not Activity.objects.filter(kind="deliberation").exists()


def test_a_topic_is_a_title_on_one_line_of_what_can_be_seen(house: House, folder: Path) -> None:
    (folder / "summary.csv").write_text('topic,"The\u200b \u202elibrary\nof  us"\nurl,https://pol.is/9abc\n', "utf-8")
    assert run(folder, "--apply") == 0
    assert Activity.objects.get(kind="deliberation").title["en"] == "The library of us"


def test_a_folder_without_a_topic_needs_a_title(house: House, folder: Path) -> None:
    (folder / "summary.csv").write_text("topic,\nurl,https://pol.is/9abc\n", encoding="utf-8")
    with pytest.raises(UsageProblem, match=r"names no topic: give .*--title-en"):
        run(folder, "--apply")
    assert run(folder, "--apply", "--title-en", "Our library") == 0
    assert Activity.objects.get(kind="deliberation").title["en"] == "Our library"


def test_a_rejected_statement_of_signs_alone_and_one_that_is_long_come_in(house: House, folder: Path) -> None:
    long = "The library opens on Sundays. " * 9
    comments = COMMENTS.replace("Buy my soap.", "!!!").replace("The library opens on Sundays.", long)
    (folder / "comments.csv").write_text(comments, encoding="utf-8")
    assert run(folder, "--apply") == 0
    rejected = Contribution.objects.get(kind="statement", state=State.HIDDEN)
    assert (rejected.title, rejected.body) == ("… 2", "")
    whole = Contribution.objects.get(kind="statement", title__startswith="The library opens")
    assert len(whole.title) == 200 and whole.title.endswith("…")
    assert whole.body.startswith("The library opens on Sundays. The library")


@pytest.mark.slow
def test_a_real_conversation_comes_in_whole_and_its_closed_map_is_on_record(
    house: House, shared_data: Any, capsys: Any
) -> None:
    place = shared_data("opinion/bg2050-volunteers")
    assert run(place, "--apply") == 0
    said = capsys.readouterr().out
    assert "371 statements (55 rejected, 1 meta, 25 seeds), 126 people, 14283 votes of 14341 cast" in said
    states = Counter(Contribution.objects.filter(kind="statement").values_list("state", flat=True))
    assert states == {State.PUBLISHED: 316, State.HIDDEN: 55}
    assert Vote.objects.count() == 14_283
    kept = Release.objects.get()
    assert (kept.voters, kept.votes, kept.mode) == (125, 14_280, "stable")
    assert Fact.objects.filter(type="opinion_map_closed").count() == 1
    small = Talk(house)
    for value in (1, -1, 0, 1, 1):
        small.vote(None, 0, value)
    small.map()
    assert sql(kept.deliberation.activity) <= sql(small.activity) + 1, "groups' words take one more"
