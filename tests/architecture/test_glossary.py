"""One word for each thing: what the glossary forbids stands in no text, and its page says what it says."""

import os

from tests.support import glossary


def test_the_page_of_the_glossary_says_what_its_data_say() -> None:
    if os.environ.get("UPDATE_STORED"):
        glossary.PAGE.write_text(glossary.page())
    assert glossary.PAGE.read_text() == glossary.page(), "UPDATE_STORED=1 draws it anew"


def test_no_albanian_text_uses_a_form_that_the_glossary_forbids() -> None:
    interface, owners = list(glossary.interface()), list(glossary.owners())
    assert len(interface) > 2000
    assert len(owners) > 200
    wrong = [
        f"{place}: “{word}” in “{text}”; say: {form.say}"
        for form in glossary.wrong_forms()
        for place, text in (interface if form.interface_only else interface + owners)
        if (word := form.within(text))
    ]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong)


def test_buttons_and_links_speak_in_the_singular() -> None:
    exceptions = glossary.words()["controls"]["except"]
    said = set(glossary.controls())
    assert len(said) > 150
    polite = [
        f"{english} → {text}"
        for english, text in sorted(said)
        if glossary.POLITE.match(text) and text.split()[0] not in exceptions
    ]
    assert not polite, "\n".join(polite)


def test_a_forbidden_form_is_found() -> None:
    assert any(form.within("Letra ju vjen më vonë") for form in glossary.wrong_forms())
    assert glossary.POLITE.match("Kontrollojeni këtu")
    assert not glossary.POLITE.match("Kontrollo këtu")
