"""The picture beside a link: its size, its letters, what hostile words do to it, and whose words it tells."""

from __future__ import annotations

import time
from dataclasses import replace
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from PIL import Image, ImageFont

from kuvend.foundation.contributions.actions import withdraw
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.ids import new_public_id
from kuvend.foundation.datasets.listed import page_sorts
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.people.actor import HOUSE
from kuvend.publication.sharing.card import LETTERS, MARGIN, WIDTH, Card, card_png, drawable, wrapped
from kuvend.publication.sharing.queries import card_address, card_of, share_with
from tests.publication.opendata.lived import SECRET, LivedHouse
from tests.publication.sharing.test_short_addresses import subjects

MOST_BYTES, MOST_SECONDS = 60_000, 0.25
CARD = Card("Kuvend", "Longer hours", "Idea", "Offices close early.", "accepted", "ok", "supported by 41 people")
HOSTILE = {
    "one long word": "W" * 5_000,
    "many words": "a statement of many words " * 500,
    "from the right": "ساعات أطول في المكاتب " * 20,
    "both directions": "hours ساعات \u202e\u2066 hours",
    "pictures": "😀🎉👨\u200d👩\u200d👧 Hours",
    "pictures alone": "😀" * 50,
    "no letters of ours": "国会与人民",
    "markup": '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "a heap of marks": "Z" + "\u0301\u0302\u0303" * 300,
    "control": "a\x00b\x07\u200bc\ufeff",
    "nothing": "",
}


def picture(address: str) -> bytes:
    response = Client().get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "image/png"
    with Image.open(BytesIO(response.content)) as image:
        image.load()
        assert (image.size, image.format) == ((1200, 630), "PNG"), address
    assert len(response.content) < MOST_BYTES, address
    return response.content


def test_each_page_with_an_id_has_a_picture_in_each_language(lived: LivedHouse) -> None:
    for public_id in subjects(lived).values():
        for language in ("sq", "en"):
            assert picture(f"/{language}/cards/{public_id}.png")
    assert picture("/en/cards/site.png") != picture("/sq/cards/site.png")


def test_it_takes_few_statements_and_is_not_drawn_for_who_has_it(lived: LivedHouse) -> None:
    for page, public_id in subjects(lived).items():
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(f"/en/cards/{public_id}.png")
        assert len(queries) <= 8, page
        known = Client().get(f"/en/cards/{public_id}.png", headers={"if-none-match": response["ETag"]})
        assert (known.status_code, known.content) == (304, b"")


@pytest.mark.parametrize("public_id", ["", "draft"])
def test_what_has_no_page_has_no_picture(lived: LivedHouse, public_id: str) -> None:
    unknown = lived.draft.public_id if public_id else new_public_id()
    assert Client().get(f"/en/cards/{unknown}.png").status_code == 404


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_stop_the_picture_or_make_it_large_or_slow(words: str) -> None:
    card = Card(words, words, words, words, words, "?", words, words, words, 50, words)
    card_png.cache_clear()
    began = time.process_time()
    pictures = [card_png(card), card_png(replace(card, quote=""))]
    assert time.process_time() - began < 2 * MOST_SECONDS
    assert all(len(one) < MOST_BYTES for one in pictures)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("size", "most"), [(66, 2), (54, 4), (30, 1)])
def test_lines_stay_within_the_picture(words: str, size: int, most: int) -> None:
    font = ImageFont.truetype(LETTERS, size, layout_engine=ImageFont.Layout.BASIC)
    lines = wrapped(words, size, most)
    assert len(lines) <= most
    assert all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines)


@pytest.mark.parametrize("letters", range(1, 12))
def test_words_that_fill_their_last_line_make_room_for_the_sign_that_there_are_more(letters: int) -> None:
    lines = wrapped(f"{'m' * letters} " * 300, 36, 2)
    assert lines[1].endswith("m…")


@pytest.mark.parametrize("title", ["国会与人民", "ساعات أطول"])
def test_a_title_that_cannot_be_drawn_leaves_the_kind_to_tell_what_it_is(title: str) -> None:
    assert card_png(replace(CARD, title=title)) == card_png(replace(CARD, title="Idea"))


def test_letters_of_albania_and_its_neighbours_are_drawn_and_no_box_is() -> None:
    font = ImageFont.truetype(LETTERS, 40, layout_engine=ImageFont.Layout.BASIC)
    box = bytes(font.getmask("\U0010ffff"))
    for letter in "ëËçÇžőşğαΏЖѓљјђ–—“”’€":
        assert bytes(font.getmask(letter)) != box, letter
    assert card_png(Card("s", "zë")) != card_png(Card("s", "ze"))
    assert drawable("e\u0308") == "ë"
    assert drawable("Hours 😀") == "Hours "


def test_words_that_are_not_shown_are_never_drawn(lived: LivedHouse) -> None:
    for row in (lived.hidden, lived.taken_back, lived.pending):
        share = share_with(row.public_id, lived.house.at)
        assert share
        assert SECRET not in repr(card_of(share))
        assert SECRET not in Client().get(f"/en/contributions/{row.public_id}/").content.decode()


@pytest.mark.parametrize("deed", ["hidden", "withdrawn", "answered"])
def test_the_picture_and_its_address_change_with_what_the_page_shows(lived: LivedHouse, deed: str) -> None:
    row, house = Contribution.objects.get(pk=lived.waiting.pk), lived.house
    with translation.override("en"):
        plain = reverse("card", args=[row.public_id])
        share = share_with(row.public_id, lived.house.at)
        assert share
        before, named = picture(plain), card_address(share)
        if deed == "hidden":
            hide(actor=HOUSE, contribution=row, seen_version=row.version, house_rule="spam", at=house.at)
        elif deed == "withdrawn":
            withdraw(actor=house.actor(lived.other_author), contribution=row, at=house.at)
        else:
            Contribution.objects.filter(pk=row.pk).update(support_count=7)
        after = share_with(row.public_id, lived.house.at)
        assert after
        assert picture(plain) != before, "nobody is shown the old words"
        assert picture(named) == picture(plain), "not even at the address that was given out before"
        assert card_address(after) != named, "other sites that keep pictures ask anew"
        assert f'content="http://localhost:8000{card_address(after)}"' in page_of(row)


def page_of(row: Contribution) -> str:
    return Client().get(reverse("contribution", args=[row.public_id])).content.decode()


def test_each_sort_of_pages_tells_something_of_its_own(lived: LivedHouse) -> None:
    known, own = subjects(lived), [sort for sort in page_sorts().values() if sort.share]
    titles = [share_with(known[sort.page], lived.house.at) for sort in own]
    assert len({share.title for share in titles if share}) == len(own) > 8
    assert {sort.name for sort in page_sorts().values()} - {sort.name for sort in own} == {
        "documents", "evidence", "places", "reports",
    }  # fmt: skip
