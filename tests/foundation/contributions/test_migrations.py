"""What migrations of this room do with rows that were there before."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from kuvend.foundation.contributions.actions import withdraw
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, Leaving
from tests.support.house import House

ROOM = "contributions"


def at_once(statement: str = "SET CONSTRAINTS ALL IMMEDIATE") -> None:
    """Let PostgreSQL look at references now: a table with some still to be looked at is not altered."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_words_that_an_erased_account_emptied_before_their_fact_wait_for_it_again(house: House) -> None:
    emptied, taken_back, standing, foreign = (house.idea(house.actor()) for _ in range(4))
    for idea in (emptied, foreign):
        Contribution.objects.filter(pk=idea.pk).update(state=State.WITHDRAWN, title="", body="")
    actor = house.actor(taken_back.participant.person)
    withdraw(actor=actor, contribution=taken_back, at=house.at)
    loader = MigrationLoader(connection)
    step = loader.get_migration(ROOM, "0008_leaving_each_at_its_moment")
    state = loader.project_state((ROOM, "0007_addresses_are_links"))
    at_once()
    with connection.schema_editor() as editor:
        step.unapply(state.clone(), editor)
    before: Any = state.apps.get_model(ROOM, "Leaving")
    names = [emptied.public_id, standing.public_id]
    before.objects.create(participant_id=emptied.participant_id, due_at=house.at + timedelta(days=2), withdrawn=names)
    at_once()
    with connection.schema_editor() as editor:
        step.apply(state.clone(), editor)
    states = dict(Contribution.objects.values_list("pk", "state"))
    assert states == {
        emptied.pk: State.PENDING,
        taken_back.pk: State.WITHDRAWN,
        standing.pk: State.PUBLISHED,
        foreign.pk: State.WITHDRAWN,
    }
    row = Leaving.objects.get()
    assert (row.participant_id, row.words_too) == (emptied.participant_id, True)


@pytest.mark.django_db
def test_words_with_an_address_are_drawn_anew_and_others_are_left(house: House) -> None:
    linked, plain, gone = (house.idea(body=body) for body in ("See https://kuvend.al now.", "No address.", "http://x"))
    Contribution.objects.filter(pk__in=[linked.pk, plain.pk]).update(body_html="<p>as before</p>")
    Contribution.objects.filter(pk=gone.pk).update(body_html="")
    import_module("kuvend.foundation.contributions.migrations.0007_addresses_are_links").draw_anew(apps, None)
    drawn = dict(Contribution.objects.values_list("pk", "body_html"))
    assert 'href="https://kuvend.al"' in drawn[linked.pk]
    assert (drawn[plain.pk], drawn[gone.pk]) == ("<p>as before</p>", "")
