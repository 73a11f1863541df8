"""Every page with something on it: how many SQL statements it takes, stored; no text of it runs SQL in a template."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.people.enums import Role
from tests.support.house import signed_in
from tests.support.routes import all_patterns
from tests.support.stored import Stored
from tests.support.whole_house import WholeHouse

LIBRARIES = ("account_", "mfa_", "socialaccount_")
# A GET of these shows no page of its own.
SENDS_ON = {
    "report", "desk_answer_new", "desk_answer_to_all", "desk_pass_chosen_on", "desk_merge", "desk_read",
    "passkey_challenge", "short_address",
}  # fmt: skip
# There only where an instance has them (test_instance.py), a duty went elsewhere or a change was proposed
# (test_answer_elsewhere.py), words continue elsewhere or are in no draft (desk/test_lineage.py), a text does
# (desk/test_succession.py), or nothing at all: an address of the API that is none.
UNSET = {
    "instance_logo", "instance_face", "desk_take_back", "desk_hand_back", "desk_decide_landing", "desk_lead_back",
    "desk_split", "desk_text_undo", "data_api_missing",
}  # fmt: skip
MOST_PUBLIC, MOST_PRIVATE = 10, 20


def visitors(whole: WholeHouse) -> list[Client]:
    """Clients to try, one after the other, until one may see a page."""
    house = whole.house
    officials = [house.official(role, scope=house.site) for role in Role.values]
    dormant = signed_in(house.official(Role.MODERATOR, scope=house.site), vouched=False)
    by_code_alone = signed_in(house.person(), second_factor=False)
    people = [signed_in(whole.author), signed_in(whole.other_author), *map(signed_in, officials)]
    return [Client(), *people, dormant, by_code_alone]


def pages(whole: WholeHouse) -> list[tuple[str, str, str]]:
    """Name, access and address of each page of our own."""
    found = []
    for pattern in all_patterns():
        if not pattern.name or pattern.name in SENDS_ON | UNSET or pattern.name.startswith(LIBRARIES):
            continue
        if pattern.callback.access != "loopback":
            found.append(
                (pattern.name, pattern.callback.access, reverse(pattern.name, kwargs=whole.arguments(pattern)))
            )
    return sorted(found)


@pytest.mark.django_db
def test_each_page_takes_the_statements_that_are_stored() -> None:
    whole, stored = WholeHouse(), Stored("query_counts")
    with translation.override("en"):
        clients = visitors(whole)
        for name, access, address in pages(whole):
            client = next((one for one in clients if one.get(address).status_code == 200), None)
            assert client is not None, name
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            stored.see(name, len(queries))
            assert len(queries) <= (MOST_PUBLIC if access == "public" else MOST_PRIVATE), (
                name,
                queries.captured_queries,
            )
    stored.check()


@pytest.mark.django_db
@pytest.mark.parametrize("attack", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}"])
def test_no_words_of_people_become_markup_on_any_page(attack: str) -> None:
    from kuvend.foundation.contributions.models import Contribution
    from kuvend.foundation.processes.models import Participant

    whole = WholeHouse()
    Contribution.objects.update(title=f"Title {attack}", body=attack)
    Participant.objects.update(shown_name=attack, organisation=attack)
    clients = visitors(whole)
    with translation.override("en"):
        for name, _access, address in pages(whole):
            for client in clients[:3]:
                response: Any = client.get(address)
                content = response.content.decode("utf-8", "replace") if not response.streaming else ""
                if response.get("Content-Type", "").startswith("text/html"):
                    assert "<script>alert" not in content, name
                    assert "<img src=x" not in content, name
                    assert "Title 14" not in content, name
