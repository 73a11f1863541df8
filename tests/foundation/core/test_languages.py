"""The languages of a site are a list in its settings; nothing knows two of them by name."""

from __future__ import annotations

from pathlib import Path

from django.conf.locale import LANG_INFO
from django.test import override_settings
from django.utils import translation
from django.utils.html import conditional_escape

from kuvend.foundation.core.instance import in_language, read_instance
from kuvend.foundation.core.language_names import OF_TWO_LETTERS, own_name
from kuvend.foundation.core.languages import (
    in_a_language,
    is_language,
    language_marks,
    languages_around,
    name_to_reader,
)
from kuvend.foundation.core.text import Localized

FOUR = [("sq", "Shqip"), ("en", "English"), ("mk", "Македонски"), ("ar", "العربيّة")]


def test_a_text_in_a_third_language_alone_says_so_in_the_language_of_the_reader() -> None:
    text = Localized(mk="Само македонски")
    with override_settings(LANGUAGES=FOUR):
        with translation.override("en"):
            assert conditional_escape(text).endswith('<small class="only">(only in Macedonian)</small>')
        with translation.override("sq"):
            assert conditional_escape(text).endswith('<small class="only">(vetëm në maqedonisht)</small>')


def test_words_that_run_the_other_way_carry_their_direction() -> None:
    with override_settings(LANGUAGES=FOUR):
        with translation.override("en"):
            assert '<span dir="rtl" lang="ar">' in conditional_escape(Localized(ar="نص"))
            assert language_marks("mk") == {"lang": "mk"}
        with translation.override("ar"):
            assert '<span dir="ltr" lang="en">' in conditional_escape(Localized(en="A text"))
            assert conditional_escape(Localized(ar="نص")) == "نص"


def test_a_language_that_nobody_knows_is_called_by_its_code() -> None:
    assert own_name("qaa") == name_to_reader("qaa") == "qaa"
    assert (own_name("ar"), own_name("rom")) == ("العربيّة", "Romani čhib")


@override_settings(LANGUAGES=[*FOUR, ("qaa", "Made up")])
def test_a_code_names_a_language_by_the_standard_by_a_name_or_on_the_site() -> None:
    assert len(OF_TWO_LETTERS) == 183  # as the Library of Congress, which keeps ISO 639-1, lists them
    assert {code for code in LANG_INFO if len(code) == 2} <= OF_TWO_LETTERS
    assert all(is_language(code) for code in ("sq", "lt", "rup", "rom", "zh-hans", "qaa"))
    assert not any(is_language(code) for code in ("", "zz", "zzz", "SQ", "english", "en-zz"))


def test_the_languages_of_the_site_are_offered_before_those_around_it_and_each_once() -> None:
    with override_settings(LANGUAGES=FOUR):
        offered = languages_around()
    assert offered[:4] == ["sq", "en", "mk", "ar"]
    assert {"el", "rup", "rom", "cnr", "it"} < set(offered)
    assert len(offered) == len(set(offered))


def test_a_label_names_its_language_where_the_site_has_more_than_one() -> None:
    with translation.override("sq"):
        assert in_a_language("Arsyeja", "en") == "Arsyeja, në anglisht"
        with override_settings(LANGUAGES=FOUR[:1]):
            assert in_a_language("Arsyeja", "sq") == "Arsyeja"


def test_the_file_of_an_instance_lists_any_languages_and_may_name_it_in_each(tmp_path: Path) -> None:
    file = tmp_path / "instance.toml"
    file.write_text('[name]\nmk = "Собрание"\n[place]\nlanguages = ["mk", "sq", "zh-hans"]\n', encoding="utf-8")
    known = read_instance(file)
    assert known.languages == ("mk", "sq", "zh-hans")
    assert in_language(known.name, "mk") == "Собрание"
