"""Those who take part in the demonstration without a word: rows without a fact, so they come in bulk."""

from __future__ import annotations

from random import Random

from django.contrib.auth.hashers import make_password

from kuvend.foundation.demonstration.people import DOMAIN
from kuvend.foundation.demonstration.world import World
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Participant, Process
from kuvend.foundation.processes.pseudonyms import draw_pseudonym

READERS = 1750  # with those who write and those who act for institutions about 2,000 people
JOIN = 0.7  # the share of them that takes part in a process
IN_ENGLISH = 0.2


def bring_readers() -> list[Person]:
    """Make the accounts of the readers; nobody can sign in with them."""
    chance = Random("readers")  # noqa: S311 - who reads in which language is no secret, only always the same
    return Person.objects.bulk_create(
        Person(
            email=f"reader-{number}@{DOMAIN}",
            password=make_password(None),
            language="en" if chance.random() < IN_ENGLISH else "sq",
            simulated=True,
        )
        for number in range(1, READERS + 1)
    )


def readers_in(world: World, process_key: str) -> list[Participant]:
    """Return the readers who take part in a process; the first time they join it."""
    if process_key not in world.joined:
        world.joined[process_key] = _join_readers(world.process(process_key), world.readers)
    return world.joined[process_key]


def _join_readers(process: Process, readers: list[Person]) -> list[Participant]:
    """Let some of `readers` take part in `process`, each under a pseudonym that is free."""
    chance = Random(process.key)  # noqa: S311
    pseudonyms = set(Participant.objects.filter(process=process).values_list("pseudonym", flat=True))
    return Participant.objects.bulk_create(
        Participant(process=process, person=reader, pseudonym=_free_pseudonym(pseudonyms))
        for reader in readers
        if chance.random() < JOIN
    )


def _free_pseudonym(pseudonyms: set[str]) -> str:
    """Draw until nobody has it, and take it."""
    while (pseudonym := draw_pseudonym()) in pseudonyms:
        pass
    pseudonyms.add(pseudonym)
    return pseudonym
