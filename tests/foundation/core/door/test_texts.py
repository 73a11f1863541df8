"""A text in all languages is one field of a form, and one input for each language of the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import override_settings
from django.utils import translation

from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.door.texts import TextsField, TextsForm
from kuvend.foundation.core.text import Localized

THREE = [("sq", "Shqip"), ("en", "English"), ("ar", "العربيّة")]


class NoteForm(TextsForm):
    title = TextsField(label="Title", most=10, help_text="Short.", last_help="The last.", required_in_one="Name it.")
    body = TextsField(label="Body", rows=2, most=100)
    field_order = ("body", "title")


@contextmanager
def site(*languages: tuple[str, str]) -> Iterator[None]:
    """A site with these languages, read in English; what changes the list forgets which language is read."""
    with override_settings(LANGUAGES=languages), translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_each_language_has_an_input_in_the_order_of_the_site() -> None:
    with site(*THREE):
        form = NoteForm()
        assert list(form.fields) == ["body_sq", "body_en", "body_ar", "title_sq", "title_en", "title_ar"]
        labels = [str(field.label) for field in form.texts["title"]]
        hints = [str(field.help_text) for field in form.texts["title"]]
    assert labels == ["Title, in Albanian", "Title, in English", "Title, in Arabic"]
    limit = "At most 10 characters."
    assert hints == [f"Short. {limit}", limit, f"The last. {limit}"]


def test_an_input_says_its_language_and_its_direction_where_that_is_another() -> None:
    with site(*THREE):
        drawn = [str(field) for field in NoteForm().texts["body"]]
    assert 'lang="sq"' in drawn[0] and "dir=" not in drawn[0]
    assert 'lang="ar" dir="rtl"' in drawn[2]


def test_a_site_with_one_language_is_asked_for_that_alone() -> None:
    with site(THREE[0]):
        (field,) = NoteForm().texts["title"]
        assert (field.html_name, field.label) == ("title_sq", "Title")
        form = NoteForm({"title_sq": "Titull"})
        assert form.is_valid() and form.localized("title") == {"sq": "Titull"}


def test_what_is_required_in_one_language_is_missed_at_the_first() -> None:
    assert NoteForm({"body_en": "Words."}).errors == {"title_sq": ["Name it."]}
    assert NoteForm({"title_en": "A title"}).is_valid()


def test_a_fault_stands_at_the_input_that_has_it_and_nothing_is_said_to_be_missing() -> None:
    form = NoteForm({"title_en": "Much too long"})
    assert list(form.errors) == ["title_en"]
    assert form.is_faulty("title") and not form.is_faulty("body")


def test_a_fault_of_the_whole_text_stands_at_its_first_input() -> None:
    form = NoteForm({"title_en": "A title"})
    form.add_error("body", "It says nothing.")
    assert form.errors == {"body_sq": ["It says nothing."]}


def test_a_reason_is_required_in_each_language() -> None:
    assert ReasonForm({"reason_sq": "Sepse."}).errors == {"reason_en": ["Say why, in English."]}


def test_first_values_come_by_language_or_by_input_as_drafts_were_kept() -> None:
    form = NoteForm(initial={"title": Localized(sq="Titull"), "body_en": "Words."})
    assert [form[name].value() for name in ("title_sq", "title_en", "body_en")] == ["Titull", None, "Words."]
