"""kill -9 of the web server, the job worker and the database in turn, while people write.

What holds afterwards: every receipt that was given is in the log, with its proof; each reaction's effect is
there once; each letter was queued once, and went out under one Message-ID.
"""

from __future__ import annotations

import hashlib
import json
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kuvend.engines.merkle.checkpoints import read_checkpoint
from kuvend.engines.merkle.notes import parse_verifier_key
from kuvend.engines.merkle.receipts import parse_receipt, verify_receipt
from kuvend.web import embedded
from tests.support.crowd import Crowd, crowd
from tests.support.killing import VICTIMS, Visitor, longest_silence
from tests.support.post_office import PostOffice, post_office
from tests.support.serving import Served, eventually, run, serving
from tests.support.writers import Writers

PEOPLE = 80  # enough for the limits of ideas and comments an hour
WRITERS = 4
ROUNDS = 3
SECONDS = 12.0  # no new round begins after that
RECEIPTS_BETWEEN = 10  # posts that succeed between two kills
LONGEST_SILENCE = 20.0  # seconds, on a machine that is busy with other tests
SETTLING = 300.0  # seconds until that is given up; a letter that was cut waits for its next try
IN_HAND = 4  # letters in hand at a cut: two jobs, and those of a worker whose database went before it did
CUTTING = 10.0  # seconds that a worker may live on in a cut delivery

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Kill:
    """What was killed when, and how many seconds readers and writers then got no good answer."""

    victim: str
    at: float
    read_silence: float
    write_silence: float


@dataclass
class Aftermath:
    """What is there when all is settled: the running tree, its database, and what people were told."""

    tree: Served
    people: Crowd
    writers: Writers
    visitor: Visitor
    office: PostOffice
    kills: list[Kill] = field(default_factory=list)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(embedded.url(self.tree.home)) as connection:
            return connection.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        return self.rows(sql)[0][0]

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.tree.port}{path}", timeout=20) as answer:
            return str(answer.read().decode())

    def written_since(self, moment: float) -> list[float]:
        """When receipts were given after a moment."""
        return sorted(given.at for given in list(self.writers.receipts) if given.at > moment)

    def logged_size(self) -> int:
        """How many entries the published log has; -1 while nobody answers."""
        try:
            return read_checkpoint(self.get("/record/checkpoint")).size
        except OSError:
            return -1


@pytest.fixture(scope="module")
def aftermath(instance: Path) -> Iterator[Aftermath]:
    """People write while the parts of the tree are killed in turn; then all is left to settle."""
    with post_office() as office, serving(instance, **office.settings) as tree:
        people = crowd(instance, PEOPLE)
        visitor = Visitor(f"http://127.0.0.1:{tree.port}/sq/activities/{people.activity}/")
        after = Aftermath(tree, people, Writers(people, tree.port), visitor, office)
        with visitor.reading(), after.writers.writing(WRITERS):
            eventually(lambda: len(after.writers.receipts) > RECEIPTS_BETWEEN and after.logged_size() > 0)
            kill_in_turn(after)
        quiet = time.monotonic()
        eventually(lambda: settled(after), SETTLING)
        print(f"settled after {time.monotonic() - quiet:.1f} s")
        yield after


def kill_in_turn(after: Aftermath) -> None:
    """Kill each victim in turn, a few rounds long."""
    until = time.monotonic() + SECONDS
    for _round in range(ROUNDS):
        for victim in VICTIMS:
            kill(after, victim)
        if time.monotonic() > until:
            return


def kill(after: Aftermath, victim: str) -> None:
    """Kill a part; go on once people read and write again and the log grows again. Say how long that took."""
    size, at = after.logged_size(), time.monotonic()
    VICTIMS[victim](after.tree)
    eventually(lambda: len(after.written_since(at)) >= RECEIPTS_BETWEEN)
    eventually(lambda: after.visitor.seen[-1] > at)
    eventually(lambda: after.logged_size() > size)
    end = time.monotonic()
    read, written = (longest_silence(good, at, end) for good in (after.visitor.seen, after.written_since(at)))
    after.kills.append(Kill(victim, at, read, written))
    print(f"{victim:11} killed: readers waited {read:.1f} s, writers {written:.1f} s, the log {end - at:.1f} s")


def settled(after: Aftermath) -> bool:
    """Whether nothing is left to do: all facts placed and signed, all read by the reactions, all mail out."""
    left = after.one(
        """SELECT (SELECT count(*) FROM record_fact WHERE index IS NULL)
                + (SELECT count(*) FROM notifications_mail WHERE sent_at IS NULL)
                + (SELECT h.size - max(c.size) FROM record_checkpoint c, record_head h GROUP BY h.size)
                + (SELECT sum(h.size - 1 - c.index) FROM record_cursor c, record_head h)"""
    )
    return left == 0


def test_every_part_was_killed_while_people_wrote(aftermath: Aftermath) -> None:
    assert {kill.victim for kill in aftermath.kills} == set(VICTIMS)
    assert len(aftermath.writers.receipts) >= RECEIPTS_BETWEEN * len(aftermath.kills)


def test_the_site_answers_again_soon_after_each_kill(aftermath: Aftermath) -> None:
    silences = [max(kill.read_silence, kill.write_silence) for kill in aftermath.kills]
    assert max(silences) < LONGEST_SILENCE, aftermath.kills


def test_who_got_no_receipt_was_told_of_a_fault_or_nothing_at_all(aftermath: Aftermath) -> None:
    """Never that the words were refused, that one is not signed in, or that an answered text is not there."""
    broken = {
        "500", "503",
        "BrokenPipeError", "ConnectionResetError", "ConnectionRefusedError", "RemoteDisconnected", "IncompleteRead",
    }  # fmt: skip
    assert set(aftermath.writers.refused) <= broken, aftermath.writers.refused


def test_every_receipt_is_in_the_log_with_a_proof_that_holds(aftermath: Aftermath) -> None:
    key = parse_verifier_key(aftermath.get("/record/key").strip())
    indexes = dict(
        aftermath.rows(
            """SELECT s.subject, f.index FROM record_fact f JOIN record_factsubject s ON s.fact_id = f.id
               WHERE f.type = 'contribution_received' AND s.name = 'contribution'"""
        )
    )
    salts = dict(
        aftermath.rows(
            """SELECT c.public_id, t.salt FROM contributions_contributiontext t
               JOIN contributions_contribution c ON c.id = t.contribution_id"""
        )
    )
    for given in aftermath.writers.receipts:
        proof = parse_receipt(aftermath.get(f"/record/proof/{indexes[given.public_id]}"))
        entry = proof.extra or b""
        verify_receipt(receipt=proof, entry=entry, keys=[key])
        fact = json.loads(entry)
        assert (fact["type"], fact["subjects"]["contribution"]) == ("contribution_received", given.public_id)
        title = given.words if fact["data"]["kind"] == "idea" else ""
        sealed = hashlib.sha256(bytes(salts[given.public_id]) + f"{title}\n\n{given.words}".encode())
        assert fact["data"]["text"] == sealed.hexdigest()


def test_the_whole_record_verifies(aftermath: Aftermath) -> None:
    done = run("record", "verify", home=aftermath.tree.home)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f" holds: {aftermath.one('SELECT size FROM record_head')} entries" in done.stdout


def test_the_log_numbers_every_fact_without_a_gap(aftermath: Aftermath) -> None:
    placed, distinct, last = aftermath.rows("SELECT count(*), count(DISTINCT index), max(index) FROM record_fact")[0]
    assert placed == distinct == last + 1 == aftermath.one("SELECT size FROM record_head")


def test_each_reaction_has_read_all_and_its_effect_is_there_once(aftermath: Aftermath) -> None:
    head = aftermath.one("SELECT size FROM record_head")
    cursors = aftermath.rows("SELECT name, index, failure, failures FROM record_cursor ORDER BY name")
    reactions = ["keep_duties", "keep_lineage", "keep_promises", "keep_search", "tell_authors", "tell_concerned"]
    assert cursors == [(name, head - 1, "", 0) for name in reactions]
    owed = aftermath.rows("SELECT id FROM contributions_contribution WHERE parent_id IS NULL ORDER BY id")
    assert owed == aftermath.rows("SELECT contribution_id FROM responses_duty WHERE state = 'open' ORDER BY 1")


def test_each_letter_was_queued_once(aftermath: Aftermath) -> None:
    keys = aftermath.rows("SELECT key FROM notifications_mail ORDER BY key")
    facts = aftermath.rows(
        """SELECT 'fact:' || f.index || ':' || s.subject AS key FROM record_fact f
           JOIN record_factsubject s ON s.fact_id = f.id AND s.name = 'contribution'
           WHERE f.type = 'contribution_received' ORDER BY key"""
    )
    assert keys == facts


def test_each_letter_went_out_again_only_when_its_delivery_was_cut_and_under_the_same_message_id(
    aftermath: Aftermath,
) -> None:
    wrote = dict(
        aftermath.rows(
            """SELECT c.public_id, p.email FROM contributions_contribution c
               JOIN processes_participant a ON a.id = c.participant_id JOIN people_person p ON p.id = a.person_id"""
        )
    )
    ids: dict[str, set[str]] = defaultdict(set)
    times: dict[str, list[float]] = defaultdict(list)
    for letter in aftermath.office.letters:
        contribution = letter.body.rsplit("/contributions/", 1)[1].strip().rstrip("/")
        assert letter.to == wrote[contribution]
        ids[contribution].add(letter.message_id)
        times[letter.message_id].append(letter.at)
    assert set(ids) == set(wrote)
    assert {len(found) for found in ids.values()} == {1}
    assert len(times) == len(wrote)
    cuts = [kill.at for kill in aftermath.kills if kill.victim in {"job worker", "database"}]
    for moments in times.values():
        for earlier, later in pairwise(moments):
            assert any(earlier - CUTTING < cut < later for cut in cuts)
    again = len(aftermath.office.letters) - len(times)
    assert again <= IN_HAND * len(cuts)
    print(f"{len(wrote)} letters, {again} of them sent again")


def test_nothing_is_half_done_with_a_receipt_or_without(aftermath: Aftermath) -> None:
    """Each contribution has its first text, its fact, its idea, and is counted by the limits and by the pages."""
    whole = aftermath.rows(
        """SELECT c.public_id,
                  (SELECT array_agg(version) FROM contributions_contributiontext t WHERE t.contribution_id = c.id),
                  (SELECT count(*) FROM record_factsubject s JOIN record_fact f ON f.id = s.fact_id
                    WHERE s.subject = c.public_id AND s.name = 'contribution' AND f.type = 'contribution_received'),
                  (SELECT count(*) FROM ideas_idea i WHERE i.contribution_id = c.id) - (c.kind = 'idea')::int,
                  c.comment_count - (SELECT count(*) FROM contributions_contribution r
                                       WHERE c.id IN (r.root_id, r.branch_id))
           FROM contributions_contribution c"""
    )
    assert {tuple(map(str, rest)) for _id, *rest in whole} == {("[1]", "1", "0", "0")}
    kinds = Counter(dict(aftermath.rows("SELECT kind, count(*) FROM contributions_contribution GROUP BY kind")))
    counted = aftermath.rows("SELECT contribution_count, comment_count FROM processes_activity")
    assert counted == [(kinds["idea"], kinds["comment"])]
    limited = dict(aftermath.rows("SELECT split_part(key, ':', 1), sum(count) FROM core_limit GROUP BY 1"))
    assert limited == {"submit_idea": kinds["idea"], "post_comment": kinds["comment"]}
    received = {given.public_id for given in aftermath.writers.receipts}
    assert len(received) == len(aftermath.writers.receipts)
    assert received <= {public_id for public_id, *_rest in whole}
    print(f"{len(whole)} contributions, {len(received)} receipts; no receipt: {dict(aftermath.writers.refused)}")
