"""The door for typed words: what comes out is seen, stays as it is, and is counted as it is kept."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from hypothesis import example, given
from hypothesis import strategies as st

from kuvend.foundation.core.door.fields import AddressField, DayField, LineField, WordsField
from kuvend.foundation.core.words import letters, normalise, one_line

TRICKS = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u2028\u2060\u202e\u2067\u3164\ufe0f\ufeff\uffa0\U000e0041"
    "\ud83d\x00\x07\r\n\t "
)
typed = st.text(st.one_of(st.characters(), st.sampled_from(TRICKS + "aë1é́👩💻©#⃣")), max_size=40)


@given(typed)
@example("e\u200b\u0308")
@example("a\u200c\u200db")
@example("\u0628\u200c\u200b\u0628")
def test_what_passed_the_door_passes_it_unchanged(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert one_line(one_line(text)) == one_line(text)


@given(typed)
def test_nothing_invisible_passes_but_joiners_between_letters_and_parts_of_pictures(text: str) -> None:
    for char in normalise(text):
        if unicodedata.category(char) in {"Cc", "Cf", "Cs"}:
            assert char in "\n\t\u200c\u200d" or unicodedata.name(char).startswith(("ARABIC", "SYRIAC", "KAITHI"))
        assert char not in "\u00ad\u034f\u115f\u3164\uffa0\ufeff\u2028\r"


@given(typed)
def test_what_passed_can_be_kept_by_the_database_and_sent_to_anybody(text: str) -> None:
    assert normalise(text).encode("utf-8").decode("utf-8") == normalise(text)
    assert "\x00" not in normalise(text)
    assert unicodedata.is_normalized("NFC", normalise(text))


@given(typed)
def test_a_line_has_one_line_and_single_spaces(text: str) -> None:
    assert one_line(text) == " ".join(one_line(text).split())


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("line\r\nline\rline\u2028line", "line\nline\nline\nline"),
        ("e\u0308", "ë"),
        ("Krye\u200bministria\u200e", "Kryeministria"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian needs its joiner
        ("Lis\u200c 482", "Lis 482"),
        ("👩\u200d💻 👩🏽\u200d🚒 ❤\ufe0f 1\ufe0f\u20e3", "👩\u200d💻 👩🏽\u200d🚒 ❤\ufe0f 1\ufe0f\u20e3"),
        ("482\ufe0f", "482"),
        ("half \ud83d half", "half  half"),
        ("a\x00b\u202ec", "abc"),
        ("\U000e0068\U000e0069", ""),
        ("\u200b" * 50, ""),
    ],
)
def test_words_come_out_as_they_are_read(came: str, kept: str) -> None:
    assert normalise(came) == kept


def test_letters_and_digits_of_all_scripts_are_counted() -> None:
    assert [letters(text) for text in ("Ëë1", "Њ٣漢", "!? — …", "\u2800\u2800", "")] == [3, 3, 0, 0, 0]


def _errors(field: forms.Field, value: str) -> list[str]:
    try:
        field.clean(value)
    except forms.ValidationError as error:
        return error.messages
    return []


@given(typed)
def test_a_field_counts_what_is_kept(text: str) -> None:
    kept = normalise(text)
    errors = _errors(WordsField(most=8, required=False), text)
    assert bool(errors) == (bool(kept) and (len(kept) > 8 or not letters(kept)))


def test_a_line_break_of_a_browser_counts_once() -> None:
    assert _errors(WordsField(most=99), "\r\n".join(["x" * 9] * 10)) == []


def test_too_many_are_named_and_nothing_is_cut() -> None:
    (said,) = _errors(WordsField(most=5000), "a" * 6500)
    assert "6500" in said
    assert "1500" in said
    assert "5000" in said
    form = type("F", (forms.Form,), {"words": WordsField(most=5000)})({"words": "a" * 6500})
    html = str(form["words"])
    assert "a" * 6500 in html
    assert "maxlength" not in html
    assert "5,000" in str(form["words"].help_text)


@pytest.mark.parametrize("text", ["\u200b" * 50, "!!!", "\u2800", " \u00a0 ", "\U000e0041"])
def test_what_has_no_letter_and_no_digit_is_no_answer(text: str) -> None:
    assert _errors(LineField(most=200), text)
    assert _errors(WordsField(most=200), text)


def test_an_address_is_of_the_web_and_has_nothing_invisible() -> None:
    assert AddressField().clean("https://example.org/a\u200b ") == "https://example.org/a"
    assert _errors(AddressField(), "ftp://example.org/a")
    assert _errors(AddressField(most=20), "https://example.org/" + "a" * 9)


def test_every_form_asks_for_a_day_in_the_range() -> None:
    get_resolver().url_patterns  # noqa: B018 # loads every form
    asked = [
        (form, name, field)
        for form in _all_below(forms.BaseForm)
        if form.__module__.startswith("kuvend.")
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField | forms.DateTimeField)
    ]
    assert len(asked) > 5
    assert [(form.__name__, name) for form, name, field in asked if not isinstance(field, DayField)] == []


def _all_below(parent: Any) -> Iterator[Any]:
    for form in parent.__subclasses__():
        yield form
        yield from _all_below(form)


@pytest.mark.parametrize("far", ["1989-12-31", "2101-01-01", "9999-12-31", "0001-01-01", "01.01.0001"])
def test_a_far_day_is_no_day(far: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DayField().clean(far)
    assert refused.value.code == "far"
    assert str(DayField().clean("31.12.2100")) == "2100-12-31"
