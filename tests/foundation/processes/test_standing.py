"""A standing process: set up by the whole site's secretariat, without last day, stages or plan, always answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from kuvend.accountability.plans.models import Plan
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import (
    close_activity_early,
    correct_activity,
    end_standing_process,
    extend_activity,
    set_up_standing_process,
)
from kuvend.foundation.processes.models import Activity, Process, Stage
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.gates import all_answered
from kuvend.foundation.responses.models import Duty
from tests.support.house import House, both
from tests.support.standing import always_open, standing_process

LONG = timedelta(days=3000)
MIGRATIONS = [
    ("plans", "0011_no_plan_of_a_standing_process"),
    ("processes", "0014_versions_of_standing_processes"),
    ("processes", "0013_standing_processes_end"),
    ("processes", "0012_standing_processes"),
]
WHY = both("Requests go to the ministry from now on.")


def set_up(house: House, actor: Any, **fields: Any) -> Process:
    known = {
        "key": "requests", "title": both("Requests"), "summary": both("Ask for a document."),
        "from_date": date(2026, 12, 1), "at": house.at,
    }  # fmt: skip
    return set_up_standing_process(actor=actor, **(known | fields))


def test_the_secretariat_of_the_whole_site_sets_one_up_and_it_stands_on_record(house: House) -> None:
    secretariat = house.actor(house.official(Role.SECRETARIAT, scope=house.site))
    process = set_up(house, secretariat)
    assert process.stands
    assert process.scope.path == "/site/requests/"
    leaf = decode_leaf(bytes(Fact.objects.get(type="standing_process_set_up").leaf), index=None)
    assert (leaf.role, leaf.data["from_date"]) == (Role.SECRETARIAT, "2026-12-01")


def test_nobody_else_does_and_a_short_name_belongs_to_one(house: House) -> None:
    with pytest.raises(NotAllowed, match="whole site"):
        set_up(house, house.actor(house.official(Role.SECRETARIAT)))
    with pytest.raises(NotAllowed, match="title"):
        set_up(house, HOUSE, summary=Localized())
    with pytest.raises(NotAllowed, match="already"):
        set_up(house, HOUSE, key="plan")


def has_a_stage(house: House, process: Process) -> None:
    Stage.objects.create(
        process=process, key="s", number=1, title=both("S"), from_date=date(2026, 12, 1), to_date=date(2026, 12, 2)
    )


def has_a_plan(house: House, process: Process) -> None:
    Plan.objects.create(process=process, country="AL", from_stated="2026", to_stated="2027")


def is_a_process_with_a_plan_that_lost_its_last_day(house: House, process: Process) -> None:
    Process.objects.filter(pk=house.process.pk).update(to_date=None)


def owes_one_answer_to_all(house: House, process: Process) -> None:
    box = always_open(house, process=process)
    Activity.objects.filter(pk=box.pk).update(answers_owed=False)


def is_open_for_good_beside_a_last_day(house: House, process: Process) -> None:
    Activity.objects.filter(pk=house.activity.pk).update(closes_at=None, stage=None)


@pytest.mark.parametrize(
    "deed",
    [
        has_a_stage,
        has_a_plan,
        is_a_process_with_a_plan_that_lost_its_last_day,
        owes_one_answer_to_all,
        is_open_for_good_beside_a_last_day,
    ],
)
def test_postgresql_holds_what_a_standing_process_is(house: House, deed: Callable[[House, Process], None]) -> None:
    process = standing_process(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        deed(house, process)


def test_what_stays_open_stands_in_a_standing_process_and_owes_each_an_answer(house: House) -> None:
    process = standing_process(house)
    assert always_open(house, process=process).last_day is None
    for fields, reason in (
        ({"answers_owed": False}, "its own answer"),
        ({"process": house.process, "scope": house.scope}, "only a standing process"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            always_open(house, **({"process": process} | fields))


@pytest.mark.parametrize("closes", [None, LONG])
def test_what_needs_an_end_stands_in_no_standing_process_with_a_last_day_or_without(
    house: House, closes: timedelta | None
) -> None:
    process = standing_process(house)
    last = {"closes_at": house.at + closes if closes else None, "process": process}
    for kind in ("drafting", "deliberation"):
        with pytest.raises(NotAllowed, match="needs an end"):
            always_open(house, kind=kind, **last)
    assert always_open(house, kind="ideas", **last).process == process


def test_words_come_for_as_long_as_it_stands_and_are_owed_an_answer_as_everywhere(house: House) -> None:
    box = always_open(house)
    idea = house.idea(activity=box, at=house.at + LONG)
    record.advance(at=house.at + LONG)
    duty = Duty.objects.get(contribution=idea)
    assert duty.institution == house.owner
    assert duty.due_date == idea.answer_due_date
    leaf = decode_leaf(bytes(Fact.objects.get(type="activity_published").leaf), index=None)
    assert leaf.data["closes_at"] == ""


def test_it_is_never_extended_and_closes_with_a_reason_that_its_authors_read(house: House) -> None:
    box, author = always_open(house), house.person("author")
    house.idea(house.actor(author), activity=box)
    changed = {"actor": HOUSE, "activity": box, "reason": both("It moves elsewhere."), "seen_version": 1}
    with pytest.raises(NotAllowed, match="cannot be extended"):
        extend_activity(**changed, to_date=date(2030, 1, 1), at=house.at)
    closed = close_activity_early(**changed, at=house.at)
    assert closed.last_day == house.at.date()
    with pytest.raises(NotAllowed, match="closed on"):
        house.idea(activity=closed, at=house.at + LONG)
    record.advance(at=house.at)
    letter = Mail.objects.get(key__contains=":", subject__contains="u mbyll")
    assert letter.subject == "What should be better? (sq) u mbyll"
    assert "para ditës" not in letter.body


def test_no_gate_of_a_plan_waits_for_answers_owed_there(house: House) -> None:
    house.idea(activity=always_open(house))
    record.advance(at=house.at)
    assert Duty.objects.exists()
    assert all_answered(house.stage, house.at)
    house.idea()
    record.advance(at=house.at)
    assert not all_answered(house.stage, house.at)


def test_the_migration_leaves_rows_of_earlier_versions_as_they_are_and_can_be_taken_back(house: House) -> None:
    days = list(Process.objects.values_list("key", "from_date", "to_date"))
    times = list(Activity.objects.values_list("key", "opens_at", "closes_at"))
    loader = MigrationLoader(connection)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for name in MIGRATIONS:
        with connection.schema_editor() as editor:
            loader.graph.nodes[name].unapply(loader.project_state(name, at_end=False), editor)
    for name in reversed(MIGRATIONS):
        with connection.schema_editor() as editor:
            loader.graph.nodes[name].apply(loader.project_state(name, at_end=False), editor)
    assert list(Process.objects.values_list("key", "from_date", "to_date")) == days
    assert list(Activity.objects.values_list("key", "opens_at", "closes_at")) == times
    with pytest.raises(IntegrityError), transaction.atomic():
        has_a_stage(house, standing_process(house))


def end(house: House, process: Process, seen_versions: dict[str, int], **fields: Any) -> Process:
    known = {"actor": HOUSE, "reason": WHY, "at": house.at}
    return end_standing_process(process=process, seen_versions=seen_versions, **(known | fields))


def test_it_is_ended_with_what_was_open_and_what_had_not_opened_for_one_reason(house: House) -> None:
    process, author = standing_process(house), house.person("author")
    box = always_open(house, process=process)
    later = always_open(house, process=process, title=both("Later"), opens_at=house.at + timedelta(days=5))
    idea = house.idea(house.actor(author), activity=box)
    secretariat = house.actor(house.official(Role.SECRETARIAT, scope=house.site))
    ended = end(house, process, {box.public_id: 1, later.public_id: 1}, actor=secretariat)
    assert (ended.last_day, ended.end_reason, ended.stands) == (house.at.date(), WHY, True)
    box.refresh_from_db()
    later.refresh_from_db()
    assert (box.closes_at, later.withdrawn_at) == (house.at, house.at)
    assert {version.reason["en"] for version in (box.versions.get(version=2), later.versions.get(version=2))} == {
        WHY["en"]
    }
    record.advance(at=house.at)
    leaf = decode_leaf(bytes(Fact.objects.get(type="standing_process_ended").leaf), index=None)
    assert (leaf.role, leaf.data["activities"]) == (Role.SECRETARIAT, 2)
    assert Mail.objects.filter(subject__contains="u mbyll").count() == 1, "its author reads why"
    assert Duty.objects.get(contribution=idea).institution == house.owner, "the answer is owed as before"


def test_what_waits_for_its_content_has_not_opened_although_its_day_passed(house: House) -> None:
    process = standing_process(house)
    waiting = always_open(house, process=process)
    Activity.objects.filter(pk=waiting.pk).update(waits_for_content=True)
    end(house, process, {waiting.public_id: 1})
    waiting.refresh_from_db()
    assert (waiting.withdrawn_at, waiting.closes_at) == (house.at, None)


def test_what_opens_at_the_very_moment_is_withdrawn(house: House) -> None:
    process = standing_process(house)
    box = always_open(house, process=process, opens_at=house.at)
    end(house, process, {box.public_id: 1})
    box.refresh_from_db()
    assert box.withdrawn_at == house.at


def test_words_that_came_before_it_opened_keep_it_from_ending_and_the_reason_says_until_when(house: House) -> None:
    process = standing_process(house)
    later = always_open(house, process=process, title=both("Later"), opens_at=house.at + timedelta(days=5))
    Activity.objects.filter(pk=later.pk).update(contribution_count=1)
    with pytest.raises(NotAllowed, match=r"“Later” opens on .+, and something was said there already"):
        end(house, process, {later.public_id: 1})
    Activity.objects.filter(pk=later.pk).update(waits_for_content=True)
    with pytest.raises(NotAllowed, match="“Later” has not opened, and something was said there already"):
        end(house, process, {later.public_id: 1}, at=house.at + timedelta(days=6))
    Activity.objects.filter(pk=later.pk).update(waits_for_content=False)
    process.refresh_from_db()
    assert process.ended_at is None
    assert end(house, process, {later.public_id: 1}, at=house.at + timedelta(days=6)).ended_at


def test_ended_again_it_stays_as_it_is(house: House) -> None:
    process = standing_process(house)
    end(house, process, {})
    again = end(house, process, {}, reason=both("Another reason."), at=house.at + LONG)
    assert (again.ended_at, again.end_reason) == (house.at, WHY)
    assert Fact.objects.filter(type="standing_process_ended").count() == 1


def test_only_the_whole_site_ends_it_as_it_was_read_for_a_reason_in_all_languages(house: House) -> None:
    process = standing_process(house)
    box = always_open(house, process=process)
    own = house.actor(house.official(Role.SECRETARIAT, scope=process.scope))
    seen = {box.public_id: 1}
    for fields, reason in (
        ({"actor": own}, "whole site"),
        ({"reason": Localized(en="Only so.")}, "all languages"),
        ({"seen_versions": {}}, "changed meanwhile"),
        ({"seen_versions": {box.public_id: 2}}, "changed meanwhile"),
        ({"process": house.process}, "has its last day"),
    ):
        with pytest.raises(NotAllowed, match=reason):
            end(house, **({"process": process, "seen_versions": seen} | fields))
    correct_activity(
        actor=HOUSE,
        activity=box,
        title=both("What else?"),
        summary=box.summary,
        reason=WHY,
        seen_version=1,
        at=house.at,
    )
    with pytest.raises(NotAllowed, match="changed meanwhile"):
        end(house, process, seen)
    assert not Fact.objects.filter(type="standing_process_ended").exists()


def test_nothing_is_announced_in_what_was_ended(house: House) -> None:
    process = standing_process(house)
    held_since_before = Process.objects.select_related("scope").get(pk=process.pk)
    end(house, process, {})
    with pytest.raises(NotAllowed, match="was ended"):
        always_open(house, process=held_since_before)


def test_postgresql_keeps_no_end_without_a_reason_and_none_beside_a_last_day(house: House) -> None:
    for row, fields in ((standing_process(house), {}), (house.process, {"end_reason": WHY})):
        with pytest.raises(IntegrityError, match="process_ended_for_a_reason"), transaction.atomic():
            Process.objects.filter(pk=row.pk).update(ended_at=house.at, **fields)
