"""Localized text: one value per language, a missing one falls back visibly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.languages import language_marks, only_in, site_language, site_languages
from kuvend.foundation.core.words import normalise


def ordinal(number: str) -> str:
    """Return the number of a part as it stands before its title: “1.” (not “1 Hours”), “4.2”; "" for none."""
    return f"{number}." if number and "." not in number else number


class Localized(dict[str, str]):
    """A text of an owner (a plan, an activity, an institution) by language code."""

    def reading(self, language: str | None = None) -> tuple[str, str]:
        """Return (text, its language): the asked language, else the first there is; ("", asked) for none."""
        preferred = language or get_language() or site_language()
        for code in (preferred, *site_languages(), *self):
            if self.get(code):
                return self[code], code
        return "", preferred

    def missing(self) -> list[str]:
        """Return the languages in which this text still lacks a value."""
        return [code for code in site_languages() if not self.get(code)]

    def __str__(self) -> str:
        return Shown(*self.reading())

    def __html__(self) -> SafeString:
        return Shown(*self.reading()).__html__()


class EngineSentence(Localized):
    """A sentence that engines bring in few languages: whoever reads another one reads it in English, marked so."""

    def reading(self, language: str | None = None) -> tuple[str, str]:
        """Return (text, its language): the asked language, else English, else the first there is."""
        preferred = language or get_language() or site_language()
        code = preferred if self.get(preferred) else SOURCE
        return (self[code], code) if self.get(code) else super().reading(preferred)


class Shown(str):
    """A text in the language in which it is shown: plain words in Python and in mails, marked in HTML.

    Templates turn what is no string into one before they draw it, so the mark travels with the string.
    """

    language: str

    def __new__(cls, text: str, language: str) -> Shown:
        instance = super().__new__(cls, text)
        instance.language = language
        return instance

    def __html__(self) -> SafeString:
        """Draw the text; a fallback carries its language and says so."""
        text = str.__str__(self)
        if not text or self.language == (get_language() or site_language()):
            return format_html("{}", text)
        marks, only = flatatt(language_marks(self.language)), only_in(self.language)
        return format_html('<span{}>{}</span> <small class="only">({})</small>', marks, text, only)


INNER = str.maketrans("“”„", "‘’‚")


def quoted(text: Localized | str) -> Localized | str:
    """Prepare words that stand in quotation marks: their own ones become single."""
    if isinstance(text, Localized):
        return Localized({language: words.translate(INNER) for language, words in text.items()})
    if isinstance(text, Shown):
        return Shown(str(text).translate(INNER), text.language)
    words = str(text).translate(INNER)
    return SafeString(words) if isinstance(text, SafeString) else words


def localized(value: Any) -> Localized:
    """Return `value` (a mapping by language, or None) as a Localized.

    Raises:
        ValidationError: when it is not a mapping of known languages to texts.
    """
    if value is None:
        return Localized()
    if not isinstance(value, Mapping):
        raise ValidationError(_("Enter the text for each language."))
    if unknown := set(value).difference(site_languages()):
        raise ValidationError(_("Unknown language: %(code)s") % {"code": ", ".join(sorted(unknown))})
    typed = {code: normalise(str(text)) for code, text in value.items() if text}
    return Localized({code: text for code, text in typed.items() if text})


def in_every_language(words: Callable[[str], Any]) -> Localized:
    """Return words of the house in each language of the site; `words` is asked once in each, with its code."""
    text = Localized()
    for code in site_languages():
        with override(code):
            text[code] = str(words(code))
    return text


class LocalizedField(models.JSONField):
    """A column of localized text, stored as JSON by language code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", Localized)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Localized:
        return Localized(super().from_db_value(value, expression, connection) or {})

    def to_python(self, value: Any) -> Localized:
        return localized(value)
