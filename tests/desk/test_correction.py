"""A correction at the desk: the places that stand, what is taken back and said anew, seen before it is published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.foundation.responses.models import Landing, Response
from tests.support.house import House, both, quoted

REASON = "We take it up: the sentence on opening hours will say what you asked us to say."
NOTE = {"note_sq": "Dita ishte shkruar gabim.", "note_en": "The day was written wrong."}
WORDS = "Offices open at ten. They close at noon."
Bring = Callable[..., list[Contribution]]


def text_of(
    house: House, number: str, title: str, body: str = WORDS, institution: Institution | None = None
) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key=f"c{number}", number=number, title=both(title),
        scope=house.scope, institution=institution,
    )  # fmt: skip
    before = house.at - timedelta(days=9)
    publish_text(actor=HOUSE, outcome=made, title=both(title), body=Localized(sq=body, en=body), at=before)
    return made


def answered(house: House, bring: Bring, *places: LandingPlace) -> str:
    """The address at which a published answer with these places is corrected."""
    ids = [row.pk for row in bring(2)]
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=ids)
    kept = {"verdict": "accepted", "reason": Localized(sq=REASON, en=REASON), "nowhere": Localized()}
    keep_draft(actor=HOUSE, response=draft, landings=places, **kept)  # type: ignore[arg-type]
    publish_response(actor=HOUSE, response=draft, at=house.at)
    return f"/en/desk/responses/{draft.public_id}/correct/"


def day(house: House, days: int) -> date:
    return (house.at + timedelta(days=days)).date()


@pytest.fixture
def hours(house: House) -> Outcome:
    return text_of(house, "1", "Hours")


@pytest.fixture
def page(house: House, bring: Bring, hours: Outcome) -> str:
    return answered(house, bring, LandingPlace(hours, quoted("They close at noon."), due_date=day(house, 30)))


def shown(outcome: Outcome, row: int = 0, sentence: str = "3", **fields: Any) -> dict[str, Any]:
    """What the form sends of a place whose sentences were shown: its title is sentence 1."""
    public_id = outcome.public_id
    chosen = {f"passage_{code}_{row}": [sentence] for code in ("sq", "en")}
    return {f"place_{row}": public_id, f"text_{row}": f"{public_id}:1", **chosen, **fields}


def sent(deed: str, **fields: Any) -> dict[str, Any]:
    words = {"verdict": "accepted", "reason_sq": REASON, "reason_en": REASON, **NOTE}
    return {"deed": deed, "seen_version": Response.objects.get().version, **words, **fields}


def english(answer: Any) -> Any:
    return next(one for one in answer.context["preview"].readings if one.language == "en")


def test_the_places_that_stand_are_shown_and_stay_untouched_when_they_are_left_as_they_are(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    opened = officer.get(page)
    body = opened.content.decode()
    assert opened.context["form"]["place_0"].value() == hours.public_id
    assert opened.context["form"]["passage_en_0"].value() == ["3"]
    assert "“They close at noon.”" in body.replace("<q>", "“").replace("</q>", "”")
    assert "This correction takes it back" not in body
    before = Landing.objects.get(taken_back_at=None).pk
    as_it_was = shown(hours, due_0=day(house, 30).isoformat())
    assert officer.post(page, sent("publish", **as_it_was)).status_code == 302
    assert Landing.objects.get(taken_back_at=None).pk == before
    assert Response.objects.get().version == 2


def test_sentences_that_the_form_cannot_show_stay_while_nobody_touches_them(
    house: House, officer: Client, bring: Bring, hours: Outcome
) -> None:
    page = answered(house, bring, LandingPlace(hours, quoted("close at noon"), due_date=day(house, 30)))
    opened = officer.get(page).context["form"]
    as_shown = {"place_0": hours.public_id, "text_0": f"{hours.public_id}:1", "due_0": day(house, 30).isoformat()}
    numbers = {f"passage_{code}_0": opened[f"passage_{code}_0"].value() for code in ("sq", "en")}
    officer.post(page, sent("publish", **as_shown, **numbers))
    assert Landing.objects.get(taken_back_at=None).passage == quoted("close at noon")
    assert not Fact.objects.filter(type="landing_taken_back").exists()


def test_the_preview_shows_what_every_author_will_read_and_keeps_nothing(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    queue = text_of(house, "2", "Queue", "Everybody gets a number.", house.other)
    places = shown(hours, due_0=day(house, 60).isoformat()) | shown(queue, 1, "2", due_1=day(house, 9).isoformat())
    seen = officer.post(page, sent("preview", **places))
    assert seen.status_code == 200
    reading = english(seen)
    assert reading.note == "Why it was corrected: The day was written wrong."
    assert [line.rpartition(": ")[2] for line in reading.taken_back] == ["Hours (1)"]
    assert [place.title for place in reading.landings] == [
        "A change was promised in Hours (1)", "A change was proposed in Queue (2)",
    ]  # fmt: skip
    assert reading.landings[0].notes == ["The text is to change by 23 January 2027."]
    body = seen.content.decode()
    assert body.index('id="preview"') < body.index('value="publish"')
    assert "says what is chosen here instead" in body
    assert "“They close at noon.”" in body.split('id="preview"')[1]
    assert Landing.objects.get(taken_back_at=None).due_date == day(house, 30)
    assert Response.objects.get().version == 1
    assert officer.post(page, sent("publish", **places)).status_code == 302
    assert {one.text.outcome.number: str(one.standing) for one in Landing.objects.filter(taken_back_at=None)} == {
        "1": "promised", "2": "proposed",
    }  # fmt: skip


def test_the_preview_says_what_publishing_would_refuse(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    past = shown(hours, due_0=day(house, -3).isoformat(), note_en="")
    lacks = officer.post(page, sent("preview", **past)).context["preview"].lacks
    assert [sentence.split(" ")[0] for sentence in lacks] == ["Nothing", "Give"]


def test_a_verdict_that_takes_nothing_up_takes_back_in_the_preview_what_it_will_take_back(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    as_it_was = shown(hours, due_0=day(house, 30).isoformat())
    reading = english(officer.post(page, sent("preview", **as_it_was) | {"verdict": "not_accepted"}))
    assert (len(reading.taken_back), list(reading.landings)) == (1, [])
    officer.post(page, sent("publish", **as_it_was) | {"verdict": "not_accepted"})
    assert not Landing.objects.filter(taken_back_at=None).exists()


def test_a_place_is_taken_back_where_nowhere_is_chosen_and_the_answer_says_why(
    officer: Client, page: str, hours: Outcome
) -> None:
    wrong = officer.post(page, sent("publish", place_0="", text_0=f"{hours.public_id}:1"))
    assert set(wrong.context["form"].errors) == {"place_0"}
    assert "This correction takes it back." in wrong.content.decode()
    nowhere = {"nowhere_en": "The next plan is not written yet."}
    assert officer.post(page, sent("publish", place_0="", **nowhere)).status_code == 302
    assert not Landing.objects.filter(taken_back_at=None).exists()
    assert Fact.objects.filter(type="landing_taken_back").count() == 1


def test_sentences_that_were_chosen_from_one_text_are_none_of_another(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    queue = text_of(house, "2", "Queue", "Everybody gets a number. Nobody waits.")
    fields = shown(hours, due_0=day(house, 60).isoformat()) | {"place_0": queue.public_id}
    wrong = officer.post(page, sent("publish", **fields))
    assert set(wrong.context["form"].errors) == {"place_0"}
    body = wrong.content.decode()
    assert "Nobody waits." in body, "its own sentences can be chosen now"
    assert f'value="{queue.public_id}:1"' in body
    assert Landing.objects.get(taken_back_at=None).text.outcome == hours
    officer.post(page, sent("publish", **shown(queue, due_0=day(house, 60).isoformat())))
    assert Landing.objects.get(taken_back_at=None).passage == quoted("Nobody waits.")


def test_what_a_new_place_lacks_is_said_there_while_another_stays_as_it_is(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    queue = text_of(house, "2", "Queue", "Everybody gets a number.")
    as_it_was = shown(hours, due_0=day(house, 30).isoformat())
    past = shown(queue, 1, "2", due_1=day(house, -3).isoformat())
    wrong = officer.post(page, sent("publish", **as_it_was, **past))
    assert set(wrong.context["form"].errors) == {"due_1"}
    bare = {"place_1": queue.public_id, "text_1": f"{queue.public_id}:1", "due_1": day(house, 9).isoformat()}
    assert set(officer.post(page, sent("publish", **as_it_was, **bare)).context["form"].errors) == {"place_1"}


def test_the_text_of_a_place_is_shown_where_it_was_asked_for(officer: Client, page: str, house: House) -> None:
    queue = text_of(house, "2", "Queue", "Everybody gets a number.")
    drawn = officer.post(page, sent("text", place_1=queue.public_id))
    assert drawn.status_code == 200
    assert "Everybody gets a number." in drawn.content.decode()
    assert 'formaction="#place-2"' in drawn.content.decode()
    assert drawn.context["preview"] is None


def test_what_was_refused_stays_on_the_page_and_is_not_offered_again(
    house: House, officer: Client, bring: Bring
) -> None:
    queue = text_of(house, "2", "Queue", "Everybody gets a number.", house.other)
    page = answered(house, bring, LandingPlace(queue, quoted("Everybody gets a number."), due_date=day(house, 9)))
    Landing.objects.update(refused_at=house.at, refusal=both("The law sets it."))
    body = officer.get(page).content.decode()
    assert "What was refused stays" in body
    assert "The law sets it." in body
    assert queue.public_id not in body


def test_a_correction_of_what_a_colleague_corrected_meanwhile_shows_what_stands_now(
    house: House, officer: Client, page: str, hours: Outcome
) -> None:
    mine = sent("publish", **shown(hours, due_0=day(house, 60).isoformat()))
    officer.post(page, sent("publish", **shown(hours, sentence="2", due_0=day(house, 40).isoformat())))
    wrong = officer.post(page, mine)
    assert wrong.status_code == 422
    body = wrong.content.decode()
    assert "was changed meanwhile" in body
    assert "<q>Offices open at ten.</q>" in body
    assert Landing.objects.get(taken_back_at=None).due_date == day(house, 40)
