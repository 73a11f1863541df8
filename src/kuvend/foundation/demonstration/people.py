"""The demonstration's people: those who take part, and those who act for institutions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.demonstration.data import entries
from kuvend.foundation.demonstration.sign_ins import SignIn, sign_ins
from kuvend.foundation.demonstration.world import World, officer_key
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Mandate, Person, Scope
from kuvend.foundation.processes.actions import let_name_stand, participant_in, show_name
from kuvend.foundation.processes.models import Participant

DOMAIN = "demo.example"  # reserved: no letter can ever reach anybody there


def bring_people(world: World) -> None:
    """Make the accounts of all who take part, and of those whose sign-in is printed; only these get a password."""
    sign_in_by_person = {sign_in.person: sign_in for sign_in in sign_ins() if sign_in.person}
    people = [
        _person(entry["key"], entry["language"], sign_in_by_person.get(entry["key"])) for entry in entries("people")
    ]
    officials = [_person(sign_in.key, "sq", sign_in) for sign_in in sign_ins() if sign_in.role]
    rows = Person.objects.bulk_create([*people, *officials])
    keys = [entry["key"] for entry in entries("people")] + [one.key for one in sign_ins() if one.role]
    world.persons.update(zip(keys, rows, strict=True))
    with_password = [row for row in rows if row.has_usable_password()]
    EmailAddress.objects.bulk_create(
        EmailAddress(user=row, email=row.email, verified=True, primary=True) for row in with_password
    )


def _person(key: str, language: str, sign_in: SignIn | None = None) -> Person:
    return Person(
        email=sign_in.email if sign_in else f"{key}@{DOMAIN}",
        password=make_password(sign_in.password if sign_in else None),
        language=language,
        simulated=True,
    )


def give_printed_mandates(world: World, scopes: Iterable[str], at: datetime) -> None:
    """Give the officials whose sign-in is printed their mandates in `scopes`."""
    for sign_in in sign_ins():
        if sign_in.role and sign_in.scope in scopes:
            institution = world.institution(sign_in.institution) if sign_in.institution else None
            scope = Scope.objects.get(key=sign_in.scope)
            _give(world.persons[sign_in.key], sign_in.role, scope, institution, at)
            if sign_in.role == Role.INSTITUTION_OFFICER:
                world.persons[officer_key(sign_in.institution)] = world.persons[sign_in.key]


def appoint_officers(world: World, institutions: Iterable[Institution], at: datetime) -> None:
    """Let each of `institutions` have an officer who answers for it."""
    site = Scope.objects.get(parent=None)
    for institution in institutions:
        key = officer_key(institution.key)
        if key not in world.persons:
            world.persons[key] = Person.objects.bulk_create([_person(key, "sq")])[0]
            _give(world.persons[key], Role.INSTITUTION_OFFICER, site, institution, at)


def _give(person: Person, role: str, scope: Scope, institution: Institution | None, at: datetime) -> Mandate:
    return give_mandate(
        actor=HOUSE,
        person=person,
        role=role,
        scope=scope,
        institution=institution,
        from_date=local_date(at),
        at=at,
    )


def join(world: World, process_key: str, at: datetime) -> list[Participant]:
    """Let everybody take part in a process, under the name they chose if they chose one."""
    process = world.process(process_key)
    joined = []
    for entry in entries("people"):
        person_id, name = world.persons[entry["key"]].pk, entry.get("shown_name", "")
        if name:
            participant = show_name(person_id=person_id, process=process, name=name, at=at)
            joined.append(let_name_stand(participant, participant.chosen_name))
        else:
            joined.append(participant_in(process, person_id=person_id))
    return joined
