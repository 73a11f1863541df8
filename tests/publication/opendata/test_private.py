"""No column of any dataset comes from a person, a mandate, a salt, or a text that was never published."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db.models import F, Field, Model
from django.db.models.expressions import BaseExpression, Combinable
from django.test import Client

from kuvend.accountability.plans.models import Commitment
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.record.models import Opening

FORBIDDEN_MODELS = {Person, Mandate}
FORBIDDEN_FIELDS = {"salt", "email", "password", "folded", "search", "body_html", "note", "person", "selected"}
GUARDED = {"title", "body", "participant__pseudonym", "participant__shown_name", "participant__organisation"}


def paths(source: Any) -> set[str]:
    """Every field path inside a source."""
    if isinstance(source, str):
        return {source}
    if isinstance(source, F):
        return {source.name}
    found: set[str] = set()
    if isinstance(source, BaseExpression | Combinable):
        for part in getattr(source, "get_source_expressions", list)():
            found |= paths(part) if part is not None else set()
    return found


def walked(model: type[Model], path: str) -> list[tuple[type[Model], str]]:
    """The models and fields that a path goes through; what the rows annotate has no field."""
    steps, here = [], model
    for name in path.split("__"):
        try:
            field: Any = here._meta.get_field(name)
        except Exception:
            return steps
        steps.append((here, name))
        if not isinstance(field, Field) or field.is_relation:
            here = field.related_model
    return steps


@pytest.mark.parametrize("name", sorted(datasets()))
def test_no_column_comes_from_a_person_or_a_salt(name: str) -> None:
    dataset = datasets()[name]
    model = dataset.rows(date(2026, 11, 24)).model
    for column in dataset.columns:
        for path in paths(column.source):
            for owner, field in walked(model, path):
                assert owner not in FORBIDDEN_MODELS, (column.name, path)
                if model is not Opening:  # what an institution said is open, its salt too
                    assert field not in FORBIDDEN_FIELDS, (column.name, path)


def test_words_and_names_of_people_are_guarded_by_the_state() -> None:
    plain = {column.source for column in datasets()["contributions"].columns if isinstance(column.source, str)}
    assert not plain & GUARDED


def test_filters_ask_for_nothing_that_is_not_shown() -> None:
    for dataset in datasets().values():
        for one in dataset.filters.values():
            lookup = one.lookup if isinstance(one.lookup, str) else ""
            assert not {"participant", "person", "email", "title", "body", "salt"} & set(lookup.split("__")), lookup


def test_of_a_named_contact_only_name_and_position_go_out(lived: Any) -> None:
    contact = {"name": "Ana Hoxha", "position": "Head of unit", "email": "ana@agency.example", "phone": "355"}
    Commitment.objects.update(details={"contact": contact, "baseline": {"en": "None."}})
    (row,) = json.loads(Client().get("/open-data/commitments.json").getvalue())
    assert row["details"] == {
        "contact": {"name": "Ana Hoxha", "position": "Head of unit"}, "baseline": {"en": "None."}
    }  # fmt: skip
