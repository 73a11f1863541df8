"""The pages everyone may read: the same for all, few statements, in both languages."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.models import Activity, Stage
from kuvend.foundation.record import actions as record
from kuvend.publication.search.actions import rebuild
from tests.support.house import both, signed_in

pytestmark = pytest.mark.django_db
PAGES = [
    "", "take-part/", "contributions/", "contributions/?show=answered", "contributions/?show=landed",
    "contributions/?show=waiting", "contributions/?show=overdue", "search/?q=open", "record/", "about/",
    "about/accessibility/", "about/ogp/", "about/privacy/", "about/rules/", "about/verify/", "activities/{activity}/",
    "activities/{drafting}/",
]  # fmt: skip


@pytest.fixture
def urls(house: Any) -> list[str]:
    for number in range(30):
        house.idea(title=f"Open the office at {number}")
    drafting = house.make_activity("drafting")
    return [page.format(activity=house.activity.public_id, drafting=drafting.public_id) for page in PAGES]


@pytest.mark.parametrize("language", ["sq", "en"])
def test_public_pages_carry_nothing_about_who_looks_and_ask_at_most_ten_statements(
    urls: list[str], house: Any, language: str
) -> None:
    reader = signed_in(house.person())
    counted = 0
    for url in urls:
        with CaptureQueriesContext(connection) as asked:
            response = reader.get(f"/{language}/{url}")
        statements = len(asked)  # counted now: the next request empties the log
        anonymous = Client().get(f"/{language}/{url}")
        assert response.status_code == 200, url
        assert statements <= 10, (url, statements)
        counted += statements
        assert response.content == anonymous.content, url
        assert not response.cookies, url
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "csrfmiddlewaretoken" not in response.content.decode()
    assert counted  # the counter sees them


def test_no_page_has_an_inline_style_or_script(urls: list[str]) -> None:
    for url in [*urls, "account/login/code/", "account/login/"]:
        html = Client().get(f"/en/{url}", follow=True).content.decode()
        assert not re.search(r"<style|\sstyle=|\son\w+=", html), url
        for attributes in re.findall(r"<script([^>]*)>", html):
            assert "src=" in attributes or 'type="application/json"' in attributes, url


def test_the_first_page_tells_the_stage_what_is_open_and_links_each_figure_to_its_records(house: Any) -> None:
    house.idea()
    house.stage.state = "open"
    house.stage.save()
    html = Client().get("/en/").content.decode()
    assert "Say your word. See where it ends up." in html
    assert re.search(r'class="now" aria-current="step"><strong><a href="/en/stages/\w+/">One</a>', html)
    assert "Activity 1" in html
    assert re.search(r'<dd><a href="/en/contributions/">1<span class="hidden"> contributions</span>', html)
    assert "/en/contributions/?show=overdue" in html


def test_the_first_page_says_what_comes_next_when_nothing_is_open(house: Any) -> None:
    days = {"from_date": date(2027, 1, 1), "to_date": date(2027, 2, 28)}
    Stage.objects.create(process=house.process, key="two", title=both("Two"), number=2, **days)
    assert "What comes next" not in Client().get("/en/").content.decode()
    Activity.objects.update(closes_at=house.at - timedelta(days=1))
    html = Client().get("/en/").content.decode()
    assert re.search(r"Nothing is open today\..*What comes next: Two, from <time", html, re.DOTALL)
    assert "Take part now" not in html


def test_an_activity_names_its_rules_and_offers_to_take_part_only_while_it_is_open(house: Any) -> None:
    html = Client().get(f"/en/activities/{house.activity.public_id}/").content.decode()
    assert "within 20 working days" in html
    assert "published at once, read after" in html
    assert f"/en/activities/{house.activity.public_id}/ideas/new/" in html
    closed = house.make_activity("ideas", closes_at=house.at - timedelta(days=1))
    html = Client().get(f"/en/activities/{closed.public_id}/").content.decode()
    assert "closed on" in html
    assert "/ideas/new/" not in html


def test_an_activity_that_does_not_exist_is_a_calm_404_in_the_language_of_the_address() -> None:
    assert "Kjo faqe nuk ekziston" in Client().get("/sq/activities/0000000000/").content.decode()
    response = Client().get("/en/nothing/")
    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()


def test_the_search_finds_words_with_and_without_their_marks(house: Any) -> None:
    house.idea(title="Çelësi i zyrës për të gjithë")
    rebuild()
    for asked in ("çelësi", "celesi", "CELES zyr"):
        html = strip_tags(Client().get("/sq/search/", {"q": asked}).content.decode())
        assert "Çelësi i zyrës për të gjithë" in html, asked
    assert "Çelësi i zyrës" not in strip_tags(Client().get("/sq/search/", {"q": "celesi mungon"}).content.decode())
    assert "Activity 1" in strip_tags(Client().get("/en/search/", {"q": "activ"}).content.decode())


def test_hidden_words_are_in_no_list(house: Any) -> None:
    idea = house.idea(title="Words nobody may read")
    record.advance(at=house.at)
    assert "Words <mark>nobody</mark> may read" in Client().get("/en/search/?q=nobody").content.decode()
    idea.state = "hidden"
    idea.save()
    for url in ("/en/contributions/", "/en/contributions/?show=waiting", "/en/search/?q=nobody", "/en/"):
        assert "Words nobody may read" not in strip_tags(Client().get(url).content.decode()), url


def test_a_list_of_contributions_goes_on_by_key_without_loss(house: Any) -> None:
    titles = {f"Idea number {number}" for number in range(30)}
    for title in sorted(titles):
        house.idea(title=title)
    first = Client().get("/en/contributions/").content.decode()
    after = re.search(r"after=([\w-]+)", first)
    assert after
    second = Client().get(f"/en/contributions/?after={after[1]}").content.decode()
    seen = [set(re.findall(r"Idea number \d+", html)) for html in (first, second)]
    assert seen[0] | seen[1] == titles
    assert not seen[0] & seen[1]


def test_an_unknown_figure_shows_all_and_says_so() -> None:
    page = Client().get("/en/contributions/?show=everything")
    assert page.status_code == 200
    assert "State: what the address asks for is no choice here." in page.content.decode()


def test_the_shown_name_stands_beside_the_words(house: Any) -> None:
    person = house.person()
    house.idea(house.actor(person))
    show_name(person_id=person.pk, process=house.process, name="Ana Prifti", at=house.at)
    assert "Ana Prifti" in Client().get("/en/contributions/").content.decode()


def test_a_browser_that_asks_for_the_icon_gets_one() -> None:
    assert Client().get("/favicon.ico").headers["Location"].endswith("mark.svg")


def test_a_title_in_one_language_only_says_so_and_puts_no_mark_up_in_the_title_of_the_window(house: Any) -> None:
    house.activity.title = Localized(sq="Vetëm <shqip> & mirë")
    house.activity.save()
    html = Client().get(f"/en/activities/{house.activity.public_id}/").content.decode()
    assert "<title>Vetëm &lt;shqip&gt; &amp; mirë (only in Albanian) · Kuvend</title>" in html
    assert '<h1><span lang="sq">Vetëm &lt;shqip&gt; &amp; mirë</span>' in html
