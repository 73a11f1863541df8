"""A mandate holds in its scope and all below it: what lies elsewhere stands in no list that its holder is shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

import kuvend
from kuvend.accountability.plans.models import Plan
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.notifications.reminders import reminders
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actions import give_mandate, keep_scope
from kuvend.foundation.people.actor import HOUSE, Actor, HeldMandate
from kuvend.foundation.people.desk import rooms_of
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Mandate, Person, Scope
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.models import Activity, ActivityDraft, GateItem, Process, Stage
from kuvend.foundation.responses.models import Response
from tests.support.house import House, both, signed_in
from tests.support.routes import all_patterns
from tests.support.whole_house import WholeHouse

SCOPED = (Activity, ActivityDraft, Contribution, GateItem, Mandate, Outcome, Plan, Process, Response, Stage)
NO_LIST = {"desk_mandate_new", "desk_process_new", "desk_barriers"}  # forms that name nothing; barriers lie in no scope
OF_THE_HOUSE = {"answer_barrier", "instance"}  # they lie in no scope: whoever holds the role is told of them


def official_in(house: House, scope: Scope) -> Person:
    """Somebody with every role in a scope, for the institution that owes the answers."""
    person = house.person()
    for role in Role.values:
        needs = house.owner if role == Role.INSTITUTION_OFFICER else None
        give_mandate(
            actor=HOUSE, person=person, role=role, scope=scope, institution=needs, at=house.at,
            from_date=house.at.date() - timedelta(days=30),
        )  # fmt: skip
    return person


def official_lists() -> Iterator[str]:
    """The addresses of officials that name nothing: each shows what its reader may work on."""
    for pattern in all_patterns():
        if getattr(pattern.callback, "access", "") == "official" and pattern.name and not pattern.pattern.converters:
            yield pattern.name


@pytest.mark.django_db
def test_no_list_shows_an_official_what_lies_in_another_scope() -> None:
    whole = WholeHouse()
    GateItem.objects.update(with_civil_society=True)
    ids = [str(row.public_id) for model in SCOPED for row in model.objects.all()]
    here = signed_in(official_in(whole.house, whole.house.site))
    elsewhere = signed_in(official_in(whole.house, keep_scope(key="sea", title=both("Sea"), parent=whole.house.site)))
    shown: dict[str, list[str]] = {}
    with translation.override("en"):
        for name in official_lists():
            page = here.get(reverse(name), follow=True)
            shown[name] = [one for one in ids if one in page.content.decode()]
            page = elsewhere.get(reverse(name), follow=True)
            assert not [one for one in ids if one in page.content.decode()], name
    assert {name for name, seen in shown.items() if not seen} == NO_LIST


@pytest.mark.django_db
def test_no_letter_and_no_count_tells_an_official_of_another_scope() -> None:
    whole = WholeHouse()
    at, told = whole.house.at + timedelta(days=200), set()
    here = whole.house.actor(official_in(whole.house, whole.house.site))
    elsewhere = whole.house.actor(
        official_in(whole.house, keep_scope(key="sea", title=both("Sea"), parent=whole.house.site))
    )
    for reminder in reminders():
        if reminder.name not in OF_THE_HOUSE:
            assert not reminder.due(elsewhere, whole.house.at.date(), at), reminder.name
            told |= {reminder.name} if reminder.due(here, whole.house.at.date(), at) else set()
    assert {"answer", "moderation"} <= told
    waits = {room.url_name: room.waits for room in rooms_of(here) if room.waits}
    waits.pop("desk_barriers"), waits.pop("desk_people")  # a demonstration asks nobody to vouch
    assert {name for name, count in waits.items() if count(elsewhere, at).count} == set()
    assert {name for name, count in waits.items() if count(here, at).count} > {"desk_moderate", "desk_stages"}


def actor(*mandates: tuple[str, int | None, str]) -> Actor:
    return Actor(mandates=tuple(HeldMandate(*mandate) for mandate in mandates))


def test_a_condition_of_mandates_names_their_scopes_and_roles_alone(house: House) -> None:
    owner, other = house.owner.pk, house.other.pk
    rows = Activity.objects.all()
    moderators = actor(("moderator", None, house.scope.path), ("secretariat", None, "/sea/"))
    assert rows.filter(within(moderators, ["moderator"], "scope__path")).count() == 1
    assert not rows.filter(within(moderators, ["secretariat", "operator"], "scope__path")).exists()
    for institution, count in ((owner, 1), (other, 0), (None, 0)):
        officer = actor(("institution_officer", institution, house.site.path))
        assert rows.filter(within(officer, ["institution_officer"], "scope__path", of="owner")).count() == count
    assert not rows.filter(within(Actor(), Role.values, "scope__path")).exists()


def test_the_condition_of_mandates_is_written_once() -> None:
    source = Path(kuvend.__file__).parent
    readers = {path for path in source.rglob("*.py") if ".scope_path" in path.read_text(encoding="utf-8")}
    people, responses = source / "foundation/people", source / "foundation/responses/queries.py"
    assert {path for path in readers if people not in path.parents} == {responses}, "write `people.queries.within`"
