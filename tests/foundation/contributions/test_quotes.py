"""A comment is about sentences that were chosen from the text that was read; they stay with that version."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.versions import TextChanged
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.participation.drafting.actions import SectionText, publish_draft
from tests.support.house import House, both, signed_in

FIRST = "Offices open from eight to six."
SECOND = "On **Saturday** they open until noon."
BODY = f"{FIRST} {SECOND}\n\n- A list names them."
SHOWN = "On Saturday they open until noon."


@pytest.fixture
def about(house: House) -> Outcome:
    """A section of a draft that is open for comments."""
    return publish(house, house.make_activity("drafting"), BODY)


def publish(house: House, activity: object, body: str) -> Outcome:
    text = SectionText("s1", "1", both("Hours"), Localized(en=body, sq=body))
    (section,) = publish_draft(actor=HOUSE, activity=activity, sections=[text], at=house.at)  # type: ignore[arg-type]
    return Outcome.objects.get(pk=section.outcome_id)


def form_of(about: Outcome) -> str:
    return reverse("comment_on_outcome", args=[about.public_id])


def test_the_form_shows_the_text_and_keeps_chosen_sentences_with_their_version(house: House, about: Outcome) -> None:
    client = signed_in(house.person())
    shown = client.get(form_of(about)).content.decode()
    assert FIRST in shown
    assert SHOWN in shown
    assert "A list names them." in shown
    assert "**" not in shown
    sent = {"seen_version": "1", "quote": ["2"], "body": "Until two, please.", "language": "en"}
    assert client.post(form_of(about), sent).status_code == 302
    comment = Contribution.objects.get()
    assert (comment.quote, comment.quote_language) == (SECOND, "en")
    assert comment.quoted is not None
    assert comment.quoted.version == 1
    publish(house, about.activity, "Offices open all day.")
    for name, row in (("section", about), ("contribution", comment)):
        page = Client().get(reverse(name, args=[row.public_id])).content.decode()
        assert f'<blockquote class="notice soft" lang="en">{SHOWN}</blockquote>' in page
    assert "From version 1 of the text" in page


def test_a_comment_about_the_whole_text_quotes_nothing(house: House, about: Outcome) -> None:
    sent = {"seen_version": "1", "body": "A good text.", "language": "en"}
    assert signed_in(house.person()).post(form_of(about), sent).status_code == 302
    assert Contribution.objects.get().quote == ""


def test_another_version_than_the_one_read_gives_the_words_back_beside_the_new_text(
    house: House, about: Outcome
) -> None:
    publish(house, about.activity, "Offices open all day.")
    sent = {"seen_version": "1", "quote": ["1"], "body": "Until two, please.", "language": "en"}
    answer = signed_in(house.person()).post(form_of(about), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The text changed while you were reading." in page
    assert "Until two, please." in page
    assert "Offices open all day." in page
    assert 'name="seen_version" value="2"' in page
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("body", ["Until two, please.", ""])
def test_a_choice_from_the_earlier_text_is_no_choice_from_the_new_one(house: House, about: Outcome, body: str) -> None:
    client = signed_in(house.person())
    publish(house, about.activity, "Offices open all day. They close at night.")
    answer = client.post(form_of(about), {"seen_version": "1", "quote": ["1"], "body": body, "language": "en"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The text changed while you were reading." in page
    assert "Offices open all day." in page
    assert " checked" not in page.split('name="quote"', 1)[1].split("</fieldset>")[0]
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "reason"),
    [(["1", "3"], "Choose sentences that follow each other."), (["9"], "Select a valid choice")],
)
def test_only_neighbouring_sentences_of_the_text_are_quoted(
    house: House, about: Outcome, chosen: list[str], reason: str
) -> None:
    sent = {"seen_version": "1", "quote": chosen, "body": "Until two, please.", "language": "en"}
    assert "at most 10 that follow each other" in signed_in(house.person("ina")).get(form_of(about)).content.decode()
    answer = signed_in(house.person()).post(form_of(about), sent)
    assert answer.status_code == 422
    assert reason in answer.content.decode()


def test_words_that_do_not_stand_there_are_refused_whatever_door_they_come_by(house: House, about: Outcome) -> None:
    said = {"activity": about.activity, "about": about, "body": "Until two.", "language": "en", "at": house.at}
    with pytest.raises(NotAllowed, match="do not stand in the text"):
        post_comment(actor=house.actor(), seen_version=1, quote="Offices close.", quote_language="en", **said)  # type: ignore[arg-type]
    with pytest.raises(TextChanged):
        post_comment(actor=house.actor(), seen_version=2, quote=FIRST, quote_language="en", **said)  # type: ignore[arg-type]
    with pytest.raises(TextChanged):
        post_comment(actor=house.actor(), quote=FIRST, quote_language="en", **said)  # type: ignore[arg-type]


def test_the_database_keeps_no_quote_without_its_version(house: House, about: Outcome) -> None:
    sent = {"seen_version": "1", "quote": ["1"], "body": "Until two, please.", "language": "en"}
    signed_in(house.person()).post(form_of(about), sent)
    with pytest.raises(IntegrityError, match="quote_has_its_version"), transaction.atomic():
        Contribution.objects.update(quoted=None)


def test_hidden_words_take_their_quotation_with_them(house: House, about: Outcome) -> None:
    sent = {"seen_version": "1", "quote": ["1"], "body": "Until two, please.", "language": "en"}
    signed_in(house.person()).post(form_of(about), sent)
    comment = Contribution.objects.get()
    Contribution.objects.update(state="hidden")
    assert FIRST not in Client().get(reverse("contribution", args=[comment.public_id])).content.decode()
