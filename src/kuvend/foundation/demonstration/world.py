"""What the chapters of the demonstration share: who is who, and what was said under which key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

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


@dataclass
class World:
    """The demonstration while it is being loaded: rows by the keys of the data files."""

    days: Days
    persons: dict[str, Person] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    announced: dict[str, date] = field(default_factory=dict)  # an activity's key → the day of its announcement
    words: dict[str, Entry] = field(default_factory=dict)  # a contribution's key → its entry
    moments: dict[str, datetime] = field(default_factory=dict)  # a contribution's key → when it is said
    said: dict[str, int] = field(default_factory=dict)  # a contribution's key → its row id
    readers: list[Person] = field(default_factory=list)
    joined: dict[str, list[Participant]] = field(default_factory=dict)  # a process's key → readers who take part

    def process(self, key: str) -> Process:
        """Return a process by its key."""
        return Process.objects.select_related("scope").get(key=key)

    def institution(self, key: str) -> Institution:
        """Return an institution by its key."""
        return Institution.objects.get(key=key)

    def outcome(self, key: str) -> Outcome:
        """Return an outcome by its key, which is used once in both plans, as it reads now."""
        return Outcome.objects.select_related("process", "scope", "institution").get(key=key)

    def contribution(self, key: str) -> Contribution:
        """Return a contribution by its key, as it stands now."""
        related = ("activity__process", "activity__scope", "participant", "root", "branch")
        return Contribution.objects.select_related(*related).get(pk=self.said[key])

    def actor(self, key: str, at: datetime) -> Actor:
        """Return who acts when the person `key` does, with the mandates of that day."""
        return actor_for(self.persons[key], on=local_date(at), confirmed=True)

    def officer(self, institution: str, at: datetime) -> Actor:
        """Return an officer of an institution."""
        return self.actor(officer_key(institution), at)


def officer_key(institution: str) -> str:
    """Return the key of the person who answers for an institution."""
    return f"officer-{institution}"
