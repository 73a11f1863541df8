"""The language of somebody's words is that of the words, not of the menu; it is guessed, shown and can be changed."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.urls import reverse

from kuvend.foundation.contributions.actions import edit
from kuvend.foundation.contributions.languages import language_codes
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.limits import TooOften
from tests.support.house import House, signed_in

ALBANIAN = "Duhet që pagesa për ujë të bëhet edhe në zyrë, jo vetëm me telefon."


def post(house: House, body: str, **more: str) -> tuple[Contribution, str]:
    """Write an idea on the English page; returns it and its receipt."""
    client = signed_in(house.person())
    address = f"/en/activities/{house.activity.public_id}/ideas/new/"
    typed = {"title": "12 345 678 90", "body": body, "category": "other"}
    response = client.post(address, {**typed, **more}, follow=True)
    return Contribution.objects.get(body=body), response.content.decode()


def test_albanian_words_on_the_english_page_are_albanian(house: House) -> None:
    idea, receipt = post(house, ALBANIAN)
    assert idea.language == "sq"
    assert "Language of your words" in receipt and "Shqip" in receipt
    page = signed_in(house.person()).get(reverse("contribution", args=[idea.public_id])).content.decode()
    assert 'lang="sq"' in page


def test_what_a_person_says_of_the_language_holds_against_the_guess(house: House) -> None:
    assert post(house, ALBANIAN, language="rup")[0].language == "rup"


@pytest.mark.parametrize("language", language_codes())
def test_every_language_of_the_choice_can_be_kept(house: House, language: str) -> None:
    assert post(house, f"{ALBANIAN} {language}", language=language)[0].language == language


def test_its_author_changes_the_language_alone(house: House) -> None:
    author = house.person()
    idea = house.idea(house.actor(author))
    address = reverse("edit", args=[idea.public_id])
    typed = {"title": idea.title, "body": idea.body, "seen_version": idea.version, "language": "mk"}
    assert signed_in(author).post(address, typed).status_code == 302
    idea.refresh_from_db()
    assert (idea.language, idea.version) == ("mk", 1)


def test_a_language_that_came_with_a_file_stays_choosable(house: House) -> None:
    author = house.person()
    idea = house.idea(house.actor(author))
    Contribution.objects.filter(pk=idea.pk).update(language="hbs")
    page = signed_in(author).get(reverse("edit", args=[idea.public_id])).content.decode()
    assert '<option value="hbs" selected' in page


def test_the_language_of_words_is_changed_no_oftener_than_the_words(house: House, settings: Any) -> None:
    settings.KUVEND_LIMITS = settings.KUVEND_LIMITS | {"edit": (2, 3600)}
    idea = house.idea()
    change = partial(
        edit, actor=house.actor(idea.participant.person), contribution=idea, seen_version=1, title=idea.title,
        body=idea.body, at=house.at,
    )  # fmt: skip
    for language in ("en", "sq", "sq"):  # what changes nothing counts for nothing
        change(language=language)
    with pytest.raises(TooOften):
        change(language="it")
    idea.refresh_from_db()
    assert (idea.language, idea.version) == ("sq", 1)
