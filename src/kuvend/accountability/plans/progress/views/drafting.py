"""What the forms of reports and assessments share: the values of a draft, and the version that was read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from kuvend.accountability.plans.models import FormDraft
from kuvend.accountability.plans.progress.actions.drafts import NO_DRAFT
from kuvend.foundation.core.door.sending import OTHER_FIELDS

NOT_KEPT = OTHER_FIELDS | {"deed", "more", "drop", "seen_version"}


def values_in(data: MultiValueDict[str, Any]) -> dict[str, str]:
    """Return what a draft keeps of a sent form."""
    return {name: str(value) for name, value in data.dict().items() if name not in NOT_KEPT}


def as_sent(values: Mapping[str, str]) -> QueryDict:
    """Return a draft's values as if its form had been sent."""
    sent = QueryDict(mutable=True)
    sent.update(values)
    return sent


def version_in(data: Mapping[str, Any]) -> int:
    """Return the version of the draft that a sent form says was read."""
    typed = str(data.get("seen_version", ""))
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else NO_DRAFT


def version_of(draft: FormDraft | None) -> int:
    """Return the version of a draft, that of none where there is none."""
    return draft.version if draft else NO_DRAFT
