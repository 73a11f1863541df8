"""What open data gives of people's words: as long as they are published, and empty before or after."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Field, Value, When

from kuvend.foundation.contributions.enums import State


def while_published(source: Any, field: type[Field[Any, Any]] = CharField) -> Case:
    """Return a contribution's field (or expression) while it is published, "" otherwise; `field` is its type."""
    value = F(source) if isinstance(source, str) else source
    empty = Value("", output_field=field())
    return Case(When(state=State.PUBLISHED, then=value), default=empty, output_field=field())
