"""What the chapters of the demonstration share: who is who, and what was said under which key."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model, QuerySet

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.demonstration.data import Entry
from kuvend.foundation.demonstration.days import Days
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution, Person
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.processes.models import Activity, Participant, Process

MODERATOR, REVIEWER, SECRETARIAT = "moderator", "reviewer", "secretariat"  # keys of sign_ins.yaml

Value = TypeVar("Value")
Row = TypeVar("Row", bound=Model)


class NotToldError(LookupError):
    """What an entry is about does not happen in this house: it has no room that tells it."""


class ByKey(dict[str, Value]):
    """Values by the keys of the data files. Raises NotToldError for a key that no room of this house has told."""

    def __missing__(self, key: str) -> Value:
        raise NotToldError(key)


@dataclass
class World:
    """The demonstration while it is being loaded: rows by the keys of the data files."""

    days: Days
    persons: ByKey[Person] = field(default_factory=ByKey)
    activities: ByKey[Activity] = field(default_factory=ByKey)
    announced: ByKey[date] = field(default_factory=ByKey)  # an activity's key → the day of its announcement
    words: ByKey[Entry] = field(default_factory=ByKey)  # a contribution's key → its entry
    moments: ByKey[datetime] = field(default_factory=ByKey)  # a contribution's key → when it is said
    contribution_ids: ByKey[int] = field(default_factory=ByKey)  # a contribution's key → its row id
    readers: list[Person] = field(default_factory=list)
    joined: dict[str, list[Participant]] = field(default_factory=dict)  # a process's key → readers who take part
    left_out: list[str] = field(default_factory=list)  # keys that entries name and no room of this house told

    @contextmanager
    def leaving_out(self) -> Iterator[None]:
        """Go on without what is about something that does not happen in this house, and remember what was missing."""
        try:
            yield
        except NotToldError as missing:
            self.left_out.append(str(missing))

    def process(self, key: str) -> Process:
        """Return a process by its key. Raises NotToldError, as do all that follow."""
        return _row_of(Process.objects.select_related("scope").filter(key=key), key)

    def institution(self, key: str) -> Institution:
        """Return an institution by its key."""
        return _row_of(Institution.objects.filter(key=key), key)

    def outcome(self, key: str) -> Outcome:
        """Return an outcome by its key, which is used once in both plans, as it reads now."""
        return _row_of(Outcome.objects.select_related("process", "scope", "institution").filter(key=key), key)

    def contribution(self, key: str) -> Contribution:
        """Return a contribution by its key, as it stands now."""
        related = ("activity__process", "activity__scope", "participant", "root", "branch")
        return Contribution.objects.select_related(*related).get(pk=self.contribution_ids[key])

    def actor(self, key: str, at: datetime) -> Actor:
        """Return who acts when the person `key` does, with the mandates of that day."""
        return actor_for(self.persons[key], on=local_date(at), confirmed=True)

    def officer(self, institution: str, at: datetime) -> Actor:
        """Return an officer of an institution."""
        return self.actor(officer_key(institution), at)


def _row_of(rows: QuerySet[Row], key: str) -> Row:
    row = rows.first()
    if row is None:
        raise NotToldError(key)
    return row


def officer_key(institution: str) -> str:
    """Return the key of the person who answers for an institution."""
    return f"officer-{institution}"
