"""A small house to test in: a site, a process, institutions, an activity, people with mandates."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actions import give_mandate, keep_scope, site_scope
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Person, Scope
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.processes.models import Activity, Process, Stage

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WORDS = "The office opens at ten and closes at noon; people who work can never come."


def both(text: str) -> Localized:
    """A text of an owner, in both languages; in all, where a site has more."""
    more = {code: f"{text} ({code})" for code in site_languages() if code not in ("sq", "en")}
    return Localized(sq=f"{text} (sq)", en=text, **more)


def quoted(text: str) -> Localized:
    """Words of a text that `both` made, as they stand in each of its languages."""
    return Localized(dict.fromkeys(both(text), text))


PASSED_ON = both("This lies in the hands of another office.")


@dataclass
class House:
    """What most tests start from. Everything is made by the real actions at `at`."""

    at: datetime = NOW
    counted: int = field(default=0)

    def __post_init__(self) -> None:
        self.site = site_scope()
        self.scope = keep_scope(key="plan", title=both("Plan"), parent=self.site)
        self.owner = Institution.objects.create(key="aksi", name=both("Agency"), short_name=both("AG"))
        self.other = Institution.objects.create(key="moj", name=both("Ministry"), short_name=both("MJ"))
        self.process = Process.objects.create(
            key="plan", title=both("A plan"), scope=self.scope, from_date=date(2026, 7, 1), to_date=date(2027, 6, 30)
        )
        self.stage = Stage.objects.create(
            process=self.process, key="one", number=1, title=both("One"), from_date=date(2026, 7, 1),
            to_date=date(2026, 12, 31),
        )  # fmt: skip
        self.activity = self.make_activity("ideas")

    def make_activity(self, kind: str, **fields: Any) -> Activity:
        """An activity that is open at `at`."""
        self.counted += 1
        known: dict[str, Any] = {
            "key": f"{kind}-{self.counted}",
            "title": both(f"Activity {self.counted}"),
            "opens_at": self.at - timedelta(days=10),
            "closes_at": self.at + timedelta(days=10),
            "stage": self.stage,
            "scope": self.scope,
        }
        known |= fields
        return Activity.objects.create(process=self.process, kind=kind, owner=self.owner, **known)

    def person(self, name: str = "", **fields: Any) -> Person:
        """Somebody with a verified address."""
        self.counted += 1
        return Person.objects.create_user(f"{name or f'p{self.counted}'}@example.org", **fields)

    def actor(self, person: Person | None = None) -> Actor:
        """Who acts when this person does, with a second factor."""
        return actor_for(person or self.person(), on=self.at.date(), confirmed=True)

    def official(self, role: str, *, institution: Institution | None = None, scope: Scope | None = None) -> Person:
        """Somebody with a mandate."""
        person = self.person()
        needs = institution or (self.owner if role == Role.INSTITUTION_OFFICER else None)
        give_mandate(
            actor=HOUSE, person=person, role=role, scope=scope or self.scope, institution=needs,
            from_date=self.at.date() - timedelta(days=30), at=self.at,
        )  # fmt: skip
        return person

    def idea(self, actor: Actor | None = None, *, title: str = "Open the office later", **fields: Any) -> Contribution:
        """An idea, submitted as a person does."""
        from kuvend.participation.ideas.actions import submit_idea  # a house may have no ideas

        known: dict[str, Any] = {
            "activity": self.activity, "body": WORDS, "category": "other", "place": "Fier",
            "language": "sq", "at": self.at,
        }  # fmt: skip
        known |= fields
        return submit_idea(actor=actor or self.actor(), title=title, **known)


def signed_in(person: Person, *, second_factor: bool = True, vouched: bool = True) -> Client:
    """A test client in which `person` is signed in just now, by a code and a second factor that is vouched for."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    session, at = client.session, time.time()
    records: list[dict[str, Any]] = [{"method": "code", "at": at}]
    if second_factor:
        factor, _made = Authenticator.objects.get_or_create(user=person, type="totp", defaults={"data": {}})
        Person.objects.filter(pk=person.pk).update(vouched_at=NOW if vouched else None, vouched_by_house=vouched)
        records.append({"method": "mfa", "type": "totp", "id": factor.pk, "at": at})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client
