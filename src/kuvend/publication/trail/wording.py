"""The words of a fact on the way: its class brings them, the fields that stand in its note are read here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language_info

from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.facts import REGISTRY, RecordedFact
from kuvend.foundation.record.way import OnTheWay

FIELD = re.compile(r"%\((\w+)\)s")
Names = Mapping[str, Localized]


def way_of_fact(fact: RecordedFact, of: str = "") -> OnTheWay | None:
    """Return how a fact is told on the way; None when its class says why it is not, or no room declares it any more.

    Args:
        of: the public id of the contribution whose way it is; the fact may be about another one and name it besides.
    """
    declared = REGISTRY.get(fact.type)
    if declared is None or not isinstance(declared.way, OnTheWay):
        return None
    elsewhere = (way for name, way in declared.way.elsewhere.items() if of and of in fact.subjects.get(name, ()))
    return next(elsewhere, declared.way)


def names_in(facts: Iterable[RecordedFact], *, titles: Names) -> Names:
    """Return the names of institutions and the titles of texts that the notes of facts name, by public id.

    No statement without any, nor for the `titles` of texts that are known already.
    """
    ways = [(fact, way_of_fact(fact)) for fact in facts]
    names = {
        (name, value)
        for fact, way in ways
        if way
        for name in FIELD.findall(str(way.note or ""))
        if (value := _value(fact, name))
    }
    institutions = {value for name, value in names if name.endswith("institution")}
    texts = {value for name, value in names if name == "outcome" and value not in titles}
    return {
        **titles,
        **(_names(Institution, institutions, "name") if institutions else {}),
        **(_names(Outcome, texts, "title") if texts else {}),
    }


def _names(model: type[Institution] | type[Outcome], ids: Collection[str], field: str) -> Names:
    return dict(model.objects.filter(public_id__in=ids).values_list("public_id", field))


def note_of(fact: RecordedFact, way: OnTheWay, names: Names) -> str:
    """Return the note of a fact with its fields in words, "" where there is none or the fact lacks a field of it."""
    note = str(way.note or "")
    values = {name: _value(fact, name) for name in FIELD.findall(note)}
    if not all(values.values()):
        return ""
    return note % {name: (way.read.get(name) or reader(name, names))(value) for name, value in values.items()}


def link_of(fact: RecordedFact, way: OnTheWay) -> tuple[str, str]:
    """Return the address and the words of what else a step leads to, both "" for nothing."""
    public_id = _value(fact, way.link.field) if way.link else None
    return (reverse(way.link.page, args=[public_id]), str(way.link.text)) if way.link and public_id else ("", "")


def reader(name: str, names: Names) -> Any:
    """Return what makes words of a field that every room names alike. Raises KeyError for another field."""
    if name.endswith("institution") or name == "outcome":
        return names.__getitem__
    if name.endswith("_date"):
        return lambda value: date_format(date.fromisoformat(value), "DATE_FORMAT")
    if name.endswith("_at"):
        return lambda value: date_format(localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return {
        "language": lambda code: get_language_info(code)["name_translated"],
        "house_rule": lambda code: HouseRule(code).label,
    }[name]


def _value(fact: RecordedFact, name: str) -> Any:
    return {**fact.data, **fact.subjects}.get(name)
