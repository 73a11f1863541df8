"""What is owed is read through its kind, by desks, letters, the calendar and institutions, for whom it concerns."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.obligations.actions import meet, owe
from kuvend.foundation.obligations.clocks import Clock
from kuvend.foundation.obligations.datasets import OBLIGATIONS, datasets_of_obligations
from kuvend.foundation.obligations.desk import counted
from kuvend.foundation.obligations.kinds import ObligationKind, obligation_kinds, set_obligation_kinds
from kuvend.foundation.obligations.models import Obligation
from kuvend.foundation.obligations.queries import days_of_obligations, kept_days, owed_by, waits
from kuvend.foundation.obligations.reminders import lines
from kuvend.foundation.obligations.rows import InstitutionDays, KeptDays, Owed, OwedRows
from kuvend.foundation.obligations.rules import owes
from kuvend.foundation.obligations.telling import ByNumber, EachUntilDone, in_days, in_working_days
from kuvend.foundation.people.actions import keep_scope
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom, Waiting
from kuvend.foundation.people.enums import Role
from tests.foundation.obligations.made_up import kind_with
from tests.support.house import House, both

AT = datetime(2026, 11, 20, 9, tzinfo=UTC)
PUBLIC = kind_with(Clock(term="5 working days"), page="contribution")
HIDDEN = kind_with(Clock(term="5 working days"), deed="answer_quietly")


@pytest.fixture(autouse=True)
def handed_up() -> Iterator[None]:
    before = obligation_kinds()
    set_obligation_kinds([PUBLIC, HIDDEN])
    yield
    set_obligation_kinds(before)


@pytest.fixture
def owed(house: House) -> Obligation:
    """Due on 30 November; another one that no public list tells of."""
    owe(kind=HIDDEN, subject="0000000002", institution=house.owner, process=house.process, role="system", at=AT)
    return owe(kind=PUBLIC, subject="0000000001", institution=house.owner, process=house.process, role="system", at=AT)


def test_it_waits_for_officers_of_its_institution_alone(house: House, owed: Obligation) -> None:
    own = house.actor(house.official(Role.INSTITUTION_OFFICER))
    for role, institution in ((Role.INSTITUTION_OFFICER, house.other), (Role.SECRETARIAT, house.owner)):
        assert not owed_by(house.actor(house.official(role, institution=institution)), PUBLIC).exists()
    assert list(owed_by(own, PUBLIC)) == [owed]
    assert waits(PUBLIC)(own, AT) == Waiting(1, owed.due_date)


def test_it_waits_within_the_scope_of_a_mandate(house: House, owed: Obligation) -> None:
    """A mandate holds for its scope and all below it; the list and the rule say the same of each."""
    keepers = owe(kind=PUBLIC, subject="0000000003", process=house.process, role="system", at=AT)
    nowhere = owe(kind=PUBLIC, subject="0000000004", institution=house.owner, role="system", at=AT)
    elsewhere = keep_scope(key="elsewhere", title=both("Elsewhere"), parent=house.site)
    everything = {owed, keepers, nowhere}
    for scope, concerned in ((house.site, everything), (house.scope, everything), (elsewhere, {nowhere})):
        actor = house.actor(house.official(Role.INSTITUTION_OFFICER, scope=scope))
        assert set(owed_by(actor, PUBLIC)) == concerned
        assert {row for row in everything if owes(actor, PUBLIC, row)} == concerned
    stranger = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    assert {row for row in everything if owes(stranger, PUBLIC, row)} == set(owed_by(stranger, PUBLIC)) == {keepers}


def test_a_room_of_the_desk_counts_what_is_met_there_unless_it_counts_itself() -> None:
    plain = DeskRoom(url_name="desk", label="Desk", roles=frozenset(), place=1)
    other = DeskRoom(url_name="desk_people", label="People", roles=frozenset(), place=2)
    own = DeskRoom(url_name="desk", label="Desk", roles=frozenset(), place=3, waits=lambda actor, at: Waiting(7))
    first, second, third = counted([plain, other, own], [PUBLIC])
    assert first.waits is not None
    assert second.waits is None
    assert third == own


def test_a_letter_tells_of_it_on_its_day_once(house: House, owed: Obligation) -> None:
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    on_its_day = AT + (owed.due_date - local_date(AT))
    before = owed.due_date - timedelta(days=1)
    assert not lines(PUBLIC, officer, before - timedelta(days=1), on_its_day - timedelta(days=1))
    ((words, page),) = lines(PUBLIC, officer, before, on_its_day)
    assert words.startswith("A request is due for an answer on ")
    assert page.endswith("/desk/")
    assert not lines(PUBLIC, officer, owed.due_date, on_its_day + timedelta(days=1))


def test_the_page_of_an_institution_counts_it(house: House, owed: Obligation) -> None:
    late = AT + timedelta(days=60)
    assert kept_days(house.other, late) == {}
    waiting = KeptDays(owed=1, met=0, in_time=0, late=0, waiting=1, overdue=1)
    assert kept_days(house.owner, late) == {PUBLIC.deed: InstitutionDays(waiting, owed.due_date)}
    meet(obligation=owed, role="system", at=late)
    done = KeptDays(owed=1, met=1, in_time=0, late=1, waiting=0, overdue=0)
    assert kept_days(house.owner, late) == {PUBLIC.deed: InstitutionDays(done, None)}


def test_the_calendar_of_its_process_lists_it(house: House, owed: Obligation) -> None:
    (day,) = days_of_obligations([house.process], AT.date())
    assert (day.day, day.event, day.process) == (owed.due_date, "An answer to a request", house.process.title)
    assert not list(days_of_obligations([], AT.date()))


def test_where_no_room_owes_anything_public_nothing_is_asked(
    house: House, owed: Obligation, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    set_obligation_kinds([HIDDEN])
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert kept_days(house.owner, AT) == {}
        assert not list(days_of_obligations([house.process], AT.date()))


def elsewhere(*owed: Owed, **parts: object) -> ObligationKind:
    """A kind whose rows are not in the table."""
    rows = OwedRows(
        of_actor=lambda actor, at: owed,
        in_processes=lambda processes: owed if processes else (),
        of_institution=lambda institution, today: InstitutionDays(KeptDays(3, 0, 0, 0, 3, 1), overdue=owed),
    )
    return kind_with(None, deed="tell", rows=rows, **parts)


def test_rows_that_stand_elsewhere_are_read_by_the_same_lists(house: House) -> None:
    day = AT.date()
    kind = elsewhere(Owed(day, 2, title="Lamps", url="/lamps/", process="Light", key="lamps"), page="")
    set_obligation_kinds([kind, HIDDEN])
    assert waits(kind, HIDDEN)(Actor(), AT) == Waiting(2, day)
    (listed,) = days_of_obligations([house.process], day)
    assert (listed.key, listed.day, listed.event, listed.title) == ("lamps", day, "An answer to a request", "Lamps")
    assert kept_days(house.owner, AT)["tell"].days.overdue == 1
    (first, second) = lines(kind, Actor(), day - timedelta(days=1), AT)
    assert first == second
    with pytest.raises(ValueError, match="rows of its own"):
        owe(kind=kind, subject="0000000001", role="system", at=AT)


def test_many_are_told_of_by_their_number(house: House) -> None:
    telling = ByNumber(
        late="%(n)d late since %(day)s", today="%(n)d today", ahead="%(n)d by %(day)s", notice=in_working_days(3)
    )
    friday, monday, thursday = (AT.date() + timedelta(days=days) for days in (0, 3, 6))  # the Monday is free
    kind = elsewhere(
        Owed(friday - timedelta(days=9), 4), Owed(friday, 2), Owed(thursday, 3), Owed(thursday + timedelta(days=1)),
        reminder=telling, part_of_desk=lambda first, last: f"{first} {last}",
    )  # fmt: skip
    told = [words for words, _page in lines(kind, Actor(), friday - timedelta(days=1), AT)]
    assert told == ["2 today", "3 by 26 November 2026"], "what was late before waits for the first day of a week"
    (late, *_others) = lines(kind, Actor(), friday, AT + timedelta(days=3))
    assert late[0] == "6 late since 11 November 2026"
    assert late[1].endswith(f"{friday - timedelta(days=9)} {monday - timedelta(days=1)}")


def test_each_is_told_of_until_it_is_done(house: House) -> None:
    telling = EachUntilDone(late="%(title)s late", ahead="%(title)s soon", notice=in_days(14))
    near, far = AT.date() + timedelta(days=14), AT.date() + timedelta(days=15)
    kind = elsewhere(Owed(AT.date() - timedelta(days=1), title="A"), Owed(near, title="B"), Owed(far), reminder=telling)
    for since in (AT.date(), AT.date() - timedelta(days=1)):
        assert [words for words, _page in lines(kind, Actor(), since, AT)] == ["A late", "B soon"]


def test_a_kind_has_a_clock_or_rows_of_its_own() -> None:
    rows = OwedRows(of_actor=lambda actor, at: ())
    for parts in ({"clock": None}, {"clock": Clock(term="5 working days"), "rows": rows}):
        with pytest.raises(ValueError, match="a clock, or rows"):
            kind_with(**parts)


def test_open_data_hold_what_public_lists_tell_of_and_nothing_else(owed: Obligation) -> None:
    assert datasets_of_obligations() == [OBLIGATIONS]
    (row,) = OBLIGATIONS.rows(AT.date()).values_list(*OBLIGATIONS.sources())
    assert row[1:3] == (PUBLIC.deed, owed.subject)
    assert {owed.law, owed.calendar, owed.due_date} <= set(row)
    set_obligation_kinds([HIDDEN, elsewhere(page="contribution")])
    assert datasets_of_obligations() == []


def test_a_clock_is_that_of_a_law_or_a_plain_term() -> None:
    for wrong in (
        {},
        {"regime": "al-119-2014", "rule": "answer", "term": "5 days"},
        {"regime": "al-119-2014", "rule": "nothing"},
        {"regime": "nowhere", "rule": "answer"},
        {"term": "soon"},
    ):
        with pytest.raises(ValueError, match=r"."):
            Clock(**wrong)


def test_two_rooms_cannot_owe_one_deed() -> None:
    with pytest.raises(ValueError, match="answer_request"):
        set_obligation_kinds([PUBLIC, PUBLIC])
