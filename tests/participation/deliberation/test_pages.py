"""The way of a person through a deliberation, over HTTP, without JavaScript."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.people.enums import Role
from kuvend.participation.deliberation.models import Statement, StatementTranslation, Vote
from tests.participation.deliberation.talking import SEEDS, Talk
from tests.support.house import signed_in

MOST_STATEMENTS_A_VOTE = 6


def asked(client: Client, talk: Talk) -> str:
    """The public id of the statement that the page asks now, "" for none."""
    content = client.get(reverse("vote", args=[talk.activity.public_id])).content.decode()
    return content.partition('name="statement" value="')[2].partition('"')[0]


def test_my_page_leads_to_my_answers_and_to_nobody_elses(talk: Talk) -> None:
    me, other = talk.house.person(), talk.house.person()
    talk.vote(me, 0, 1)
    answers = reverse("my_votes", args=[talk.activity.public_id])
    assert answers in signed_in(me).get("/en/me/").content.decode()
    assert answers not in signed_in(other).get("/en/me/").content.decode()


def test_a_person_answers_all_statements_stops_and_comes_back(talk: Talk) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    vote = reverse("vote", args=[talk.activity.public_id])
    seen = []
    for number in range(len(SEEDS)):
        public_id = asked(client, talk)
        assert asked(client, talk) == public_id, "a reload shows the same statement"
        assert f"{number} of 3 statements answered" in client.get(vote).content.decode()
        after = client.post(vote, {"statement": public_id, "vote": "1"}).url
        assert after == f"{vote}?saved=1#asked"
        page = client.get(after).content.decode()
        assert (
            f"Saved: I agree. {number + 1} of 3." in page.partition('id="asked" tabindex="-1"')[2].partition("</h1>")[0]
        )
        seen.append(public_id)
    assert sorted(seen) == sorted(row.public_id for row in talk.statements)
    assert "You have answered them all" in client.get(vote).content.decode()
    talk.seed("One more statement comes later.")
    assert asked(client, talk) not in {"", *seen}


def test_an_answer_is_changed_from_the_page_of_ones_own(talk: Talk) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    vote, mine = (reverse(name, args=[talk.activity.public_id]) for name in ("vote", "my_votes"))
    public_id = talk.statements[0].public_id
    client.post(vote, {"statement": public_id, "vote": "1"})
    assert f"?statement={public_id}" in client.get(mine).content.decode()
    page = client.get(vote, {"statement": public_id}).content.decode()
    assert 'value="1" aria-pressed="true"' in page
    assert client.post(vote, {"statement": public_id, "vote": "-1", "back": "mine"}).url == mine
    assert Vote.objects.get().value == -1
    other = signed_in(talk.house.person(), second_factor=False)
    assert "I disagree" not in other.get(mine).content.decode()


def test_my_page_says_where_one_answered_and_not_what(talk: Talk) -> None:
    person = talk.house.person()
    client, me = signed_in(person, second_factor=False), reverse("me")
    mine = reverse("my_votes", args=[talk.activity.public_id])
    assert mine not in client.get(me).content.decode()
    talk.vote(person, 0, -1)
    page = client.get(me).content.decode()
    assert mine in page and "I disagree" not in page


def test_lists_say_how_many_people_voted_as_it_was_released(talk: Talk, client: Client) -> None:
    for _voter in range(6):
        talk.vote(None, 0, 1)
    talk.map()
    talk.vote(None, 0, 1)
    assert "5 people have voted" in client.get(reverse("take_part")).content.decode()


def test_a_vote_over_http_is_cheap(talk: Talk) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    vote = reverse("vote", args=[talk.activity.public_id])
    client.post(vote, {"statement": talk.statements[0].public_id, "vote": "1"})
    with CaptureQueriesContext(connection) as queries:
        client.post(vote, {"statement": talk.statements[1].public_id, "vote": "1"})
    # session, person, ballot, limit, upsert; after the commit one more that asks for a map
    said = [query["sql"] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
    assert len(said) + 1 <= MOST_STATEMENTS_A_VOTE, said


@pytest.mark.parametrize("vote", ["7", "", "agree", "1.5"])
def test_nonsense_is_no_vote(talk: Talk, vote: str) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    address = reverse("vote", args=[talk.activity.public_id])
    assert client.post(address, {"statement": talk.statements[0].public_id, "vote": vote}).status_code == 302
    assert client.post(address, {"statement": "0000000000", "vote": "1"}).status_code == 404
    assert not Vote.objects.exists()


def test_numbers_show_from_the_minimum_on_and_to_everyone_alike(talk: Talk, client: Client) -> None:
    page = reverse("activity", args=[talk.activity.public_id])
    results = reverse("deliberation_results", args=[talk.activity.public_id])
    for number in range(5):
        talk.vote(None, 0, 1)
        talk.map_if_any()
        shown = number == 4
        assert ("5 agree" in client.get(page).content.decode()) == shown
        assert ("What most of us agree on" in client.get(results).content.decode()) == shown
    statement = reverse("contribution", args=[talk.statements[0].public_id])
    assert "5 agree" in client.get(statement).content.decode()


def test_similar_statements_are_shown_before_one_is_added(talk: Talk) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    address = reverse("new_statement", args=[talk.activity.public_id])
    words = "Each office shows how long its service takes (sq)"
    page = client.post(address, {"words": words}).content.decode()
    assert "Is yours among these?" in page
    assert talk.statements[0].public_id in page
    assert Contribution.objects.filter(kind="statement").count() == 3
    response = client.post(address, {"words": words, "anyway": "on"})
    made = Contribution.objects.get(title=words)
    assert response.url == reverse("receipt", args=[made.public_id])
    assert (made.state, made.statement.seeded) == (State.PUBLISHED, False)


def test_a_statement_unlike_all_others_is_added_at_once_and_asked(talk: Talk) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    client.post(reverse("new_statement", args=[talk.activity.public_id]), {"words": "Buses run every ten minutes."})
    made = Contribution.objects.get(title="Buses run every ten minutes.")
    assert Statement.objects.filter(pk=made.pk).exists()
    other = signed_in(talk.house.person(), second_factor=False)
    seen = set()
    for _ in range(4):
        seen.add(public_id := asked(other, talk))
        other.post(reverse("vote", args=[talk.activity.public_id]), {"statement": public_id, "vote": "0"})
    assert made.public_id in seen


def test_where_a_moderator_reads_first_nobody_is_asked_before(talk: Talk) -> None:
    type(talk.activity).objects.filter(pk=talk.activity.pk).update(moderation="before")
    client = signed_in(talk.house.person(), second_factor=False)
    client.post(reverse("new_statement", args=[talk.activity.public_id]), {"words": "Buses run every ten minutes."})
    made = Contribution.objects.get(title="Buses run every ten minutes.")
    assert made.state == State.PENDING
    address = reverse("vote", args=[talk.activity.public_id])
    assert client.post(address, {"statement": made.public_id, "vote": "1"}).status_code == 403
    moderator = signed_in(talk.house.official(Role.MODERATOR))
    assert "Buses run every ten minutes." in moderator.get(reverse("desk_moderate")).content.decode()
    moderator.post(reverse("desk_decide", args=[made.public_id]), {"seen_version": 1, "deed": "let_through"})
    assert client.post(address, {"statement": made.public_id, "vote": "1"}).status_code == 302


def test_a_translated_statement_is_read_in_the_readers_language(talk: Talk) -> None:
    client = signed_in(talk.house.person(), second_factor=False)
    public_id = talk.statements[0].public_id
    english = client.get(reverse("vote", args=[talk.activity.public_id]), {"statement": public_id}).content.decode()
    assert f'lang="en">{SEEDS[0]}</span></h1>' in english
    assert f"“{SEEDS[0]} (sq)”" in english
    StatementTranslation.objects.all().delete()
    page = client.get(reverse("vote", args=[talk.activity.public_id]), {"statement": public_id}).content.decode()
    assert f'lang="sq">{SEEDS[0]} (sq)</span></h1>' in page


def test_the_author_of_a_statement_cannot_change_what_was_voted_on(talk: Talk) -> None:
    person = talk.house.person()
    client = signed_in(person, second_factor=False)
    client.post(reverse("new_statement", args=[talk.activity.public_id]), {"words": "Buses run every ten minutes."})
    made = Contribution.objects.get(title="Buses run every ten minutes.")
    assert client.get(reverse("edit", args=[made.public_id])).status_code == 403
    assert client.get(reverse("support", args=[talk.statements[0].public_id])).status_code == 403
    assert client.post(reverse("withdraw", args=[made.public_id])).status_code == 302
