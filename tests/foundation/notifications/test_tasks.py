"""A delivery sends all that waits; when its time is over it asks for the next, so that a worker can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from kuvend.foundation.notifications import actions, tasks
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.people.models import Person
from tests.support.house import House
from tests.support.jobs import Jobs


def queue(number: int) -> None:
    for n in range(number):
        person = Person.objects.create_user(f"p{n}@example.org")
        Mail.objects.create(key=f"fact:1:{n}", person=person, subject="A step", body="Words", queued_at=timezone.now())


@pytest.mark.parametrize("letters", [actions.BATCH - 1, actions.BATCH, actions.BATCH + 1])
def test_one_run_sends_more_than_a_batch_and_asks_for_no_other(jobs: Jobs, letters: int) -> None:
    queue(letters)
    jobs.run("mail.deliver")
    assert len(mail.outbox) == letters
    assert jobs.waiting() == []


def test_a_run_whose_time_is_over_leaves_the_rest_to_the_next(
    jobs: Jobs, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    queue(5)
    took = tasks.RUN_SECONDS / 2 + 1  # each letter
    monkeypatch.setattr(tasks, "monotonic", lambda: took * len(mail.outbox))
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run("mail.deliver")
    assert len(mail.outbox) == 2
    assert jobs.waiting() == ["mail.deliver"]
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run()
    assert len(mail.outbox) == 4


def test_where_nobody_is_written_to_no_delivery_is_asked_for(
    house: House, jobs: Jobs, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    person = house.person()
    house.idea(house.actor(person))
    Person.objects.filter(pk=person.pk).update(is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run("record.advance")
    assert not Mail.objects.exists()
    assert "mail.deliver" not in jobs.waiting()
    house.idea()
    with django_capture_on_commit_callbacks(execute=True):
        jobs.run("record.advance")
    assert "mail.deliver" in jobs.waiting()
