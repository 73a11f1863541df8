"""A vote is one row for a person and a statement, whatever happens at once, and it is counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.limits import TooOften
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import ANONYMOUS, HOUSE
from kuvend.foundation.people.own import own_rows
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.models import Fact
from kuvend.participation.deliberation.actions import cast_vote, compute_map, merge
from kuvend.participation.deliberation.models import Deliberation, Statement, Vote
from tests.participation.deliberation.talking import Talk
from tests.support.house import House


def test_a_vote_is_kept_once_and_can_be_changed(talk: Talk) -> None:
    actor = talk.vote(None, 0, 1)
    talk.vote(actor, 0, -1)
    assert list(Vote.objects.values_list("value", flat=True)) == [-1]


def test_a_vote_is_no_fact(talk: Talk) -> None:
    before = Fact.objects.count()
    talk.vote(None, 0, 1)
    assert Fact.objects.count() == before


def test_other_values_are_refused_here_and_by_the_database(talk: Talk) -> None:
    actor = talk.vote(None, 0, 1)
    with pytest.raises(ValueError, match="7"):
        talk.vote(actor, 0, 7)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(value=2)
    participant = Participant.objects.get(person_id=actor.person_id)
    again = Vote(statement_id=talk.statements[0].pk, participant=participant, value=0, voted_at=talk.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save(force_insert=True)


def test_who_is_not_signed_in_does_not_vote(talk: Talk) -> None:
    with pytest.raises(NotAllowed, match="Sign in first"):
        talk.vote(ANONYMOUS, 0, 1)


def test_after_closing_no_vote_is_taken_nor_changed(talk: Talk) -> None:
    actor = talk.vote(None, 0, 1)
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=talk.at - timedelta(hours=1))
    with pytest.raises(NotAllowed, match="This closed on"):
        talk.vote(actor, 0, -1)
    assert Vote.objects.get().value == 1


def test_a_hidden_or_merged_statement_is_not_voted_on(talk: Talk) -> None:
    hide(
        actor=HOUSE,
        contribution=talk.statements[0],
        seen_version=talk.statements[0].version,
        house_rule="spam",
        at=talk.at,
    )
    first, second = (Statement.objects.get(pk=talk.statements[number].pk) for number in (1, 2))
    merge(actor=HOUSE, statement=first, into=second, at=talk.at)
    for number in (0, 1):
        with pytest.raises(NotAllowed, match="no longer shown"):
            talk.vote(None, number, 1)
    talk.vote(None, 2, 1)


def test_a_vote_of_somebody_known_takes_two_statements(talk: Talk) -> None:
    actor = talk.vote(None, 0, 1)
    participant = Participant.objects.get(person_id=actor.person_id)
    contribution = talk.fresh(1)
    with CaptureQueriesContext(connection) as queries:
        cast_vote(actor=actor, contribution=contribution, value=1, at=talk.at, participant_id=participant.pk)
    said = [one["sql"] for one in queries.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert len(said) == 2, said  # the limit and the vote; and one more, after commit, that asks for a map


def test_erasing_an_account_takes_its_votes_back_and_nobody_elses(talk: Talk) -> None:
    person = talk.house.person()
    actor = talk.vote(person, 0, 1)
    talk.vote(None, 0, -1)
    assert own_rows(person)["deliberation"] == [
        {"statement": talk.statements[0].public_id, "value": 1, "voted_at": talk.at.isoformat()}
    ]
    erase(actor=actor, person=person, words_too=False, at=talk.at)
    assert list(Vote.objects.values_list("value", flat=True)) == [-1]
    assert compute_map(talk.activity.pk, at=talk.at) is None


def test_an_account_without_votes_has_none_in_its_download(house: House) -> None:
    assert own_rows(house.person())["deliberation"] == []


def test_votes_are_counted_by_the_map_exactly(talk: Talk) -> None:
    actors = [talk.house.actor() for _ in range(12)]
    for number, actor in enumerate(actors):
        talk.vote(actor, 0, 1 if number < 6 else (-1 if number < 11 else 0))
    talk.vote(actors[0], 1, 0)
    made = talk.map()
    row = Statement.objects.get(pk=talk.statements[0].pk)
    assert (row.agree_count, row.disagree_count, row.pass_count) == (5, 5, 0), "rounded down to fives"
    assert (made.voters, made.votes) == (10, 10)


def test_nobody_votes_more_often_than_a_person_can_read(talk: Talk, settings: Any) -> None:
    settings.KUVEND_LIMITS = {**settings.KUVEND_LIMITS, "vote": (3, 60)}
    actor = talk.house.actor()
    for value in (1, -1, 0):
        talk.vote(actor, 0, value)
    with pytest.raises(TooOften, match="Try again after"):
        talk.vote(actor, 0, 1)
    assert Vote.objects.get().value == 0
    talk.vote(None, 0, 1)


def test_statements_of_the_institution_are_owed_no_answer_and_stand_in_both_languages(talk: Talk) -> None:
    row = Contribution.objects.select_related("participant").get(pk=talk.statements[0].pk)
    assert row.answer_due_date is None
    assert row.participant.name == "Agency (sq)"
    assert (row.language, row.statement.seeded) == ("sq", True)
    assert [one.language for one in row.statement.translations.all()] == ["en"]
    assert Deliberation.objects.get().seed
