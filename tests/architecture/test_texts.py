"""Every text that a person reads stands in Albanian too, and fits its English."""

import re

import pytest
from django.utils import translation

from kuvend.foundation.core.templatetags.words import number, percent
from tests.support import texts


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    known = {(entry.msgctxt, entry.msgid) for po in texts.catalogues(language) for entry in po.translated_entries()}
    missing = [f"{text.place}: {text.text!r}" for text in texts.texts() if text.key not in known]
    assert not missing, f"{len(missing)} texts lack {language} (make texts lists them): " + "\n".join(sorted(missing))


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_every_translation_has_the_placeholders_of_its_text(language: str) -> None:
    wrong = [
        f"{entry.msgid!r} → {translation!r}"
        for po in texts.catalogues(language)
        for entry in po.translated_entries()
        for translation in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if texts.placeholders(translation)
        not in (texts.placeholders(entry.msgid), texts.placeholders(entry.msgid_plural))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_translation_is_left_of_a_text_that_is_gone(language: str) -> None:
    wanted = {text.text for text in texts.texts()} | texts.of_packages()
    unused = [entry.msgid for po in texts.catalogues(language) for entry in po if entry.msgid not in wanted]
    assert not unused, f"make texts drops them: {unused}"


def test_a_share_of_a_hundred_is_written_by_one_filter() -> None:
    by_hand = [
        f"{path.name}: {line.strip()}"
        for path in texts.SOURCE.rglob("*.html")
        for line in path.read_text().splitlines()
        if re.search(r"\}\}\s?%[^}]", line)
    ]
    assert not by_hand, by_hand
    with translation.override("sq"):
        assert percent(81) == "81\u00a0%"
    with translation.override("en"):
        assert percent(81) == "81%"
        assert number(31886) == "31,886"
