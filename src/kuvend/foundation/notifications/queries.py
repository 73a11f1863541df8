"""Whom to tell: the authors of the contributions that a fact is about, found through its subjects."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.notifications.models import NoReminders
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.facts import RecordedFact


def subject_ids(fact: RecordedFact) -> list[str]:
    """Return all public ids that a fact is about."""
    ids: list[str] = []
    for value in fact.subjects.values():
        ids.extend(value if isinstance(value, list) else [value])
    return ids


def told_of(facts: Sequence[RecordedFact]) -> list[tuple[RecordedFact, list[Contribution]]]:
    """Return each fact with the contributions whose authors it concerns, with person and activity.

    A fact about a contribution concerns its author: all of these are found in one statement. One about a response
    concerns the authors of all that it answers, one about outcomes those whose answer landed there.
    """
    rows = Contribution.objects.select_related("participant__person", "activity").filter(
        participant__person__is_active=True
    )
    ids = {str(fact.subjects["contribution"]) for fact in facts if "contribution" in fact.subjects}
    own = {row.public_id: row for row in rows.filter(public_id__in=ids)}
    told = []
    for fact in facts:
        if "contribution" in fact.subjects:
            found = own.get(str(fact.subjects["contribution"]))
            told.append((fact, [found] if found else []))
        else:
            told.append((fact, list(_concerned(rows, fact).order_by("pk").distinct())))
    return told


def _concerned(rows: QuerySet[Contribution], fact: RecordedFact) -> QuerySet[Contribution]:
    if "response" in fact.subjects:
        return rows.filter(answered__response__public_id=fact.subjects["response"])
    return rows.filter(answered__response__landings__text__outcome__public_id__in=subject_ids(fact))


def wants_reminders(person: Person) -> bool:
    """Tell whether a person gets letters on what is due (while holding a mandate)."""
    return not NoReminders.objects.filter(person=person).exists()
