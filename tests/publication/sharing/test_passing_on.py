"""Passing a page on: its short address as text, a notice with a code, a frame for other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.ids import new_public_id
from kuvend.foundation.datasets.listed import page_sorts
from kuvend.foundation.processes.models import Activity
from kuvend.publication.sharing.passing_on import code_of
from tests.publication.opendata.lived import SECRET, LivedHouse
from tests.publication.sharing.test_short_addresses import subjects

PAGES = ("share", "notice", "embed")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Addresses are asked for in English."""
    with translation.override("en"):
        yield


def shown(name: str, public_id: str) -> str:
    response = Client().get(reverse(name, args=[public_id]))
    assert response.status_code == 200, name
    assert not response.cookies
    return response.content.decode()


def told(lived: LivedHouse) -> list[str]:
    """The id of one page of each sort that tells something of itself."""
    known = subjects(lived)
    return [known[sort.page] for sort in page_sorts().values() if sort.share]


def test_every_page_with_an_id_says_its_short_address_and_leads_to_how_it_is_shared(lived: LivedHouse) -> None:
    known = subjects(lived)
    for page in (sort.page for sort in page_sorts().values() if sort.share):
        public_id = known[page]
        html = Client().get(reverse(page, args=[public_id]), follow=True).content.decode()
        if page != "process":  # that of a plan is shown on the page of the plan, which has an id of its own
            assert f">{settings.KUVEND_HOST}/k/{public_id}</a>" in html, page
            assert reverse("share", args=[public_id]) in html, page


@pytest.mark.parametrize("name", PAGES)
def test_each_sort_of_pages_can_be_passed_on_in_few_statements(lived: LivedHouse, name: str) -> None:
    for public_id in told(lived):
        with CaptureQueriesContext(connection) as queries:
            assert public_id in shown(name, public_id) or name == "embed"
        assert len(queries) <= 8


@pytest.mark.parametrize("name", PAGES)
def test_what_has_no_page_cannot_be_passed_on(lived: LivedHouse, name: str) -> None:
    for public_id in (new_public_id(), lived.draft.public_id, lived.activity_draft.public_id):
        assert Client().get(reverse(name, args=[public_id])).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_words_that_are_not_shown_are_passed_on_nowhere(lived: LivedHouse, name: str) -> None:
    for row in (lived.hidden, lived.taken_back, lived.pending):
        html = shown(name, row.public_id)
        assert SECRET not in html
        assert "These words are not shown" in html


@pytest.mark.parametrize("name", PAGES)
def test_words_of_people_stay_words(lived: LivedHouse, name: str) -> None:
    Contribution.objects.filter(pk=lived.idea.pk).update(title=HOSTILE)
    html = shown(name, lived.idea.public_id)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_the_code_of_the_notice_is_that_of_the_short_address(lived: LivedHouse) -> None:
    html, public_id = shown("notice", lived.house.activity.public_id), lived.house.activity.public_id
    assert code_of(public_id) in html
    assert code_of(public_id) != code_of(lived.idea.public_id)
    assert f"{settings.KUVEND_HOST}/k/{public_id}" in html
    assert "Until" in html or "Closes" in html, "until when"


def frame_in(html: str) -> dict[str, str]:
    """The attributes of the frame that is offered to copy."""
    code = re.search(r"<pre[^>]*><code>(.*?)</code></pre>", html, re.DOTALL)
    assert code
    return dict(re.findall(r'(\w+)="([^"]*)"', unescape(code[1])))


def test_the_code_to_copy_is_a_frame_without_a_script(lived: LivedHouse) -> None:
    Activity.objects.filter(pk=lived.deliberation.pk).update(title={"en": 'Queues & "windows"'})
    frame = frame_in(shown("share", lived.deliberation.public_id))
    assert frame["src"] == site_url(f"/en/embed/{lived.deliberation.public_id}/")
    assert frame["title"] == "Queues &amp; &quot;windows&quot;"
    assert (frame["loading"], frame["width"]) == ("lazy", "600")
    assert Client().get(frame["src"].removeprefix(site_url())).status_code == 200


def test_an_embed_may_be_framed_by_all_and_runs_nothing(lived: LivedHouse) -> None:
    response: Any = Client().get(reverse("embed", args=[lived.statement.public_id]))
    policy = dict(part.strip().partition(" ")[::2] for part in response["Content-Security-Policy"].split(";"))
    assert policy == {
        "default-src": "'none'", "style-src": "'self'", "img-src": "'self'", "form-action": "'none'",
        "base-uri": "'none'", "frame-ancestors": "*",
    }  # fmt: skip
    assert not response.has_header("X-Frame-Options")
    html = response.content.decode()
    assert "<script" not in html
    assert "<form" not in html
    assert all('target="_blank" rel="noopener"' in link for link in re.findall(r"<a [^>]*>", html))


def test_every_other_page_is_framed_by_nobody(lived: LivedHouse) -> None:
    for address in ("/en/", f"/en/contributions/{lived.statement.public_id}/", f"/en/share/{lived.idea.public_id}/"):
        response = Client().get(address)
        assert response["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_an_embedded_statement_leads_to_the_vote_while_it_is_open(lived: LivedHouse) -> None:
    vote = site_url(reverse("vote", args=[lived.deliberation.public_id]))
    html = shown("embed", lived.statement.public_id)
    assert f'<a class="button" href="{vote}"' in html
    assert "Say whether you agree" in html
    Activity.objects.filter(pk=lived.deliberation.pk).update(closes_at=lived.house.at)
    assert vote not in shown("embed", lived.statement.public_id)
    assert site_url(f"/en/contributions/{lived.statement.public_id}/") in shown("embed", lived.statement.public_id)
