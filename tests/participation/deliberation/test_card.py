"""What other sites show beside a link: tags and a picture, drawn here."""

from __future__ import annotations

from io import BytesIO

from django.test import Client
from django.urls import reverse
from PIL import Image

from kuvend.participation.deliberation.card import Card, card_png, parted, wrapped
from tests.participation.deliberation.talking import Talk


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


def test_albanian_letters_are_drawn_with_their_marks() -> None:
    assert parted("Çdo zë – po") == ("Cdo ze - po", [(0, "\u0327"), (5, "\u0308")])
    assert card_png(Card("s", "zë", "")) != card_png(Card("s", "ze", ""))
