"""What migrations of this room do with releases that were there before."""

from __future__ import annotations

import json
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import sources_of
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.models import Duty
from kuvend.participation.deliberation.actions import ask_again, claim_maps, compute_map
from kuvend.participation.deliberation.maps.result import digest_of
from kuvend.participation.deliberation.models import Deliberation, MapFile, Release, Statement
from tests.participation.deliberation.talking import Talk
from tests.participation.deliberation.test_final_map import close, closing_facts
from tests.participation.deliberation.test_map import camps

__all__ = ["camps"]  # the fixture

MIGRATION = "kuvend.participation.deliberation.migrations.0011_no_exact_numbers_of_earlier_releases"


def take_down() -> None:
    apps = MigrationLoader(connection).project_state(("deliberation", MIGRATION.rpartition(".")[2])).apps
    import_module(MIGRATION).take_exact_numbers_down(apps, None)


def as_before(kept: Release) -> None:
    """Store a release as it was before its format 3, with exact numbers."""
    old: dict[str, Any] = kept.result | {
        "quality": {"silhouette": 0.53, "stability": 0.97},
        "cautions": ["weak_separation", "not_stable", *kept.result["cautions"]],
        "cells": [[3, 4, 0, 5]],
        "groups": [group | {"centre": [1.23, -0.5]} for group in kept.result["groups"]],
    }
    ids = [group["id"] for group in old["groups"]]
    Release.objects.update(result=old, lineage={"ids": ids, "turned": [False, True]}, digest="0" * 64)
    Deliberation.objects.filter(closed_for__isnull=False).update(closed_digest="0" * 64)


def served(talk: Talk) -> dict[str, Any]:
    response: Any = Client().get(reverse("data_deliberation_map", args=[talk.activity.public_id]))
    found: dict[str, Any] = json.loads(b"".join(response.streaming_content) if response.streaming else response.content)
    return found


def test_a_closed_release_loses_its_exact_numbers_and_is_on_record_as_it_is_served(camps: Talk) -> None:
    at = close(camps)
    kept = compute_map(camps.activity.pk, at=at)
    assert kept and kept.result
    as_before(kept)
    take_down()
    at += timedelta(days=2)
    assert claim_maps(at) == [camps.activity.pk]
    compute_map(camps.activity.pk, at=at)
    again = served(camps)
    assert again["content"]["map"] == kept.result
    assert again["lineage"].keys() <= {"ids"}
    digest = digest_of(again["content"])
    assert Release.objects.get().digest == Deliberation.objects.get().closed_digest == digest
    assert closing_facts(camps)[-1].data["result"] == digest
    assert ask_again(at + timedelta(minutes=2)) == 0, "it is on record"


def test_an_open_release_loses_the_weights_that_exact_distances_made(camps: Talk) -> None:
    kept = camps.map()
    assert kept and kept.result
    as_before(kept)
    MapFile.objects.update(weights={"x": 0.123})
    take_down()
    assert (MapFile.objects.get().weights, Statement.objects.filter(priority__isnull=False).count()) == ({}, 0)
    again = served(camps)
    assert again["content"]["map"] == kept.result
    assert Release.objects.get().digest == digest_of(again["content"])


def test_a_release_of_rounded_numbers_stays_as_it_is(camps: Talk) -> None:
    compute_map(camps.activity.pk, at=close(camps))
    before = list(Release.objects.values()), list(Deliberation.objects.values()), list(MapFile.objects.values())
    take_down()
    after = list(Release.objects.values()), list(Deliberation.objects.values()), list(MapFile.objects.values())
    assert after == before


def test_statements_that_were_merged_before_are_led_on_and_back(talk: Talk) -> None:
    first, second = (Statement.objects.get(pk=row.pk) for row in talk.statements[:2])
    loader = MigrationLoader(connection)
    step = loader.get_migration("deliberation", "0013_merged_by_lineage")
    state = loader.project_state(("deliberation", "0012_a_release_by_its_name"))
    counted = Activity.objects.get(pk=talk.activity.pk).contribution_count
    Duty.objects.create(contribution=first.contribution, institution=talk.activity.owner, due_date=talk.at.date())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        step.unapply(state.clone(), editor)
    before: Any = state.apps.get_model("deliberation", "Statement")
    before.objects.filter(pk=first.pk).update(merged_into=second.pk)
    with connection.schema_editor() as editor:
        step.apply(state.clone(), editor)
    assert sources_of([second.pk]) == {second.pk: [first.pk]}
    assert Contribution.objects.get(continues=True).pk == first.pk
    assert Activity.objects.get(pk=talk.activity.pk).contribution_count == counted - 1
    assert Duty.objects.get().state == "lapsed"
    with connection.schema_editor() as editor:
        step.unapply(state.clone(), editor)
    assert before.objects.get(pk=first.pk).merged_into_id == second.pk
    assert Activity.objects.get(pk=talk.activity.pk).contribution_count == counted
    with connection.schema_editor() as editor:
        step.apply(state.clone(), editor)
