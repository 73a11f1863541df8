"""Drafts have a holder, hold a contribution once, and answer words in the version that was read."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import (
    ChangedMeanwhile,
    NotWhole,
    WrittenMeanwhile,
    correct_response,
    delete_draft,
    draft_response,
    keep_draft,
    publish_response,
    take_over,
)
from kuvend.foundation.responses.models import Answered, Response, Selection
from tests.support.house import House, both, signed_in

WORDS = {
    "verdict": "not_accepted",
    "reason": both("There is no room for it this year; the hall is let until the spring of next year."),
    "nowhere": Localized(),
    "landings": [],
}


def officer(house: House) -> Actor:
    return house.actor(house.official(Role.INSTITUTION_OFFICER))


def begin(house: House, actor: Actor, ideas: list[Contribution]) -> Response:
    record.advance(at=house.at)
    ids = [idea.pk for idea in ideas]
    return draft_response(actor=actor, process=house.process, institution=house.owner, contribution_ids=ids)


def test_a_contribution_is_in_one_draft_at_most(house: House) -> None:
    first, second, idea = officer(house), officer(house), house.idea()
    begin(house, first, [idea])
    with pytest.raises(NotWhole) as error:
        begin(house, second, [idea])
    assert set(error.value.lacks) == {"selected"}
    assert Response.objects.count() == 1


def test_a_colleague_takes_a_draft_over_before_writing_in_it(house: House) -> None:
    first, second = officer(house), officer(house)
    draft = begin(house, first, [house.idea()])
    with pytest.raises(NotAllowed, match="Take it over first"):
        keep_draft(actor=second, response=draft, **WORDS)  # type: ignore[arg-type]
    take_over(actor=second, response=draft, at=house.at)
    keep_draft(actor=second, response=draft, **WORDS)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        publish_response(actor=first, response=draft, at=house.at)
    assert publish_response(actor=second, response=draft, at=house.at).holder is None


def test_a_deleted_draft_lets_its_contributions_wait_again(house: House) -> None:
    actor, idea = officer(house), house.idea()
    draft = begin(house, actor, [idea])
    delete_draft(actor=actor, response=draft)
    assert begin(house, actor, [idea]).selections.count() == 1


def test_an_officer_does_not_answer_the_own_words(house: House) -> None:
    actor = officer(house)
    own, other = house.idea(actor, title="My own idea"), house.idea()
    assert list(begin(house, actor, [own, other]).selected.all()) == [other]
    colleague = officer(house)
    draft = begin(house, colleague, [own])
    keep_draft(actor=colleague, response=draft, **WORDS)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed, match="yourself"):
        take_over(actor=actor, response=draft, at=house.at)


def test_words_that_were_changed_after_they_were_read_are_shown_before_they_are_answered(house: House) -> None:
    actor, idea = officer(house), house.idea()
    draft = begin(house, actor, [idea])
    Contribution.objects.filter(pk=idea.pk).update(body="Dismiss all judges.", version=2)
    keep_draft(actor=actor, response=draft, **WORDS)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile):
        publish_response(actor=actor, response=draft, at=house.at)
    assert not Answered.objects.exists()
    keep_draft(actor=actor, response=draft, seen_versions={idea.pk: 2}, **WORDS)  # type: ignore[arg-type]
    assert publish_response(actor=actor, response=draft, at=house.at).answer_count == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_choose_all_at_once_each_contribution_goes_to_one(house: House) -> None:
    actors, ideas = [officer(house), officer(house)], [house.idea(title=f"Idea {n} of many") for n in range(6)]
    record.advance(at=house.at)
    ready, lost = threading.Barrier(2), []

    def choose(actor: Actor) -> None:
        try:
            ready.wait()
            ids = [idea.pk for idea in ideas]
            draft_response(actor=actor, process=house.process, institution=house.owner, contribution_ids=ids)
        except NotWhole:
            lost.append(actor)
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=(actor,)) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Selection.objects.count() == 6
    assert Response.objects.count() == 2 - len(lost)


def test_a_draft_says_since_when_it_is_held(house: House) -> None:
    draft = begin(house, officer(house), [house.idea()])
    draft.refresh_from_db()
    assert draft.held_at is not None
    take_over(actor=officer(house), response=draft, at=house.at + timedelta(hours=1))
    draft.refresh_from_db()
    assert draft.held_at == house.at + timedelta(hours=1)


def test_a_draft_takes_only_verdicts_that_there_are(house: House) -> None:
    actor = officer(house)
    draft = begin(house, actor, [house.idea()])
    with pytest.raises(NotWhole, match="verdict"):
        keep_draft(actor=actor, response=draft, **WORDS | {"verdict": "rejected"})  # type: ignore[arg-type]
    keep_draft(actor=actor, response=draft, **WORDS)  # type: ignore[arg-type]
    given = publish_response(actor=actor, response=draft, at=house.at)
    with pytest.raises(NotWhole, match="verdict"):
        correct_response(
            actor=actor,
            response=given,
            seen_version=1,
            verdict="rejected",
            reason=given.reason,
            note=given.reason,
            at=house.at,
        )


def test_two_windows_on_one_draft_overwrite_nothing(house: House) -> None:
    actor = officer(house)
    draft = begin(house, actor, [house.idea()])
    keep_draft(actor=actor, response=draft, seen_draft=1, **WORDS)  # type: ignore[arg-type]
    with pytest.raises(WrittenMeanwhile):
        keep_draft(actor=actor, response=draft, seen_draft=1, **WORDS | {"verdict": "accepted"})  # type: ignore[arg-type]
    with pytest.raises(WrittenMeanwhile):
        delete_draft(actor=actor, response=draft, seen_draft=1)
    draft.refresh_from_db()
    assert (draft.verdict, draft.draft_version) == (WORDS["verdict"], 2)
    delete_draft(actor=actor, response=draft, seen_draft=2)


def test_a_draft_kept_in_the_moment_of_its_deletion_is_not_deleted_and_the_page_says_so(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = house.official(Role.INSTITUTION_OFFICER)
    draft = begin(house, house.actor(person), [house.idea()])
    desk, address = signed_in(person), f"/en/desk/responses/{draft.public_id}/"

    def late(**asked: Any) -> None:
        """Another window keeps the draft after this one has read it."""
        keep_draft(actor=house.actor(person), response=draft, seen_draft=1, **WORDS)  # type: ignore[arg-type]
        delete_draft(**asked)

    monkeypatch.setattr("kuvend.desk.views.answer.delete_draft", late)
    answer = desk.post(address, {"deed": "delete", "seen_version": 1})
    assert answer.status_code == 422
    assert "This answer was changed meanwhile" in answer.content.decode()
    assert 'name="seen_version" value="2"' in answer.content.decode()
    monkeypatch.undo()
    assert desk.post(address, {"deed": "delete", "seen_version": 2}).status_code == 302


def test_the_page_of_a_draft_names_the_version_that_it_shows(house: House) -> None:
    person = house.official(Role.INSTITUTION_OFFICER)
    draft = begin(house, house.actor(person), [house.idea()])
    desk, address = signed_in(person), f"/en/desk/responses/{draft.public_id}/"
    assert 'name="seen_version" value="1"' in desk.get(address).content.decode()
    typed = {"deed": "keep", "verdict": "not_accepted", "reason_en": "First window.", "seen_version": 1}
    assert desk.post(address, typed).status_code == 302
    second = desk.post(address, typed | {"reason_en": "Second window."})
    assert second.status_code == 422
    page = second.content.decode()
    assert "This answer was changed meanwhile" in page
    assert "Second window." in page
    assert 'name="seen_version" value="2"' in page
    assert desk.post(address, typed | {"deed": "delete"}).status_code == 422
    draft.refresh_from_db()
    assert draft.reason["en"] == "First window."
