"""A deliberation taken out: its files draw the published map again, and nobody is found in them."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from argparse import Namespace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone
from kuvend.publication.opendata.deliberations.crosstabs import K, given
from kuvend.publication.opendata.deliberations.numbers import numbers_of

from kuvend.engines.formats.polis import read_conversation, read_groups
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.actions import compute_map, merge, set_rules, withdraw_votes
from kuvend.participation.deliberation.importing import VoteRows, keep_votes
from kuvend.participation.deliberation.models import OpinionMap, Statement, Vote
from kuvend.web.cli import parser
from kuvend.web.cli.data import run_export
from tests.participation.deliberation.talking import Talk
from tests.support.house import House

pytestmark = pytest.mark.django_db
PEOPLE, STATEMENTS = 90, 14


class Crowd(Talk):
    """Three camps of people who have voted on fourteen statements, one of them about oneself."""

    def __init__(self, house: House) -> None:
        super().__init__(house, minimum_voters=10, closes_at=house.at + timedelta(minutes=1))
        self.statements += self.seed(*(f"Statement number {one} says something." for one in range(4, STATEMENTS + 1)))
        self.statements += self.seed("I live in a village.", meta=True)
        chance = np.random.default_rng(7)
        camps = chance.choice([-1, 1], (3, STATEMENTS + 1))
        self.people = [house.person() for _ in range(PEOPLE)]
        self.participants = Participant.objects.bulk_create(
            Participant(process=house.process, person=one, pseudonym=f"Lis {number}")
            for number, one in enumerate(self.people)
        )
        rows: list[tuple[int, int, int, Any]] = []
        for number, one in enumerate(self.participants):
            for at, statement in enumerate(self.statements):
                draw = chance.random()
                value = 0 if draw < 0.08 else int(camps[number % 3, at]) * (-1 if draw > 0.93 else 1)
                rows.append((statement.pk, one.pk, value, house.at))
        keep_votes(VoteRows(*(list(column) for column in zip(*rows, strict=True))))
        self.map()


@pytest.fixture
def crowd(house: House) -> Crowd:
    return Crowd(house)


def address(activity: Activity, rest: str = ".zip") -> str:
    return f"/open-data/deliberations/{activity.public_id}{rest}"


def unpacked(activity: Activity, folder: Path) -> Path:
    """The zip file, fetched as anyone does and unpacked."""
    response = Client().get(address(activity))
    assert response.status_code == 200 and response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.getvalue())) as archive:
        archive.extractall(folder)
    return folder / activity.public_id


def kuvend(*arguments: str) -> int:
    args = parser().parse_args(arguments)
    return int(args.run(args))


def test_the_downloaded_folder_draws_the_published_groups_again(crowd: Crowd, tmp_path: Path, capsys: Any) -> None:
    folder = unpacked(crowd.activity, tmp_path)
    again = tmp_path / "again.json"
    assert kuvend("opinion", "map", str(folder), "--out", str(again)) == 0
    assert kuvend("opinion", "compare", str(again), str(folder / "participants-votes.csv")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "adjusted_rand_index 1.0000"
    assert len(read_groups(folder / "participants-votes.csv")) == PEOPLE
    assert sorted(one.name for one in folder.iterdir()) == [
        "README.txt", "comments.csv", "crosstabs.csv", "map.json", "participants-votes.csv", "summary.csv", "votes.csv"
    ]  # fmt: skip


def test_the_map_file_says_all_that_the_digest_on_record_seals(crowd: Crowd) -> None:
    crowd.seed("One more that nobody has answered.")
    kept = crowd.map()
    found = json.loads(Client().get(address(crowd.activity, "/map.json")).getvalue())
    sealed = json.dumps(found["content"], sort_keys=True, separators=(",", ":")).encode()
    assert sha256(sealed).hexdigest() == found["digest"] == kept.digest
    assert found["statements"][0] == crowd.statements[0].public_id
    assert found["content"]["map"]["groups"]


def test_nobody_is_found_in_the_files(crowd: Crowd, tmp_path: Path) -> None:
    folder = unpacked(crowd.activity, tmp_path)
    whole = "".join(one.read_text(encoding="utf-8") for one in folder.iterdir())
    assert "Lis " not in whole and "@example.org" not in whole
    conversation = read_conversation(folder)
    assert conversation.votes.times is not None
    assert len(set(conversation.votes.times.tolist())) == 1, "the hour of a vote would tell people apart"
    numbers = set(conversation.votes.participants.tolist())
    assert not numbers & {one.pk for one in crowd.participants}
    assert not numbers & {one.author for one in conversation.statements}
    ordered = sorted(crowd.participants, key=lambda one: one.pk)
    mine = numbers_of([one.pk for one in ordered], deliberation=crowd.activity.public_id)
    assert list(mine.values()) != sorted(mine.values()), "their order says nothing"


def test_a_participant_has_another_number_in_every_deliberation(crowd: Crowd) -> None:
    ids = [one.pk for one in crowd.participants]
    one, other = (set(numbers_of(ids, deliberation=name).values()) for name in ("aaaaaaaaaa", "bbbbbbbbbb"))
    assert len(one) == len(other) == len(ids) and not one & other


def test_votes_of_an_erased_account_are_gone_from_everything(crowd: Crowd, tmp_path: Path) -> None:
    gone = numbers_of([crowd.participants[0].pk], deliberation=crowd.activity.public_id)[crowd.participants[0].pk]
    assert gone in read_conversation(unpacked(crowd.activity, tmp_path / "before")).votes.participants
    withdraw_votes(crowd.people[0].pk)
    folder = unpacked(crowd.activity, tmp_path / "at once")
    assert str(gone) not in "".join(one.read_text(encoding="utf-8") for one in folder.iterdir())
    compute_map(crowd.activity.pk, at=crowd.at)
    assert len(read_groups(unpacked(crowd.activity, tmp_path / "after") / "participants-votes.csv")) == PEOPLE - 1


def test_a_reader_who_has_an_earlier_file_gets_the_new_one_once_votes_have_changed_the_map(crowd: Crowd) -> None:
    etag = Client().get(address(crowd.activity))["ETag"]
    assert Client().get(address(crowd.activity), HTTP_IF_NONE_MATCH=etag).status_code == 304
    known = Vote.objects.get(participant=crowd.participants[0], statement_id=crowd.statements[0].pk)
    crowd.vote(crowd.people[0], 0, 1 if known.value < 1 else -1)
    crowd.map()
    assert Client().get(address(crowd.activity), HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_hidden_words_are_not_in_it_and_what_is_not_asked_shapes_no_map(crowd: Crowd, tmp_path: Path) -> None:
    hide(
        actor=HOUSE,
        contribution=crowd.statements[0],
        seen_version=crowd.statements[0].version,
        house_rule="insult",
        at=crowd.at,
    )
    first, second = (Statement.objects.get(pk=crowd.statements[at].pk) for at in (1, 2))
    merge(actor=HOUSE, statement=first, into=second, at=crowd.at)
    crowd.map()
    folder = unpacked(crowd.activity, tmp_path)
    statements = {one.id: one for one in read_conversation(folder).statements}
    assert (statements[0].text, statements[0].moderated) == ("", -1)
    assert statements[1].text and statements[1].moderated == -1
    assert statements[2].moderated == 1 and statements[STATEMENTS].is_meta
    capital = (folder / "comments.csv").read_text(encoding="utf-8")
    assert crowd.statements[0].title not in capital


def test_the_page_of_open_data_leads_to_the_votes_and_the_export_writes_them(crowd: Crowd, tmp_path: Path) -> None:
    hidden = Talk(crowd.house, minimum_voters=50, key="hidden")
    hidden.map()
    page = Client().get("/en/open-data/").content.decode()
    assert f'href="/en{address(crowd.activity, "/")}"' in page
    assert hidden.activity.public_id not in page
    assert run_export(Namespace(folder=tmp_path)) == 0
    assert [one.name for one in tmp_path.glob("*.zip")] == [f"{crowd.activity.public_id}.zip"]
    assert "votes.csv" in " ".join(zipfile.ZipFile(tmp_path / f"{crowd.activity.public_id}.zip").namelist())


def test_nothing_is_given_before_numbers_are_shown(house: House) -> None:
    talk = Talk(house, minimum_voters=3)
    talk.vote(None, 0, 1)
    talk.map()
    for rest in (".zip", "/map.json", "/crosstabs.csv"):
        assert Client().get(address(talk.activity, rest)).status_code == 404
    assert Client().get(f"/en{address(talk.activity, '/')}").status_code == 404
    rows = Client().get("/api/v1/statements").json()["results"]
    assert {row["agrees"] for row in rows} == {None}
    found = Client().get("/api/v1/deliberations").json()["results"][0]
    assert found["groups"] is None
    assert not found["digest"], "the counts of a few voters are guessed from it"


def test_while_people_vote_no_two_files_can_show_who_did(crowd: Crowd, tmp_path: Path) -> None:
    later = timezone.now() + timedelta(days=3)
    Activity.objects.filter(pk=crowd.activity.pk).update(closes_at=later)
    for rest in (".zip", "/crosstabs.csv"):
        assert Client().get(address(crowd.activity, rest)).status_code == 404
    assert Client().get(address(crowd.activity, "/map.json")).status_code == 200
    page = Client().get(f"/en{address(crowd.activity, '/')}").content.decode()
    assert "Can be taken once it has closed" in page and ".zip" not in page
    assert run_export(Namespace(folder=tmp_path)) == 0
    assert not list(tmp_path.glob("*.zip"))


def test_no_cell_of_the_tables_is_below_five_and_none_follows_from_a_sum(crowd: Crowd) -> None:
    content = Client().get(address(crowd.activity, "/crosstabs.csv")).getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    meta = crowd.statements[STATEMENTS].public_id
    assert {row["by"] for row in rows} == {"group", meta}
    cells = [int(row[name]) for row in rows for name in ("agree", "disagree", "pass") if row[name]]
    assert cells and min(cells) >= K
    counts = np.array([[20, 2, 9], [8, 7, 9], [6, 9, 30]])
    shown = given(counts)
    assert shown[:, 0].all() and shown[:, 2].all()
    assert shown[:, 1].tolist() == [False, False, True]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_the_page_says_the_exact_command_and_the_check_holds(crowd: Crowd, language: str) -> None:
    page = Client().get(f"/{language}{address(crowd.activity, '/')}").content.decode()
    assert f"kuvend opinion map {crowd.activity.public_id} --out map-again.json" in page
    assert f'href="{address(crowd.activity)}"' in page
    checked = f"/{language}{address(crowd.activity, '/check/')}"
    assert f'href="{checked}"' in page
    assert "1.0000" in Client().get(checked).content.decode().replace("1,0000", "1.0000")


def test_the_final_map_of_a_set_number_of_groups_is_drawn_again_by_the_command_of_the_page(
    crowd: Crowd, tmp_path: Path, capsys: Any
) -> None:
    set_rules(actor=HOUSE, activity=crowd.activity, who_adds="people", minimum_voters=10, groups=4, at=crowd.at)
    crowd.map()
    closed = crowd.activity.closes_at
    kept = compute_map(crowd.activity.pk, at=closed + timedelta(minutes=1))
    assert kept is not None and kept.k == 4
    page = Client().get(f"/en{address(crowd.activity, '/')}").content.decode()
    assert f"kuvend opinion map {crowd.activity.public_id} --groups 4 --out map-again.json" in page
    assert "is the published map" in Client().get(f"/en{address(crowd.activity, '/check/')}").content.decode()
    folder, again = unpacked(crowd.activity, tmp_path), tmp_path / "again.json"
    assert "opinion map FOLDER --groups 4 --out" in (folder / "README.txt").read_text()
    kuvend("opinion", "map", str(folder), "--groups", "4", "--out", str(again))
    kuvend("opinion", "compare", str(again), str(folder / "participants-votes.csv"))
    assert capsys.readouterr().out.splitlines()[-1] == "adjusted_rand_index 1.0000"
    found = json.loads((folder / "map.json").read_text())
    assert (found["groups_set"], found["lineage"], found["digest"]) == (4, kept.lineage, kept.digest)


def test_the_check_finds_a_published_map_that_its_votes_do_not_give(crowd: Crowd) -> None:
    Vote.objects.filter(statement_id=crowd.statements[0].pk, value=1).update(value=-1)
    Statement.objects.filter(pk=crowd.statements[1].pk).update(agree_count=77)
    shown = Client().get(f"/en{address(crowd.activity, '/check/')}").content.decode()
    assert "is not quite the published one" in shown
    assert f">{STATEMENTS + 1}<" in shown and f">{STATEMENTS - 1}<" in shown


def test_the_datasets_hold_statements_and_deliberations(crowd: Crowd, read: Any) -> None:
    (found,) = read("/open-data/deliberations.json")
    groups = OpinionMap.objects.get().k
    assert (found["id"], found["voters"], found["groups"]) == (crowd.activity.public_id, PEOPLE, groups)
    rows = read("/open-data/statements.json")
    assert len(rows) == STATEMENTS + 1
    assert sum(row["agrees"] + row["disagrees"] + row["passes"] for row in rows) == found["votes"]
