"""What an idea is about comes from its process; nothing is chosen for somebody who chose nothing."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import set_topics
from kuvend.foundation.processes.models import Topic
from kuvend.participation.ideas.models import Idea
from tests.support.house import WORDS, House, both, signed_in
from tests.support.standing import always_open
from tests.support.whole_house import PLAN

GIVEN = {"title": "Open the office later", "body": WORDS, "language": "en", "place": ""}


@pytest.fixture(autouse=True)
def topics(house: House) -> Iterator[None]:
    set_topics(process=house.process, topics=[("water", both("Water")), ("roads", both("Roads"))])
    with translation.override("en"):
        yield


def form_of(house: House) -> str:
    return reverse("new_idea", args=[house.activity.public_id])


def test_the_form_offers_the_topics_of_the_process_and_none_is_chosen(house: House) -> None:
    page = signed_in(house.person()).get(form_of(house)).content.decode()
    choices = [page.index(f'<option value="{value}"') for value in ("", "water", "roads", "other", "not-sure")]
    assert choices == sorted(choices)
    assert '<option value="" selected>Choose</option>' in page
    assert "access-to-justice" not in page


def test_who_chooses_nothing_is_asked_and_who_is_not_sure_goes_on(house: House) -> None:
    client = signed_in(house.person())
    wrong = client.post(form_of(house), GIVEN)
    assert wrong.status_code == 422
    assert "Choose what it is about, or that you are not sure." in wrong.content.decode()
    assert client.post(form_of(house), GIVEN | {"category": "not-sure"}).status_code == 302
    assert Idea.objects.get().category == "not-sure"


def test_nobody_is_asked_where_the_process_has_no_topics(house: House) -> None:
    box, client = always_open(house), signed_in(house.person())
    form = reverse("new_idea", args=[box.public_id])
    page = client.get(form).content.decode()
    assert "Your idea in one sentence" in page
    assert 'name="category"' not in page
    assert client.post(form, GIVEN | {"category": "water"}).status_code == 302, "a topic of another process is nothing"
    idea = Idea.objects.get()
    assert idea.category == ""
    page = strip_tags(Client().get(reverse("contribution", args=[idea.contribution.public_id])).content.decode())
    assert not page.partition("What happened to it")[0].rstrip().endswith("·")
    with pytest.raises(NotAllowed, match="Choose from the list"):
        house.idea(activity=box, category="water", title="About a topic of the plan")
    with pytest.raises(NotAllowed, match="Choose from the list"):
        house.idea(category="", title="About nothing where something is asked")


def test_its_page_names_the_topic_also_when_it_is_offered_no_more(house: House) -> None:
    idea = house.idea(category="water")
    set_topics(process=house.process, topics=[("roads", both("Roads"))])
    assert "Water" in Client().get(reverse("contribution", args=[idea.public_id])).content.decode()
    assert "Water" in Client().get(reverse("activity", args=[house.activity.public_id])).content.decode()
    with pytest.raises(NotAllowed, match="Choose from the list"):
        house.idea(category="water", title="Another idea about it")


def test_goals_of_a_plan_are_the_topics_of_its_process(house: House) -> None:
    plan = import_plan(actor=HOUSE, document=read_plan(PLAN), at=house.at)
    assert [(one.key, one.title["en"]) for one in plan.process.topics.all()] == [("goal", "The goal")]


@pytest.mark.parametrize("own", [True, False])
def test_categories_of_before_keep_their_names(house: House, own: bool) -> None:
    if not own:
        Topic.objects.all().delete()
    idea = house.idea()
    Idea.objects.update(category="fiscal-transparency")
    import_module("kuvend.participation.ideas.migrations.0002_topics_of_the_process").keep_as_topics(apps, None)
    assert "Fiscal transparency" in Client().get(reverse("contribution", args=[idea.public_id])).content.decode()
    assert Topic.objects.get(key="fiscal-transparency").offered is not own
    assert Topic.objects.filter(key="anti-corruption").exists() is not own
