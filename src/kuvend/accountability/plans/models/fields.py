"""Columns that several tables of the room share."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


def keys(length: int = 80) -> Any:
    """Return a column that holds a list of keys in their order."""
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


def code(choices: type[models.TextChoices]) -> Any:
    """Return a column of a code; "" says that nothing was said, `unknown` that no source tells it."""
    return models.CharField(max_length=20, choices=choices.choices, blank=True)


def one_of(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """Return the constraint that a code is "" or on its list."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": ["", *choices.values]}), name=name)


def in_time(name: str) -> models.CheckConstraint:
    """Return the constraint that `to_date` is not before `from_date`; either may be absent."""
    ordered = Q(from_date__isnull=True) | Q(to_date__isnull=True) | Q(to_date__gte=F("from_date"))
    return models.CheckConstraint(condition=ordered, name=name)
