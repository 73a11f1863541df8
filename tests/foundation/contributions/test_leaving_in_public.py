"""Before and after an account is erased: what is public of several processes never changes in one moment."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from django.test import Client

from kuvend.foundation.contributions.leaving import APART, erase, leave_when_due
from kuvend.foundation.contributions.models import Contribution, Leaving
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.actions import hide_name, let_through
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.models import Duty
from kuvend.participation.deliberation.models import Vote
from kuvend.publication.opendata.models import KeptFile
from tests.participation.deliberation.talking import Talk
from tests.support.house import House

PROCESSES = 3
LATE = timedelta(days=4)
PLACES = ("/en/contributions/{}/", "/api/v1/contributions/{}")
FILES = ("/open-data/contributions.csv", "/open-data/contributions.json", "/en/feeds/contributions.atom")
ROWS = r"[\r\n{}]|</?entry>"  # of a table, of JSON, of a feed


class Leaver:
    """Somebody who said something, and voted, in several processes, under a chosen name in each."""

    def __init__(self, house: House) -> None:
        self.house, self.person = house, house.person()
        self.ideas = [self.said(activity, number) for number, activity in enumerate(self.activities())]
        record.advance(at=house.at)

    def activities(self) -> list[Activity]:
        made = [self.house.activity]
        for number in range(1, PROCESSES):
            process = Process.objects.create(
                key=f"other-{number}", title=Localized(en="Other"), scope=self.house.scope,
                from_date=date(2026, 7, 1), to_date=date(2027, 6, 30),
            )  # fmt: skip
            activity = self.house.make_activity("ideas", stage=None)
            Activity.objects.filter(pk=activity.pk).update(process=process)
            made.append(Activity.objects.select_related("process", "scope").get(pk=activity.pk))
        return made

    def said(self, activity: Activity, number: int) -> Contribution:
        idea = self.house.idea(self.house.actor(self.person), activity=activity, title=f"Thought {number}")
        show_name(person_id=self.person.pk, process=activity.process, name=f"Ana Prova {number}", at=self.house.at)
        return idea

    def erased(self, *, words_too: bool) -> None:
        erase(actor=self.house.actor(self.person), person=self.person, words_too=words_too, at=self.house.at)

    def public(self) -> list[str]:
        """All that anybody reads of each process: its page, its row of the API, its part of files and feeds, facts."""
        KeptFile.objects.all().delete()
        shared = [Client().get(address).getvalue().decode() for address in FILES]
        return [self.public_of(idea, shared) for idea in self.ideas]

    def public_of(self, idea: Contribution, shared: list[str]) -> str:
        own = [Client().get(place.format(idea.public_id)).content.decode() for place in PLACES]
        parts = [part for text in shared for part in re.split(ROWS, text) if idea.public_id in part]
        duty = Duty.objects.filter(contribution=idea).values_list("state", flat=True)
        facts = [fact.type for fact in facts_about([idea.public_id])]
        assert parts
        assert facts
        return "\n".join([*own, *parts, *duty, *facts])


def change_of(before: list[str], after: list[str]) -> list[int]:
    return [number for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new]


def next_leaves(house: House, at: datetime) -> None:
    """Somebody else does something, then the job comes by, twice within its quarter of an hour."""
    house.idea(title="Somebody else says something")
    assert leave_when_due(at=at)
    record.advance(at=at)


@pytest.mark.parametrize("words_too", [True, False])
def test_no_two_processes_change_in_one_moment_on_pages_api_files_and_record(house: House, words_too: bool) -> None:
    leaver = Leaver(house)
    before = seen = leaver.public()
    leaver.erased(words_too=words_too)
    assert not change_of(before, leaver.public())
    left: list[int] = []
    for number in range(PROCESSES):
        next_leaves(house, house.at + LATE + number * timedelta(hours=1))
        now = leaver.public()
        (changed,) = change_of(seen, now)
        left.append(changed)
        seen = now
    assert sorted(left) == list(range(PROCESSES))
    everything = "\n".join(seen)
    assert "Ana Prova" not in everything
    assert ("Thought" in everything) != words_too
    assert everything.count("contribution_withdrawn") == (PROCESSES if words_too else 0)
    assert not Leaving.objects.exists()


def test_words_and_what_is_owed_for_them_go_with_their_fact_and_not_before(house: House) -> None:
    leaver = Leaver(house)
    leaver.erased(words_too=True)
    rows = Contribution.objects.filter(pk__in=[idea.pk for idea in leaver.ideas])
    for standing in range(PROCESSES, -1, -1):
        withdrawn = Fact.objects.filter(type="contribution_withdrawn").count()
        assert rows.filter(state="published").exclude(title="").count() == standing
        assert Duty.objects.filter(contribution__in=rows, state="open").count() == standing
        assert withdrawn == PROCESSES - standing
        if standing:
            next_leaves(house, house.at + LATE)


def test_no_two_leave_within_an_hour_of_each_other(house: House) -> None:
    leaver = Leaver(house)
    leaver.erased(words_too=False)
    moments = sorted(Leaving.objects.values_list("due_at", flat=True))
    assert len(moments) == PROCESSES
    assert all(later - sooner >= APART for sooner, later in pairwise(moments))
    assert moments[0] > house.at


def test_votes_leave_with_their_process(house: House) -> None:
    leaver = Leaver(house)
    talk = Talk(house)
    talk.vote(leaver.person, 0, 1)
    leaver.erased(words_too=False)
    assert Vote.objects.count() == 1
    assert not Person.objects.filter(pk=leaver.person.pk).exists()
    for _number in range(PROCESSES):
        next_leaves(house, house.at + LATE)
    assert not Vote.objects.exists()


def test_whoever_was_in_one_process_leaves_at_once(house: House) -> None:
    person = house.person()
    idea = house.idea(house.actor(person))
    erase(actor=house.actor(person), person=person, words_too=True, at=house.at)
    idea.refresh_from_db()
    assert (idea.state, idea.title) == ("withdrawn", "")
    assert not Leaving.objects.exists()


def test_meanwhile_nobody_publishes_words_that_are_to_go_and_names_can_be_hidden(house: House) -> None:
    leaver = Leaver(house)
    activity = house.make_activity("ideas", moderation="before")
    waiting = house.idea(house.actor(leaver.person), activity=activity, title="Nobody has read this")
    leaver.erased(words_too=True)
    moderator = house.actor(house.official(Role.MODERATOR))
    with pytest.raises(NotAllowed, match="erased the account"):
        let_through(actor=moderator, contribution=waiting, seen_version=1, at=house.at)
    waiting = Contribution.objects.select_related("participant").get(pk=waiting.pk)
    seen = {"seen_name": waiting.participant.chosen_name, "house_rule": "spam"}
    hide_name(actor=moderator, contribution=waiting, at=house.at, **seen)
    waiting.participant.refresh_from_db()
    assert waiting.participant.shown_name == ""
