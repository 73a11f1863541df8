"""What open data gives of people's words: as long as they are published, and nothing before or after."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Field, Value, When

from kuvend.foundation.contributions.enums import State


def while_published(source: str, field: type[Field[Any, Any]] = CharField) -> Case:
    """Return the value of a contribution's field while it is published, "" otherwise; `field` is its type."""
    return Case(
        When(state=State.PUBLISHED, then=F(source)), default=Value("", output_field=field()), output_field=field()
    )
