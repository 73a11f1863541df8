from __future__ import annotations

import pytest

from kuvend.engines.languages import guess

SAID = {
    "sq": "Duhet që pagesa për ujë të bëhet edhe në zyrë, jo vetëm me telefon.",
    "en": "The ministry should publish the list of schools that have no heating.",
    "mk": "Треба да има инспекција за водата што ја пиеме во селото.",
    "sr": "Треба да се објави цена воде и ко ће бити одговоран за мерења.",
    "bg": "Трябва да има автобус до болницата, защото хората са възрастни.",
    "el": "Θέλουμε ένα λεωφορείο μέχρι το νοσοκομείο.",
    "it": "La lista degli alberi che sono da tagliare non è pubblica.",
    "tr": "Bu köyde sağlık ocağı için bir doktor yok ve çok bekliyoruz.",
    "bs": "Treba da se objavi ko je odgovoran za vodu i što će biti urađeno.",
    "rup": "Noi nu avem unã sculii tu limba a noastrã shi cilimeanjlji nu u nveatsã.",
    "rom": "Amen naj amen pani ando kher thaj e manusha nasvale si katar o melalo pani.",
}


@pytest.mark.parametrize("language", SAID)
def test_the_language_of_a_sentence_is_guessed(language: str) -> None:
    assert guess(SAID[language], otherwise="xx") == language


@pytest.mark.parametrize("text", ["", "OK", "12 345", "Tirana!", "Ω", "Ж"])
def test_what_is_too_short_to_tell_is_left_to_the_page(text: str) -> None:
    assert guess(text, otherwise="sq") in {"sq", "el" if text == "Ω" else "sq"}
