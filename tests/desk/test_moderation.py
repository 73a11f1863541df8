"""To moderate: let through, hide by a rule of the house, bring back; each within the own scope."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.people.actions import give_mandate, keep_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from tests.support.house import House, both, signed_in
from tests.support.lineage import BODY, split

DESK = "/en/desk/moderate/"


@pytest.fixture
def careful(house: House) -> Activity:
    """An activity whose contributions are read before they are published."""
    return house.make_activity("ideas", moderation="before")


@pytest.fixture
def idea(house: House, careful: Activity) -> Contribution:
    return house.idea(activity=careful)


def decide(idea: Contribution) -> str:
    return f"/en/desk/contributions/{idea.public_id}/decide/"


def state(idea: Contribution) -> str:
    idea.refresh_from_db()
    return idea.state


def test_a_moderator_begins_at_what_waits_to_be_read(moderator: Client, idea: Contribution) -> None:
    assert moderator.get("/en/desk/")["Location"] == DESK
    body = moderator.get(DESK).content.decode()
    assert "1 contribution waits to be read" in body
    assert idea.title in body
    assert "/en/desk/people/" not in body
    assert "To answer" not in body


def test_one_press_lets_it_through(moderator: Client, idea: Contribution) -> None:
    after = moderator.post(decide(idea), {"seen_version": 1, "deed": "let_through"})["Location"]
    assert after == f"{DESK}?decided={idea.public_id}&done=decided"
    assert state(idea) == "published"
    assert decide(idea) in moderator.get(after).content.decode()
    assert moderator.get(DESK).context["decisions"][0].decided == "let_through"


def test_hiding_needs_a_rule_of_the_house(moderator: Client, idea: Contribution) -> None:
    wrong = moderator.post(decide(idea), {"seen_version": 1, "deed": "hide", "note": "Please leave the names out."})
    assert wrong.status_code == 422
    assert 'href="#id_house_rule"' in wrong.content.decode()
    assert "Please leave the names out." in wrong.content.decode()
    hidden = {"seen_version": 1, "deed": "hide", "house_rule": "personal_data", "note": "Please leave the names out."}
    moderator.post(decide(idea), hidden)
    decision = Decision.objects.get()
    assert (state(idea), decision.house_rule, decision.note) == ("hidden", "personal_data", hidden["note"])


def test_what_was_hidden_is_found_by_its_id_and_brought_back(house: House, moderator: Client) -> None:
    idea = house.idea()
    moderator.post(decide(idea), {"seen_version": 1, "deed": "hide", "house_rule": "spam"})
    found = moderator.get(DESK, {"id": f"http://localhost/en/contributions/{idea.public_id.upper()}/"})
    assert found["Location"] == decide(idea)
    assert "Restore it" in moderator.get(decide(idea)).content.decode()
    moderator.post(decide(idea), {"seen_version": 1, "deed": "restore"})
    assert state(idea) == "published"


def test_an_unknown_id_is_said_at_the_field(moderator: Client) -> None:
    page = moderator.get(DESK, {"id": "0000000000"})
    assert page.status_code == 422
    assert 'aria-describedby="id_error"' in page.content.decode()


def test_what_was_decided_already_is_not_decided_again(moderator: Client, idea: Contribution) -> None:
    moderator.post(decide(idea), {"seen_version": 1, "deed": "let_through"})
    assert moderator.post(decide(idea), {"seen_version": 1, "deed": "let_through"}).status_code == 422
    assert Decision.objects.count() == 1


def test_a_moderator_of_another_place_and_an_officer_are_refused(
    house: House, at_desk: Callable[..., Client], officer: Client, idea: Contribution
) -> None:
    beside = keep_scope(key="beside", title=both("Beside"), parent=house.site)
    stranger = at_desk("moderator", scope=beside)
    assert not stranger.get(DESK).context["page"].rows
    for client in (stranger, officer):
        assert client.post(decide(idea), {"seen_version": 1, "deed": "let_through"}).status_code == 403
    assert officer.get(DESK).status_code == 403
    assert state(idea) == "pending"


def test_nobody_moderates_the_own_words(house: House, careful: Activity) -> None:
    person = house.person()
    give_mandate(
        actor=HOUSE, person=person, role=Role.MODERATOR, scope=house.scope, from_date=house.at.date(), at=house.at
    )
    own = house.idea(house.actor(person), activity=careful)
    client = signed_in(person)
    assert "another moderator decides" in client.get(DESK).content.decode()
    assert client.post(decide(own), {"seen_version": 1, "deed": "let_through"}).status_code == 403


def test_the_list_asks_few_questions(
    house: House, moderator: Client, careful: Activity, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ideas = [house.idea(activity=careful, title=f"Open the office {n} hours") for n in range(30)]
    for idea in ideas[:3]:
        moderator.post(decide(idea), {"seen_version": 1, "deed": "let_through"})
    with django_assert_max_num_queries(15):
        first = moderator.get(DESK)
    assert (len(first.context["page"].rows), first.context["count"]) == (25, 27)
    second = moderator.get(DESK, {"after": first.context["page"].next_key})
    assert len(second.context["page"].rows) == 2
    with django_assert_max_num_queries(15):
        moderator.get(decide(ideas[-1]))


def test_who_hides_a_part_for_its_title_sees_over_what_else_it_stands(house: House, moderator: Client) -> None:
    whole = house.idea(title="A title that is an insult", body=BODY)
    first, second = split(house, whole)
    alike = {decide(row) for row in (whole, first, second)}
    for row in (whole, first, second):
        page = moderator.get(decide(row)).content.decode()
        assert "The same title stands over these too" in page
        assert {one for one in alike if one in page} == alike - {decide(row)}
    moderator.post(decide(first), {"seen_version": 1, "deed": "hide", "house_rule": "insult"})
    assert [state(row) for row in (whole, first, second)] == ["hidden", "hidden", "published"]
    assert decide(second) in moderator.get(decide(first)).content.decode()
    assert "The same title" not in moderator.get(decide(second)).content.decode()
    assert "The same title" not in moderator.get(decide(house.idea())).content.decode()


@pytest.mark.parametrize("title", ["A title that is an insult", "A title of many letters " * 8])
def test_parts_of_parts_and_long_titles_are_told_too(house: House, moderator: Client, title: str) -> None:
    whole = house.idea(title=title.strip()[:200].strip(), body=BODY)
    first, second = split(house, whole)
    parts = split(house, first, ["Open the office later.", "Close it on Mondays."])
    page = moderator.get(decide(whole)).content.decode()
    assert all(decide(row) in page for row in (first, second, *parts))
