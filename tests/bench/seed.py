"""The seed that the peer was measured with: 1,000 ideas, 10,000 comments, 16,000 supports in one activity."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

WORDS = """
zyra shërbimi qytetarët kërkojnë dokumente afati banka rruga ujësjellësi shkolla nxënësit buxheti bashkia
transparenca tenderi orari sporteli telefoni përgjigja komuna fshati qendra lagjja autobusi biblioteka parku
"""
VOCABULARY = WORDS.split()


def sentence(rng: random.Random, words: int) -> str:
    """A sentence of that many words."""
    return " ".join(rng.choice(VOCABULARY) for _ in range(words)).capitalize() + "."


def text(rng: random.Random) -> str:
    """About a paragraph, as people write."""
    return " ".join(sentence(rng, rng.randint(8, 16)) for _ in range(rng.randint(3, 7)))


def people(house: Any, number: int) -> list[Any]:
    """That many persons with their participants in the house's process."""
    from kuvend.foundation.people.models import Person
    from kuvend.foundation.processes.models import Participant

    start = Person.objects.count()
    persons = Person.objects.bulk_create(
        Person(email=f"bench{n}@example.org", password="!") for n in range(start, start + number)
    )
    return Participant.objects.bulk_create(
        Participant(process=house.process, person=person, pseudonym=f"Lis {person.pk}") for person in persons
    )


def ideas(house: Any, participants: list[Any], number: int, rng: random.Random) -> list[Any]:
    """Submit `number` ideas through the bulk door."""
    from kuvend.foundation.contributions.receiving import Draft
    from kuvend.participation.ideas.actions import IdeaDraft, bring_in_ideas

    rows: list[Any] = []
    for start in range(0, number, 5000):
        drafts = [
            IdeaDraft(
                Draft(
                    rng.choice(participants),
                    sentence(rng, 7),
                    text(rng),
                    "sq",
                    house.at - timedelta(seconds=number - n),
                ),
                "other",
                "Fier",
            )
            for n in range(start, min(start + 5000, number))
        ]
        rows += bring_in_ideas(activity=house.activity, drafts=drafts)
    return rows


def comments(house: Any, participants: list[Any], on: list[Any], number: int, rng: random.Random) -> None:
    """Post comments on ideas, one in three a reply to another comment; the first idea has 60."""
    from django.db import transaction

    from kuvend.foundation.contributions.receiving import Draft, receive

    def draft(parent: Any) -> Draft:
        return Draft(rng.choice(participants), "", text(rng)[:300], "sq", house.at, parent=parent)

    with transaction.atomic():
        targets = [on[0]] * 40 + [rng.choice(on[1:]) for _ in range(number * 2 // 3 - 40)]
        first = receive(
            activity=house.activity, kind="comment", drafts=[draft(idea) for idea in targets], role="system"
        )
        replied = first[:20] + [rng.choice(first[40:]) for _ in range(number - len(first) - 20)]
        receive(activity=house.activity, kind="comment", drafts=[draft(row) for row in replied], role="system")


def supports(house: Any, participants: list[Any], on: list[Any], number: int, rng: random.Random) -> None:
    """Give supports, each participant once an idea, with the stored counters."""
    from kuvend.foundation.contributions.models import Contribution, Support

    pairs: set[tuple[int, int]] = set()
    while len(pairs) < number:
        pairs.add((rng.choice(on).pk, rng.choice(participants).pk))
    Support.objects.bulk_create(
        (Support(contribution_id=idea, participant_id=who, given_at=house.at) for idea, who in sorted(pairs)),
        batch_size=5000,
    )
    counts: dict[int, int] = {}
    for idea, _who in pairs:
        counts[idea] = counts.get(idea, 0) + 1
    for idea in on:
        idea.support_count = counts.get(idea.pk, 0)
    Contribution.objects.bulk_update(on, ["support_count"], batch_size=1000)
