"""The index follows the record; the doctor sees where it does not, and the command draws it anew."""

from __future__ import annotations

from datetime import timedelta

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.findings import FAIL, NOTE, OK
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.reactions import replay
from kuvend.publication.search.actions import rebuild
from kuvend.publication.search.checks import index_follows
from kuvend.publication.search.commands import run_rebuild
from kuvend.publication.search.models import Entry
from tests.support.house import House
from tests.support.whole_house import WholeHouse


def kept() -> list[tuple[object, ...]]:
    """What the index holds, but for when it was drawn."""
    columns = ("sort", "kind", "public_id", "target", "number", "title", "words", "state", "verdict", "moment",
               "marks", "folded_title", "folded")  # fmt: skip
    return sorted(map(repr, Entry.objects.values_list(*columns)))


def test_what_facts_bring_in_one_by_one_is_what_a_rebuild_draws(whole_house: WholeHouse) -> None:
    rebuilt = kept()
    rows = {sort for (sort,) in Entry.objects.values_list("sort").distinct()}
    with_facts = rows - {"activity", "stage", "help", "institution", "process"}  # the house makes these without facts
    Entry.objects.filter(sort__in=with_facts).delete()
    replay("keep_search", from_index=0)
    record.advance(at=whole_house.house.at)
    assert kept() == rebuilt


def test_a_fact_read_twice_changes_nothing(house: House) -> None:
    house.idea()
    record.advance(at=house.at)
    before = kept()
    replay("keep_search", from_index=0)
    record.advance(at=house.at)
    assert kept() == before


def test_a_rebuild_takes_out_what_is_not_public_and_brings_in_what_was_lost(house: House) -> None:
    idea = house.idea(title="A bridge")
    record.advance(at=house.at)
    entry = Entry.objects.get(public_id=idea.public_id)
    entry.pk, entry.public_id = None, "0000000000"
    entry.save()
    Entry.objects.filter(public_id=idea.public_id).delete()
    Entry.objects.filter(public_id="0000000000").update(kept_at=house.at - timedelta(days=1))
    rebuild()
    ideas = Entry.objects.filter(kind="idea")
    assert [row.public_id for row in ideas] == [idea.public_id]


def test_the_doctor_tells_an_index_that_follows_from_one_that_does_not(house: House) -> None:
    rebuild()
    assert index_follows(house.at).level == OK
    house.idea()
    assert index_follows(house.at).level == NOTE or Contribution.objects.count() == 0
    record.advance(at=house.at)
    assert index_follows(house.at).level == OK
    Entry.objects.filter(kind="idea").delete()
    finding = index_follows(house.at)
    assert finding.level == FAIL
    assert "contribution 0 of 1" in finding.message


def test_the_command_says_how_much_it_drew(house: House, capsys: object) -> None:
    import argparse

    house.idea()
    assert run_rebuild(argparse.Namespace()) == 0
    lines = dict(line.split() for line in capsys.readouterr().out.splitlines())  # type: ignore[attr-defined]
    assert lines["contribution"] == "1"
    assert int(lines["help"]) >= 7
