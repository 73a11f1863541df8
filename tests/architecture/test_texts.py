"""Every text that a person reads stands in Albanian too, and fits its English."""

import re

import pytest
from django.utils import translation

from kuvend.foundation.core.templatetags.words import number, percent
from kuvend.foundation.core.text import Localized, quoted
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


# A count before its noun, in a text that has one form only: "1 days", "1 contributions".
COUNTED = re.compile(r"(?<!of )%\((\w+)\)[sd] (?:more |other |working |published |open )?([a-z]+s)\b(?! of )")
NO_NOUNS = {
    "is",
    "has",
    "was",
    "does",
    "goes",
    "owes",
    "says",
    "this",
    "as",
    "answers",
    "holds",
    "makes",
    "stands",
    "stays",
}
FIXED = {
    "Give 1 to %(most)s working days for an answer.",
    "Give the reason in at least %(n)d letters, in one language at least.",
    "Give the reason in at least %(n)d letters.",
    "Give the reason in all languages, each in at least %(n)d letters.",
    "Write at least %(fewest)d letters; it has %(count)d.",
    "%(n)d files wait here without a report. Drop some first.",
    "Its dates have been public for less than %(n)s days.",
    "The dates of this stage have been public for less than %(days)s days, or its first day is still to come. It "
    "opens now only for a reason, given in all languages, which everybody can read.",
    "At most %(most)s characters.",
    "Choose at most %(most)d sentences.",
    "This has %(count)d characters, %(over)d too many: write at most %(most)d.",
    "Up to %(ideas)s ideas and %(comments)s comments an hour. The page says when you can go on.",
}  # limits of the program, none of them 1


def test_a_number_before_what_it_counts_has_a_form_for_one() -> None:
    single = {text.text for text in texts.texts() if not text.plural}
    assert len(single) > 500
    wrong = {
        text: words
        for text in single - FIXED
        if (words := [noun for _name, noun in COUNTED.findall(text) if noun not in NO_NOUNS])
    }
    assert not wrong, "\n".join(f"{text!r}: {words}" for text, words in sorted(wrong.items()))


@pytest.mark.parametrize("text", ["%(n)s statements are asked.", "You have answered %(n)d statements", "%(n)s days"])
def test_such_a_text_would_be_found(text: str) -> None:
    assert COUNTED.search(text)


def test_words_in_quotation_marks_bring_none_of_the_same_kind() -> None:
    bare = []
    for path in sorted(texts.SOURCE.rglob("templates/**/*")):
        content = path.read_text() if path.is_file() else ""
        for block in re.findall(r"{% blocktranslate.*?{% endblocktranslate %}", content, re.DOTALL):
            head = block.partition("%}")[0]
            names = set(re.findall(r"“{{ (\w+) }}”", block))
            bare += [(path.name, name) for name in names if not re.search(rf"\b{name}=\S+\|quoted", head)]
            content = content.replace(block, "")
        bare += [(path.name, found) for found in re.findall(r"“{{ [^}]*?(?<!\|quoted) }}”", content)]
    assert not bare
    assert quoted("Drafti “Transparenca” doli") == "Drafti ‘Transparenca’ doli"
    with translation.override("sq"):
        assert str(quoted(Localized(sq="“a”", en="“b”"))) == "‘a’"
