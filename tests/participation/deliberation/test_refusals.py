"""What a deliberation refuses, and says: closed, not one's own, without words, and addresses that lead to none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.participation.deliberation.actions import (
    SeedStatement,
    add_statement,
    merge,
    put_forward,
    seed_statements,
    stop_merging,
    translate,
)
from kuvend.participation.deliberation.models import Statement, StatementTranslation, Vote
from kuvend.participation.deliberation.similar import similar_statements
from tests.participation.deliberation.talking import Talk
from tests.support.house import House, both, signed_in


def statement(talk: Talk, number: int) -> Statement:
    return Statement.objects.select_related("contribution__activity").get(pk=talk.statements[number].pk)


def close(talk: Talk) -> None:
    Activity.objects.filter(pk=talk.activity.pk).update(closes_at=talk.at - timedelta(minutes=1))
    talk.activity.refresh_from_db()


def test_after_closing_nobody_adds_a_statement_nor_asks_a_merged_one_again(talk: Talk) -> None:
    moderator = talk.house.actor(talk.house.official(Role.MODERATOR))
    merge(actor=moderator, statement=statement(talk, 0), into=statement(talk, 1), at=talk.at)
    close(talk)
    with pytest.raises(NotAllowed, match="closed"):
        add_statement(actor=talk.house.actor(), activity=talk.activity, words="Too late.", language="en", at=talk.at)
    with pytest.raises(NotAllowed, match="closed"):
        stop_merging(actor=moderator, statement=statement(talk, 0), at=talk.at)
    assert Statement.objects.count() == 3
    assert statement(talk, 0).contribution.continues


def test_who_does_not_run_it_puts_nothing_forward(talk: Talk) -> None:
    close(talk)
    chosen = [row.public_id for row in talk.statements]
    moderator = talk.house.actor(talk.house.official(Role.MODERATOR))
    with pytest.raises(NotAllowed, match="Only the institution that asks"):
        put_forward(actor=moderator, activity=talk.activity, public_ids=chosen, at=talk.at)
    officer = talk.house.actor(talk.house.official(Role.INSTITUTION_OFFICER))
    assert put_forward(actor=officer, activity=talk.activity, public_ids=chosen, at=talk.at) == 3


@pytest.mark.parametrize(("language", "words"), [("en", "  "), ("sq", "N\u00eb t\u00eb nj\u00ebjt\u00ebn gjuh\u00eb.")])
def test_a_translation_has_words_in_another_language(talk: Talk, language: str, words: str) -> None:
    first = statement(talk, 0)
    assert first.contribution.language == "sq"
    seen = StatementTranslation.objects.filter(statement=first, language=language).values_list("words", flat=True)
    with pytest.raises(ValueError, match="another language than"):
        translate(actor=HOUSE, statement=first, language=language, words=words, seen_words="".join(seen), at=talk.at)
    assert list(first.translations.values_list("language", flat=True)) == ["en"]


def test_the_house_has_no_opinion(talk: Talk) -> None:
    with pytest.raises(ValueError, match="no opinion"):
        talk.vote(HOUSE, 0, 1)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("words", ["\u200b", "x" * 201])
def test_a_statement_of_the_institution_has_words_and_not_too_many(talk: Talk, words: str) -> None:
    with pytest.raises(ValueError, match="1 to 200 characters"):
        seed_statements(
            actor=HOUSE, activity=talk.activity, statements=[SeedStatement(Localized(sq=words))], at=talk.at
        )
    assert Statement.objects.count() == 3


def test_nobody_speaks_under_the_name_of_the_institution_nor_it_under_theirs(house: House) -> None:
    face = participant_in(house.process, person_id=house.person().pk)
    Participant.objects.filter(pk=face.pk).update(pseudonym=house.owner.key)
    activity = house.make_activity("deliberation", answers_owed=False)
    with pytest.raises(NotAllowed, match="somebody's pseudonym"):
        seed_statements(
            actor=HOUSE, activity=activity, statements=[SeedStatement(both("The library opens."))], at=house.at
        )
    assert not Statement.objects.exists()


def test_words_without_a_long_one_are_like_no_others(talk: Talk) -> None:
    assert similar_statements(talk.activity.pk, talk.fresh(0).title)
    assert not similar_statements(talk.activity.pk, "So it is. Or?")


def test_addresses_that_lead_to_no_deliberation_are_missing(talk: Talk) -> None:
    """Another way to take part has no ballot, no results and no map, and words that are no statement are not tended."""
    ideas, officer = talk.house.activity, signed_in(talk.house.official(Role.SECRETARIAT))
    for name in ("vote", "my_votes", "new_statement"):
        assert officer.get(reverse(name, args=[talk.activity.public_id])).status_code == 200
        assert officer.get(reverse(name, args=[ideas.public_id])).status_code == 404, name
    for name in ("deliberation_results", "data_deliberation", "data_deliberation_map"):
        assert Client().get(reverse(name, args=[ideas.public_id])).status_code == 404, name
    idea = talk.house.idea()
    assert officer.get(reverse("tend_statement", args=[idea.public_id])).status_code == 404
