"""Where the proof of each step is: the fact's place in the record, found through its subject in one statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from kuvend.foundation.record.models import FactSubject


@dataclass(frozen=True)
class Proofs:
    """The latest index in the record by fact type and subject; facts still without a place are left out."""

    places: Mapping[tuple[str, str], int]

    def url(self, fact_type: str, subject: str) -> str:
        """Return the address of the proof's file, "" while the record has not placed the fact."""
        index = self.places.get((fact_type, subject))
        return "" if index is None else reverse("record_page_entry", args=[index])


def proofs_of(subjects: Sequence[str], *, types: Sequence[str]) -> Proofs:
    """Return the proofs of what happened to `subjects` (public ids), of the fact types that are asked for."""
    rows = FactSubject.objects.filter(subject__in=subjects, fact__type__in=types, fact__index__isnull=False)
    ordered = rows.order_by("fact__index").values_list("fact__type", "subject", "fact__index")
    return Proofs({(fact_type, subject): index for fact_type, subject, index in ordered if index is not None})
