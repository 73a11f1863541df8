"""The public record: every fact under the last published checkpoint, and the openings of seals."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Column, Dataset, Filter, Kind, Section, moment, number, text
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Checkpoint, Fact, FactSubject, Opening


def _rows(today: date) -> QuerySet[Fact]:
    published = Checkpoint.objects.filter(origin=settings.KUVEND_LOG_ORIGIN).order_by("-size")
    return Fact.objects.filter(index__lt=published.values("size")[:1])


def _about(subject: str) -> Q:
    """Facts about a thing, each once, whatever field names it."""
    return Q(pk__in=FactSubject.objects.filter(subject=subject).values("fact"))


def _subjects(leaf: Any) -> dict[str, Any]:
    return decode_leaf(bytes(leaf), index=None).subjects


def _data(leaf: Any) -> dict[str, Any]:
    return decode_leaf(bytes(leaf), index=None).data


def _hexadecimal(salt: Any) -> str:
    return bytes(salt).hex()


FACTS = Dataset(
    name="facts",
    section=Section.RECORD,
    title=_("The record"),
    holds=_("Every entry of the public record: what was done, when, in which role, and what it was about."),
    rows=_rows,
    columns=(
        number("index", "index", "its place in the log"),
        text("type", "type", "what was done"),
        moment("at", "at", "when it happened"),
        moment("logged_at", "logged_at", "when it was put on record"),
        text("role", "role", "the role in which it was done"),
        Column("subjects", "leaf", "what it is about: public ids, by field", Kind.TREE, _subjects),
        Column("data", "leaf", "codes, days, numbers and salted digests, by field", Kind.TREE, _data),
    ),
    filters={
        "type": Filter("type", str, "what was done"),
        "subject": Filter(_about, filters.PublicId, "a public id that the fact is about"),
        **filters.span("at", "at", "happened", datetime),
    },
    order="index",
    address="index",
)


OPENINGS = Dataset(
    name="openings",
    section=Section.RECORD,
    title=_("Openings of seals"),
    holds=_("Salt and exact string of whatever an institution said, by the digest that stands in the record."),
    rows=lambda today: Opening.objects.all(),
    columns=(
        text("digest", "digest", "the digest that stands in `data` of a fact"),
        Column(
            "salt", "salt", "32 bytes in hexadecimal, set before the string", Kind.TEXT, lambda salt: bytes(salt).hex()
        ),
        text("text", "text", "the exact string that was sealed"),
    ),
    order="digest",
    address="",
)
