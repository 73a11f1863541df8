"""Words of an anonymous kind: nobody stands beside them, wherever anybody else reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.accountability.plans.models import Commitment
from kuvend.foundation.contributions.authors import ANONYMOUS, AUTHOR, author_name, author_organisation
from kuvend.foundation.contributions.kinds import WordKind, set_word_kinds, word_kinds
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.moderation.actions import hide_name
from kuvend.foundation.moderation.queries import names_unread
from kuvend.foundation.notifications.actions import deliver
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.publication.opendata.models import KeptFile
from tests.support.house import House, both, signed_in
from tests.support.routes import all_patterns
from tests.support.walking import WalkedHouse
from tests.support.whole_house import REASON

NAME, ORGANISATION, PSEUDONYM = "Emri Fshehur", "Lidhja Fshehur", "Fshehur 911"
SECRET = "Fshehur"
UNSIGNED = WordKind(name="unsigned", label="unsigned letter", anonymous=True, is_example=True)
LIBRARIES = ("account_", "mfa_", "socialaccount_")
NAMES_THEM = {
    "home", "contributions", "contribution", "response", "activity", "commitment",
    "data_csv contributions", "data_json contributions", "data_api_contributions", "data_api_contributions_one",
    "data_feed contributions", "data_feed_process", "difference", "desk", "desk_decide", "desk_pass_on",
    "desk_hand_back", "desk_response", "desk_decide_landing",
}  # fmt: skip


@pytest.fixture
def unsigned() -> Iterator[None]:
    """Hand down a kind of words that is anonymous; the kinds are as before afterwards."""
    before = word_kinds()
    set_word_kinds([*before, UNSIGNED])
    yield
    set_word_kinds(before)


def let_words_land(whole: WalkedHouse) -> None:
    """Let words land in the commitment of a plan: they are answered, then its text changes."""
    house, commitment = whole.house, Commitment.objects.get().outcome
    said, later = house.idea(title="Longer hours"), house.at + timedelta(hours=1)
    record.advance(at=house.at)
    answer = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[said.pk])
    passage = Localized(sq="Zyrat hapen më gjatë.", en="Offices open longer.")
    place = LandingPlace(commitment, passage, due_date=later.date())
    keep_draft(actor=HOUSE, response=answer, verdict="accepted", reason=REASON, nowhere=Localized(), landings=[place])
    publish_response(actor=HOUSE, response=answer, at=house.at)
    record.advance(at=house.at)
    text = publish_text(actor=HOUSE, outcome=commitment, title=both("Hours"), body=both("Open till six."), at=later)
    answer.landings.update(landed_text=text, landed_at=later)


def hide_authors() -> list[int]:
    """Let all ideas of a house be of the anonymous kind, said by people with one name; the rows of these people."""
    wrote = Contribution.objects.filter(kind="idea")
    faces = list(wrote.order_by("participant").values_list("participant", flat=True).distinct())
    for number, face in enumerate(faces):
        row = Participant.objects.filter(pk=face)
        row.update(organisation=ORGANISATION, pseudonym=f"{PSEUDONYM}{number}", shown_name=NAME if number % 2 else "")
    wrote.update(kind="unsigned")
    return faces


def others(house: House, authors: Sequence[int]) -> list[Client]:
    """Everybody who may see something, but those who wrote."""
    officials = [signed_in(house.official(role, scope=house.site)) for role in Role.values]
    ministry = house.official(Role.INSTITUTION_OFFICER, scope=house.site, institution=house.other)
    assert not Participant.objects.filter(pk__in=authors, person=ministry).exists()
    return [Client(), signed_in(house.person(), second_factor=False), *officials, signed_in(ministry)]


def addresses(whole: WalkedHouse) -> Iterator[tuple[str, str, str]]:
    """Every address of the house, by its name and who may go there; of files those of each dataset."""
    for pattern in all_patterns():
        name = pattern.name or ""
        if not name or name.startswith(LIBRARIES) or pattern.callback.access == "loopback":
            continue
        given, access = whole.arguments(pattern), pattern.callback.access
        if name in {"data_csv", "data_json"}:
            yield from ((f"{name} {one}", access, reverse(name, args=[one])) for one in datasets())
            continue
        yield (f"{name} {given['name']}" if "name" in given else name), access, reverse(name, kwargs=given)
    yield "search", "public", reverse("search") + "?q=Signs"
    yield "difference", "public", reverse("difference", args=[Commitment.objects.get().outcome.public_id])


def naming(whole: WalkedHouse, visitors: Sequence[Client]) -> set[str]:
    """Walk every address, what is not for everybody as each, and return the names of those that name an author."""
    KeptFile.objects.all().delete()
    with translation.override("en"):
        walk = list(addresses(whole))
    said = set()
    for name, access, address in walk:
        for client in visitors[:1] if access == "public" else visitors:
            answer: Any = client.get(address)
            if answer.status_code == 200 and SECRET in answer.getvalue().decode("utf-8", "replace"):
                said.add(name)
    return said


@pytest.mark.django_db
def test_nobody_stands_beside_anonymous_words_on_any_page_feed_or_file(unsigned: None) -> None:
    whole = WalkedHouse()
    let_words_land(whole)
    visitors = others(whole.house, hide_authors())
    assert naming(whole, visitors) == set()
    page = Client().get(f"/en/contributions/{whole.idea.public_id}/").content.decode()
    assert f"<strong>{ANONYMOUS}</strong>" in page
    Contribution.objects.filter(kind="unsigned").update(kind="idea")
    assert naming(whole, visitors) >= NAMES_THEM  # the same rows: where they are named otherwise


@pytest.mark.django_db
def test_letters_to_others_name_nobody(unsigned: None) -> None:
    whole = WalkedHouse()
    hide_authors()
    record.advance(at=whole.house.at)
    deliver(at=whole.house.at + timedelta(days=9))
    assert mail.outbox
    assert not [letter.subject for letter in mail.outbox if SECRET in str(letter.message())]


def test_a_name_beside_no_words_that_show_it_is_not_for_moderators(house: House, unsigned: None) -> None:
    idea = house.idea()
    Participant.objects.update(shown_name=NAME, name_unread_since=house.at)
    moderator = house.actor(house.official("moderator", scope=house.site))
    assert list(names_unread(moderator)) == [idea]
    Contribution.objects.update(kind="unsigned")
    assert not list(names_unread(moderator))
    row = Contribution.objects.select_related("participant").get()
    with pytest.raises(NotAllowed, match="no chosen name"):
        hide_name(actor=moderator, contribution=row, seen_name=NAME, house_rule="spam", at=house.at)


@pytest.mark.parametrize(("kind", "named"), [("idea", True), ("comment", True), ("unsigned", False), ("gone", False)])
def test_query_and_row_say_the_same(house: House, unsigned: None, kind: str, named: bool) -> None:
    house.idea()
    Contribution.objects.update(kind=kind)
    for name in (NAME, ""):
        Participant.objects.update(shown_name=name, pseudonym=PSEUDONYM, organisation=ORGANISATION)
        (row,) = Contribution.objects.select_related("participant").only(*AUTHOR)
        (values,) = Contribution.objects.values_list(author_name(), author_organisation())
        assert values == ((name or PSEUDONYM, ORGANISATION) if named else ("", ""))
        assert (row.author, row.organisation) == (values[0] or ANONYMOUS, values[1])


def test_whoever_wrote_still_finds_their_words(house: House, unsigned: None) -> None:
    person: Person = house.person()
    idea = house.idea(house.actor(person))
    Contribution.objects.update(kind=replace(UNSIGNED).name)
    mine = signed_in(person).get("/en/me/").content.decode()
    assert idea.public_id in mine
