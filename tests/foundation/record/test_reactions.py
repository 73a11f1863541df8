"""Reactions: each fact's effect once, in order, and a failure that stops only itself."""

import threading

import pytest
from django.db import connection, transaction

from kuvend.foundation.record import actions, cursors, queries
from kuvend.foundation.record.facts import RecordedFact, Subject
from kuvend.foundation.record.models import Cursor, FactSubject
from kuvend.foundation.record.reactions import (
    NotSetAsideError,
    Reaction,
    replay,
    run,
    set_aside,
    set_reactions,
    take_up,
)
from tests.foundation.record.sample import AT, WallSeen, stones

STONES, WALLS = frozenset({"tests.stone_laid"}), frozenset({"tests.wall_seen"})


class Collector:
    """Remembers what it was given; fails while told to."""

    def __init__(self) -> None:
        self.facts: list[RecordedFact] = []
        self.broken = False

    def __call__(self, facts: list[RecordedFact]) -> None:
        if self.broken:
            raise ValueError("personal words")
        self.facts += facts

    @property
    def indexes(self) -> list[int | None]:
        return [fact.index for fact in self.facts]


def _put(*facts: WallSeen) -> None:
    with transaction.atomic():
        actions.put(*facts, at=AT, role="r")


@pytest.mark.django_db
def test_a_reaction_reads_its_own_types_in_the_order_of_the_log_and_each_once() -> None:
    walls, all_of_them = Collector(), Collector()
    set_reactions(
        [
            Reaction(name="walls", fact_types=WALLS, react=walls),
            Reaction(name="all", fact_types=WALLS | STONES, react=all_of_them),
        ]
    )
    actions.put(*stones(2), WallSeen(wall=Subject("w"), height=4), *stones(1), at=AT, role="mason")
    actions.advance(at=AT)
    actions.put(WallSeen(wall=Subject("v")), at=AT, role="mason")
    actions.advance(at=AT)
    actions.advance(at=AT)
    assert walls.indexes == [2, 4]
    assert all_of_them.indexes == [0, 1, 2, 3, 4]
    first = walls.facts[0]
    assert (first.type, first.at, first.role) == ("tests.wall_seen", AT, "mason")
    assert (first.subjects, first.data) == ({"wall": "w"}, {"height": 4})


@pytest.mark.django_db
def test_more_facts_than_a_batch_come_in_batches() -> None:
    sizes: list[int] = []
    reaction = Reaction(name="t", fact_types=STONES, react=lambda facts: sizes.append(len(facts)))
    actions.put(*stones(25), at=AT, role="r")
    actions.sequence()
    while run(reaction, at=AT, batch=10):
        pass
    assert sizes == [10, 10, 5]


@pytest.mark.django_db
def test_a_failing_reaction_stops_only_itself_and_is_tried_again() -> None:
    good, bad = Collector(), Collector()
    set_reactions(
        [
            Reaction(name="bad", fact_types=WALLS, react=bad),
            Reaction(name="good", fact_types=WALLS, react=good),
        ]
    )
    bad.broken = True
    for wall in "abc":
        actions.put(WallSeen(wall=Subject(wall)), at=AT, role="r")
        actions.advance(at=AT)
    assert (good.indexes, bad.indexes) == ([0, 1, 2], [])
    state = {reaction.name: reaction for reaction in queries.reactions_state()}
    assert (state["bad"].failure, state["bad"].failures, state["bad"].behind) == ("ValueError", 3, 3)
    assert (state["bad"].failed_at, state["good"].failure, state["good"].behind) == (AT, "", 0)
    bad.broken = False
    actions.advance(at=AT)
    assert bad.indexes == [0, 1, 2]
    row = Cursor.objects.get(name="bad")
    assert (row.failure, row.failures, row.failed_at, row.index) == ("", 0, None, 2)


@pytest.mark.django_db
def test_one_bad_entry_among_many_is_found_told_set_aside_and_taken_up_again(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[int | None] = []
    poison = {7}

    def react(facts: list[RecordedFact]) -> None:
        for fact in facts:
            if fact.index in poison:
                raise ValueError("personal words")
            seen.append(fact.index)

    reaction = Reaction(name="t", fact_types=STONES, react=react)
    set_reactions([reaction])
    actions.put(*stones(30), at=AT, role="r")
    actions.advance(at=AT)
    row = Cursor.objects.get(name="t")
    assert (row.index, row.failed_index, row.failure) == (6, 7, "ValueError")
    assert row.failed_place.startswith("foundation/record/cursors.py:")
    assert "reaction t fails at entry 7: ValueError at foundation/record/cursors.py:" in caplog.text
    with pytest.raises(NotSetAsideError, match="does not stand still at entry 3"):
        set_aside("t", 3, at=AT)
    set_aside("t", 7, at=AT)
    actions.advance(at=AT)
    well = Cursor.objects.get(name="t")
    assert (well.index, well.failed_index, well.failed_place) == (29, None, "")
    with pytest.raises(ValueError, match="personal words"):
        take_up("t", 7)
    poison.clear()
    take_up("t", 7)
    assert sorted(i for i in set(seen) if i is not None) == list(range(30))
    with pytest.raises(NotSetAsideError, match="nothing set aside"):
        take_up("t", 7)


@pytest.mark.django_db
def test_the_words_of_a_failure_are_kept_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    bad = Collector()
    bad.broken = True
    set_reactions([Reaction(name="bad", fact_types=WALLS, react=bad)])
    actions.put(WallSeen(wall=Subject("w")), at=AT, role="r")
    actions.advance(at=AT)
    assert "reaction bad fails at entry 0: ValueError" in caplog.text
    assert "personal words" not in caplog.text + Cursor.objects.get().failure


@pytest.mark.django_db(transaction=True)
def test_effects_of_a_failed_batch_are_undone_and_happen_once_when_it_is_mended() -> None:
    fail = [True]

    def react(facts: list[RecordedFact]) -> None:
        for fact in facts:
            actions.put(WallSeen(wall=Subject(f"after{fact.index}")), at=AT, role="r")
        if fail[0]:
            raise RuntimeError

    set_reactions([Reaction(name="t", fact_types=STONES, react=react)])
    with transaction.atomic():
        actions.put(*stones(3), at=AT, role="r")
    actions.advance(at=AT)
    assert FactSubject.objects.filter(name="wall").count() == 0
    fail[0] = False
    actions.advance(at=AT)
    actions.advance(at=AT)
    walls = FactSubject.objects.filter(name="wall").order_by("subject").values_list("subject", flat=True)
    assert list(walls) == ["after0", "after1", "after2"]


@pytest.mark.django_db
def test_what_a_reaction_puts_on_record_is_read_by_others_in_the_same_advance() -> None:
    echo = Collector()

    def react(facts: list[RecordedFact]) -> None:
        actions.put(*(WallSeen(wall=Subject("w")) for _ in facts), at=AT, role="r")

    set_reactions(
        [
            Reaction(name="echo", fact_types=WALLS, react=echo),
            Reaction(name="build", fact_types=STONES, react=react),
        ]
    )
    actions.put(*stones(2), at=AT, role="r")
    actions.advance(at=AT)
    assert echo.indexes == [2, 3]
    assert queries.published().size == 4


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_nothing_twice() -> None:
    with transaction.atomic():
        actions.put(*stones(300), at=AT, role="r")
    actions.sequence()

    def react(facts: list[RecordedFact]) -> None:
        actions.put(*(WallSeen(wall=Subject(f"w{fact.index}")) for fact in facts), at=AT, role="r")

    reaction = Reaction(name="t", fact_types=STONES, react=react)

    def work() -> None:
        for _ in range(60):
            run(reaction, at=AT, batch=10)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while run(reaction, at=AT):
        pass
    walls = list(FactSubject.objects.filter(name="wall").values_list("subject", flat=True))
    assert len(walls) == 300
    assert sorted(walls) == sorted({f"w{index}" for index in range(300)})


@pytest.mark.django_db
def test_a_reaction_can_be_replayed_from_an_index_on() -> None:
    seen = Collector()
    set_reactions([Reaction(name="t", fact_types=STONES, react=seen)])
    actions.put(*stones(4), at=AT, role="r")
    actions.advance(at=AT)
    replay("t", from_index=2)
    actions.advance(at=AT)
    assert seen.indexes == [0, 1, 2, 3, 2, 3]
    with pytest.raises(KeyError):
        replay("nobody", from_index=0)


def test_two_reactions_of_one_name_are_refused() -> None:
    one = Reaction(name="t", fact_types=STONES, react=lambda facts: None)
    with pytest.raises(ValueError, match="two rooms hand up t"):
        set_reactions([one, one])


@pytest.mark.django_db
def test_a_fact_without_a_place_is_not_read_yet() -> None:
    seen = Collector()
    actions.put(*stones(2), at=AT, role="r")
    assert run(Reaction(name="t", fact_types=STONES, react=seen), at=AT) is False
    assert seen.indexes == []


@pytest.mark.django_db
def test_reactions_that_read_none_of_the_new_facts_go_to_the_end_together() -> None:
    idle, busy = Collector(), Collector()
    names = [f"idle{n}" for n in range(4)]
    set_reactions(
        [
            *(Reaction(name=name, fact_types=WALLS, react=idle) for name in names),
            Reaction(name="busy", fact_types=STONES, react=busy),
        ]
    )
    actions.put(*stones(2), at=AT, role="r")
    actions.advance(at=AT)  # makes the cursors
    actions.put(*stones(3, first=2), at=AT, role="r")
    actions.sequence()
    assert [reaction.name for reaction in cursors.behind(cursors.reactions())] == ["busy"]
    assert set(Cursor.objects.filter(name__in=names).values_list("index", flat=True)) == {4}
    assert Cursor.objects.get(pk="busy").index == 1
    assert idle.indexes == []


@pytest.mark.django_db
def test_none_goes_past_a_fact_that_it_reads_a_failure_or_too_many_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    reaction = Reaction(name="walls", fact_types=WALLS, react=Collector())
    set_reactions([reaction])
    actions.advance(at=AT)
    Cursor.objects.get_or_create(pk="walls")
    actions.put(WallSeen(wall=Subject("w")), *stones(2), at=AT, role="r")
    actions.sequence()
    assert cursors.behind([reaction]) == [reaction]
    Cursor.objects.filter(pk="walls").update(index=0, failure="ValueError")
    assert cursors.behind([reaction]) == [reaction]
    Cursor.objects.filter(pk="walls").update(failure="")
    monkeypatch.setattr(cursors, "BATCH", 1)
    assert cursors.behind([reaction]) == [reaction]
    monkeypatch.setattr(cursors, "BATCH", 2)
    assert cursors.behind([reaction]) == []
    assert Cursor.objects.get(pk="walls").index == 2


@pytest.mark.django_db(transaction=True)
def test_a_cursor_that_is_held_elsewhere_is_neither_waited_for_nor_moved() -> None:
    reaction = Reaction(name="walls", fact_types=WALLS, react=Collector())
    set_reactions([reaction])
    _put(WallSeen(wall=Subject("w")))
    actions.advance(at=AT)
    with transaction.atomic():
        actions.put(*stones(1), at=AT, role="r")
    actions.sequence()
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            list(Cursor.objects.select_for_update().filter(pk="walls"))
            held.set()
            done.wait(60)
        connection.close()

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(60)
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '5s'")
    cursors.behind([reaction])
    assert Cursor.objects.get(pk="walls").index == 0
    done.set()
    holder.join()
    cursors.behind([reaction])
    assert Cursor.objects.get(pk="walls").index == 1
