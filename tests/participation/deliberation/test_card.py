"""What other sites show beside a link: tags and a picture, drawn here."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageFont

from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.card import LETTERS, MARGIN, WIDTH, Card, card_png, drawable, wrapped
from tests.participation.deliberation.talking import Talk
from tests.support.house import signed_in


def test_the_pages_name_a_picture_that_is_there(talk: Talk, client: Client) -> None:
    for _ in range(5):
        talk.vote(None, 0, 1)
    talk.map()
    public_id = talk.activity.public_id
    address = reverse("deliberation_card", args=[public_id])
    for page in ("deliberation_results", "activity"):
        html = client.get(reverse(page, args=[public_id])).content.decode()
        assert f'property="og:image" content="http://localhost:8000{address}"' in html
        assert 'content="5 people have voted · 5 votes"' in html
        assert 'name="twitter:card" content="summary_large_image"' in html
    response = client.get(address)
    assert (response["Content-Type"], response["Cache-Control"].split(",")[0]) == ("image/png", "public")
    picture = Image.open(BytesIO(response.content))
    assert picture.size == (1200, 630)
    assert len(response.content) < 60_000
    assert client.get(address).content == response.content


def test_the_picture_tells_no_number_of_a_statement_before_numbers_are_shown(talk: Talk, client: Client) -> None:
    talk.vote(None, 0, 1)
    talk.map_if_any()
    address = reverse("deliberation_card", args=[talk.activity.public_id])
    before = client.get(address).content
    talk.vote(None, 1, 1)
    talk.map_if_any()
    one, two = (Image.open(BytesIO(picture)).convert("L") for picture in (before, client.get(address).content))
    assert one.crop((0, 400, 1200, 630)).tobytes() == two.crop((0, 400, 1200, 630)).tobytes(), "nothing is quoted"


def test_long_words_stay_within_the_picture() -> None:
    assert wrapped("one two", 58, 2) == ["one two"]
    lines = wrapped("a statement of many words " * 20, 36, 2)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert wrapped("x" * 400, 58, 2)


@pytest.mark.parametrize("letters", range(1, 12))
def test_words_that_fill_their_last_line_make_room_for_the_sign_that_there_are_more(letters: int) -> None:
    font = ImageFont.truetype(LETTERS, 36, layout_engine=ImageFont.Layout.BASIC)
    lines = wrapped(f"{'m' * letters} " * 300, 36, 2)
    assert lines[1].endswith("m…")
    assert all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines)


def test_letters_of_albania_and_its_neighbours_are_drawn_and_no_box_is() -> None:
    font = ImageFont.truetype(LETTERS, 40, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(font.getmask("\U0010ffff"))
    for letter in "ëËçÇžőşğαΏЖѓљјђسلام–—“”’€":
        assert bytes(font.getmask(letter)) != box, letter
    assert card_png(Card("s", "zë", "")) != card_png(Card("s", "ze", ""))
    assert drawable("e\u0308") == "ë"


@pytest.mark.parametrize("quote", ["\u0308 begins with a lone mark", "\u0308", "\u0483\u0483x", "𝔘 \u0300", "\u200d"])
def test_no_words_stop_the_picture(quote: str) -> None:
    assert card_png(Card("site", quote, "", heading=quote, quote=quote, share=50))


@pytest.mark.parametrize("language", ["sq", "en"])
def test_a_title_in_one_language_is_text_in_the_tags(talk: Talk, language: str) -> None:
    Activity.objects.filter(pk=talk.activity.pk).update(title={"en": 'Water & "wells"'})
    talk.activity.refresh_from_db()
    with translation.override(language):
        addresses = [
            reverse(name, args=[talk.activity.public_id]) for name in ("activity", "deliberation_results", "vote")
        ]
    person = signed_in(talk.house.person(), second_factor=False)
    for address in addresses:
        html = person.get(address).content.decode()
        assert '="<' not in html and "&lt;span" not in html, address
    html = Client().get(addresses[1]).content.decode()
    assert 'property="og:title" content="Water &amp; &quot;wells&quot;"' in html
