"""A deliberation taken out: its release, sealed on record; its ballots for an auditor alone."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from kuvend.engines.formats.polis import read_conversation, read_groups
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.queries import facts_about
from kuvend.participation.deliberation.actions import compute_map, set_rules, withdraw_votes
from kuvend.participation.deliberation.ballots import numbers_of
from kuvend.participation.deliberation.importing import VoteRows, keep_votes
from kuvend.participation.deliberation.maps.previous import MemberRows
from kuvend.participation.deliberation.models import Deliberation, MapState, Release, Vote
from kuvend.web.cli import parser
from tests.participation.deliberation.talking import Talk
from tests.support.house import House

pytestmark = pytest.mark.django_db
PEOPLE, STATEMENTS = 90, 14


class Crowd(Talk):
    """Three camps of people who have voted on fourteen statements, one of them about oneself."""

    def __init__(self, house: House, *, groups: int | None = None) -> None:
        super().__init__(house, minimum_voters=10, closes_at=house.at + timedelta(minutes=1))
        if groups:
            set_rules(
                actor=HOUSE, activity=self.activity, who_adds="people", minimum_voters=10, groups=groups, at=house.at
            )
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
        self.closed = self.activity.closes_at + timedelta(minutes=1)
        self.kept = self.close()

    def close(self, *, hours: int = 0) -> Release:
        """The release of the closing, or one that came so many hours after it."""
        kept = compute_map(self.activity.pk, at=self.closed + timedelta(hours=hours))
        assert kept is not None
        return kept


@pytest.fixture
def crowd(house: House) -> Crowd:
    return Crowd(house)


def address(activity: Activity, rest: str) -> str:
    return f"/open-data/deliberations/{activity.public_id}{rest}"


def kuvend(*arguments: str) -> int:
    args = parser().parse_args(arguments)
    return int(args.run(args))


def map_file(crowd: Crowd) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Client().get(address(crowd.activity, "/map.json")).getvalue())
    return found


def test_the_map_file_says_all_that_the_digest_on_record_seals(crowd: Crowd) -> None:
    crowd.seed("One more that nobody has answered.")
    found = map_file(crowd)
    sealed = json.dumps(found["content"], sort_keys=True, separators=(",", ":")).encode()
    (fact,) = [one for one in facts_about([crowd.activity.public_id]) if one.type == "opinion_map_closed"]
    assert sha256(sealed).hexdigest() == found["digest"] == crowd.kept.digest == fact.data["result"]
    assert crowd.statements[0].public_id in found["content"]["counts"]
    assert found["content"]["map"]["groups"] and found["final"]


def test_whole_ballots_are_nowhere_in_public(crowd: Crowd, tmp_path: Path) -> None:
    for rest in (".zip", "/votes.csv", "/check/"):
        assert Client().get(address(crowd.activity, rest)).status_code == 404
    assert kuvend("data", "export", str(tmp_path)) == 0
    assert not list(tmp_path.glob("*.zip"))
    page = Client().get(f"/en{address(crowd.activity, '/')}").content.decode()
    assert "Why there are no single votes" in page and ".zip" not in page


def test_an_auditor_checks_the_ballots_against_the_record_and_draws_the_map_again(
    crowd: Crowd, tmp_path: Path, capsys: Any
) -> None:
    folder, again = tmp_path / "ballots", tmp_path / "again.json"
    assert kuvend("data", "ballots", crowd.activity.public_id, str(folder)) == 0
    salt = bytes.fromhex(capsys.readouterr().out.partition("salt    ")[2].split()[0])
    (fact,) = [one for one in facts_about([crowd.activity.public_id]) if one.type == "opinion_map_closed"]
    assert sha256(salt + (folder / "votes.csv").read_bytes()).hexdigest() == fact.data["ballots"]
    assert kuvend("opinion", "map", str(folder), "--out", str(again)) == 0
    assert kuvend("opinion", "compare", str(again), str(folder / "participants-votes.csv")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "adjusted_rand_index 1.0000"
    votes = read_conversation(folder).votes
    published = map_file(crowd)["content"]["counts"]
    for number, statement in enumerate(crowd.statements):
        mine = votes.values[votes.statements == number]
        exact = [int((mine == value).sum()) for value in (1, -1, 0)]
        assert published[statement.public_id] == [one - one % 5 for one in exact]


def regrouped(crowd: Crowd, people: int) -> dict[int, int]:
    """Who stood in which group of the release before, if these few had stood in another one; it closes anew."""
    state = MapState.objects.get()
    rows = MemberRows.unpacked(bytes(state.members))
    groups = rows.groups.copy()
    groups[:people] = (groups[:people] + 1) % crowd.kept.k
    before = MemberRows(rows.people, groups)
    MapState.objects.update(members=before.packed())
    Deliberation.objects.update(closed_for=None)
    Release.objects.update(final=False, voters=0)
    Vote.objects.filter(participant__in=crowd.participants[:5]).update(released=None)
    crowd.kept = crowd.close()
    return before.as_dict()


def test_whom_the_closing_would_give_away_stays_and_an_auditor_draws_that_map_again(
    crowd: Crowd, tmp_path: Path, capsys: Any
) -> None:
    before = regrouped(crowd, 2)
    after = MemberRows.unpacked(bytes(MapState.objects.get().members)).as_dict()
    moved = Counter((before[one], group) for one, group in after.items() if before[one] != group)
    assert before == after and not moved, "two would have moved"
    folder, again = tmp_path / "ballots", tmp_path / "again.json"
    capsys.readouterr()
    assert kuvend("data", "ballots", crowd.activity.public_id, str(folder)) == 0
    salt = bytes.fromhex(capsys.readouterr().out.partition("salt    ")[2].split()[0])
    known = (folder / "groups-before.csv").read_bytes()
    fact = [one for one in facts_about([crowd.activity.public_id]) if one.type == "opinion_map_closed"][-1]
    assert sha256(salt + known).hexdigest() == fact.data["groups"]
    asked = ("opinion", "map", str(folder), "--out", str(again))
    agreement = []
    for more in ((), ("--after", str(folder / "groups-before.csv"))):
        assert kuvend(*asked, *more) == 0
        assert kuvend("opinion", "compare", str(again), str(folder / "participants-votes.csv")) == 0
        agreement.append(float(capsys.readouterr().out.split()[-1]))
    assert agreement[0] < 1.0 == agreement[1]
    drawn, shown = json.loads(again.read_text()), map_file(crowd)["content"]["map"]["groups"]
    assert [one["size"] - one["size"] % 5 for one in drawn["groups"]] == [one["size"] for one in shown]


def test_nobody_is_found_by_name_or_hour_in_the_ballots(crowd: Crowd, tmp_path: Path) -> None:
    assert kuvend("data", "ballots", crowd.activity.public_id, str(tmp_path)) == 0
    whole = "".join(one.read_text(encoding="utf-8") for one in tmp_path.iterdir())
    assert "Lis " not in whole and "@example.org" not in whole
    conversation = read_conversation(tmp_path)
    assert conversation.votes.times is not None
    assert len(set(conversation.votes.times.tolist())) == 1, "the hour of a vote would tell people apart"
    assert {one.author for one in conversation.statements} == {0}, "no two statements are put together"
    assert not set(conversation.votes.participants.tolist()) & {one.pk for one in crowd.participants}
    mine = numbers_of(sorted(one.pk for one in crowd.participants), deliberation=crowd.activity.public_id)
    assert list(mine.values()) != sorted(mine.values()), "their order says nothing"
    assert len(read_groups(tmp_path / "participants-votes.csv")) == PEOPLE


def test_the_command_says_so_when_accounts_were_erased_since(crowd: Crowd, tmp_path: Path, capsys: Any) -> None:
    gone = numbers_of([crowd.participants[0].pk], deliberation=crowd.activity.public_id)[crowd.participants[0].pk]
    withdraw_votes(crowd.people[0].participants.get().pk)
    assert kuvend("data", "ballots", crowd.activity.public_id, str(tmp_path)) == 1
    assert "DIFFERS" in capsys.readouterr().out
    assert str(gone) not in (tmp_path / "votes.csv").read_text()


def test_the_votes_of_an_open_deliberation_are_given_to_nobody(house: House, tmp_path: Path) -> None:
    talk = Talk(house)
    for known in (talk.activity.public_id, "aaaaaaaaaa"):
        with pytest.raises(UsageProblem):
            kuvend("data", "ballots", known, str(tmp_path))
    assert not list(tmp_path.iterdir())


def test_a_participant_has_another_number_in_every_deliberation(crowd: Crowd) -> None:
    ids = [one.pk for one in crowd.participants]
    one, other = (set(numbers_of(ids, deliberation=name).values()) for name in ("aaaaaaaaaa", "bbbbbbbbbb"))
    assert len(one) == len(other) == len(ids) and not one & other


def test_a_reader_who_has_an_earlier_file_gets_the_new_one_after_a_release(crowd: Crowd) -> None:
    etag = Client().get(address(crowd.activity, "/map.json"))["ETag"]
    assert Client().get(address(crowd.activity, "/map.json"), HTTP_IF_NONE_MATCH=etag).status_code == 304
    for person in crowd.people[:5]:
        withdraw_votes(person.participants.get().pk)
    crowd.close(hours=1)
    assert Client().get(address(crowd.activity, "/map.json"), HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_what_is_hidden_after_closing_changes_no_number_and_its_words_are_nowhere(
    crowd: Crowd, tmp_path: Path, capsys: Any
) -> None:
    top = next(one for one in crowd.statements if one.public_id in map_file(crowd)["content"]["map"]["counts"])
    results = reverse("deliberation_results", args=[crowd.activity.public_id])
    words, before = shown_words(top), Client().get(address(crowd.activity, "/map.json")).getvalue()
    assert words in Client().get(results).content.decode()
    hide(actor=HOUSE, contribution=top, house_rule="insult", seen_version=1, at=crowd.at)
    crowd.close()
    assert Client().get(address(crowd.activity, "/map.json")).getvalue() == before
    assert words not in Client().get(results).content.decode() and words.encode() not in before
    folder, again = tmp_path / "ballots", tmp_path / "again.json"
    kuvend("data", "ballots", crowd.activity.public_id, str(folder))
    statement = read_conversation(folder).statements[crowd.statements.index(top)]
    assert (statement.text, statement.moderated) == ("", 1), "it shaped the map that stands"
    assert kuvend("opinion", "map", str(folder), "--out", str(again)) == 0
    assert kuvend("opinion", "compare", str(again), str(folder / "participants-votes.csv")) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "adjusted_rand_index 1.0000"


def shown_words(statement: Contribution) -> str:
    return statement.title.split(" (")[0]


def test_the_page_of_open_data_leads_to_what_is_released(crowd: Crowd) -> None:
    hidden = Talk(crowd.house, minimum_voters=50, key="hidden")
    hidden.map_if_any()
    page = Client().get("/en/open-data/").content.decode()
    assert f'href="/en{address(crowd.activity, "/")}"' in page
    assert hidden.activity.public_id not in page


def test_nothing_is_given_before_the_first_release(house: House) -> None:
    talk = Talk(house)
    talk.vote(None, 0, 1)
    talk.map_if_any()
    for rest in ("/map.json", "/crosstabs.csv"):
        assert Client().get(address(talk.activity, rest)).status_code == 404
    assert Client().get(f"/en{address(talk.activity, '/')}").status_code == 404
    rows = Client().get("/api/v1/statements").json()["results"]
    assert {row["agrees"] for row in rows} == {None}
    found = Client().get("/api/v1/deliberations").json()["results"][0]
    assert (found["voters"], found["groups"], found["digest"] or "") == (0, None, "")


def test_tables_come_with_the_closing_alone(house: House) -> None:
    talk = Talk(house)
    talk.statements += talk.seed("I live in a village.", meta=True)
    for _voter in range(6):
        actor = talk.house.actor()
        for number in range(4):
            talk.vote(actor, number, 1)
    talk.map()
    assert Client().get(address(talk.activity, "/crosstabs.csv")).status_code == 404
    page = Client().get(f"/en{address(talk.activity, '/')}").content.decode()
    assert "Can be taken once it has closed" in page


def test_no_cell_of_the_tables_is_below_five(crowd: Crowd) -> None:
    content = Client().get(address(crowd.activity, "/crosstabs.csv")).getvalue().decode()
    rows = list(csv.DictReader(io.StringIO(content)))
    meta = crowd.statements[STATEMENTS].public_id
    assert {row["by"] for row in rows} == {"group", meta}
    cells = [int(row[name]) for row in rows for name in ("agree", "disagree", "pass") if row[name]]
    assert cells and min(cells) >= 5 and not [one for one in cells if one % 5]


def test_a_number_of_groups_that_was_set_stands_in_the_file(house: House) -> None:
    crowd = Crowd(house, groups=4)
    kept, found = crowd.kept, map_file(crowd)
    assert (kept.k, found["groups_set"], found["lineage"], found["digest"]) == (4, 4, kept.lineage, kept.digest)


def test_the_datasets_hold_statements_and_deliberations(crowd: Crowd) -> None:
    (found,) = json.loads(Client().get("/open-data/deliberations.json").getvalue())
    groups = Release.objects.get().k
    assert (found["id"], found["voters"], found["groups"]) == (crowd.activity.public_id, PEOPLE, groups)
    rows = json.loads(Client().get("/open-data/statements.json").getvalue())
    assert len(rows) == STATEMENTS + 1
    counted = sum(row["agrees"] + row["disagrees"] + row["passes"] for row in rows)
    assert counted <= found["votes"] <= counted + 4 * 3 * len(rows), "the sum of all is rounded by itself"
