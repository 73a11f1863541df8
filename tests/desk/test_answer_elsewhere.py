"""What goes to another institution and comes back at the desk, and proposals for one's own texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.foundation.responses.models import Duty, Landing, Response
from tests.support.house import House, both, quoted

WHY = {"reason_sq": "Kjo i takon ministrisë, jo neve.", "reason_en": "This belongs to the ministry, not to us."}
Bring = Callable[..., list[Contribution]]


@pytest.fixture
def ministry(house: House, at_desk: Callable[..., Client]) -> Client:
    return at_desk("institution_officer", institution=house.other)


def test_what_was_passed_on_is_said_and_can_be_taken_back(house: House, officer: Client, bring: Bring) -> None:
    (idea,) = bring(1)
    shown = officer.get(f"/en/desk/contributions/{idea.public_id}/pass-on/").content.decode()
    assert idea.body in shown
    assert "Ministry: nobody answers there yet" in shown
    sent = officer.post(
        f"/en/desk/contributions/{idea.public_id}/pass-on/",
        {"institution": "moj", "seen_version": 1, **WHY},
        follow=True,
    )
    body = sent.content.decode()
    assert "<title>Done:" in body
    assert 'aria-labelledby="was-done" autofocus' in body
    back = f"/en/desk/contributions/{idea.public_id}/take-back/"
    assert back in body
    assert officer.get(back).status_code == 200
    assert officer.post(back)["Location"] == "/en/desk/?done=duty-back"
    assert Duty.objects.get().institution == house.owner


def test_the_receiver_hands_it_back_with_a_reason(
    house: House, officer: Client, ministry: Client, bring: Bring
) -> None:
    (idea,) = bring(1)
    officer.post(f"/en/desk/contributions/{idea.public_id}/pass-on/", {"institution": "moj", "seen_version": 1, **WHY})
    back = f"/en/desk/contributions/{idea.public_id}/hand-back/"
    assert idea.body in ministry.get(back).content.decode()
    assert ministry.post(back, {"reason_en": "No."}).status_code == 422
    assert ministry.post(back, WHY)["Location"] == "/en/desk/?done=handed-back"
    assert Duty.objects.get().institution == house.owner


def test_what_was_chosen_is_passed_on_together_for_one_reason(house: House, officer: Client, bring: Bring) -> None:
    first, second, stays = bring(3)
    together = "/en/desk/pass-on/"
    assert f'formaction="{together}"' in officer.get("/en/desk/").content.decode()
    none = officer.post(together, {})
    assert none.status_code == 422
    assert "Choose at least one contribution" in none.content.decode()
    shown = officer.post(together, {"chosen": [first.public_id, second.public_id]}).content.decode()
    assert f'name="words" value="{first.public_id}:1"' in shown
    assert shown.count('name="words"') == 2
    words = [f"{one.public_id}:1" for one in (first, second)]
    assert officer.post(together, {"words": words, "institution": "moj"}).status_code == 422, "no reason"
    sent = {"words": words, "institution": "moj", "reason_en": WHY["reason_en"]}
    Contribution.objects.filter(pk=second.pk).update(version=2)
    changed = officer.post(together, sent)
    assert changed.status_code == 422
    assert "The author changed the words" in changed.content.decode()
    assert f'value="{second.public_id}:2"' in changed.content.decode()
    assert not Duty.objects.filter(institution=house.other).exists(), "all of them or none"
    sent["words"] = [words[0], f"{second.public_id}:2"]
    assert officer.post(together, sent)["Location"] == "/en/desk/?done=passed-on-together"
    assert set(Duty.objects.filter(institution=house.other).values_list("contribution", flat=True)) == {
        first.pk, second.pk,
    }  # fmt: skip
    assert Duty.objects.get(contribution=stays).institution == house.owner
    assert officer.post(together, sent).status_code == 422, "they are somebody else's now"


def test_all_that_the_filter_finds_is_passed_on_and_nobody_elses(
    house: House, officer: Client, ministry: Client, bring: Bring
) -> None:
    ideas = bring(2)
    assert officer.post("/en/desk/pass-on/", {"all": "1"}).content.decode().count('name="words"') == 2
    theirs = ministry.post("/en/desk/pass-on/", {"words": f"{ideas[0].public_id}:1", "institution": "aksi", **WHY})
    assert theirs.status_code == 422
    assert not Duty.objects.filter(institution=house.other).exists()


@pytest.mark.parametrize("seen", [1, 2])
def test_a_refusal_draws_no_words_that_another_institution_answers(
    house: House, officer: Client, ministry: Client, bring: Bring, seen: int
) -> None:
    mine, theirs = bring(2)
    Duty.objects.filter(contribution=theirs).update(institution=house.other)
    third = Institution.objects.create(key="third", name=both("Third"), short_name=both("T"))
    house.official("institution_officer", institution=third)
    earlier = ContributionText.objects.filter(contribution=theirs)
    earlier.update(body="WORDS OF BEFORE", public_at=house.at)
    earlier.create(
        contribution=theirs, version=2, title="NOW", body="WORDS NOW", written_at=house.at, public_at=house.at
    )
    Contribution.objects.filter(pk=theirs.pk).update(version=2, title="NOW", body="WORDS NOW")
    words = [f"{mine.public_id}:1", f"{theirs.public_id}:{seen}"]
    refused = officer.post("/en/desk/pass-on/", {"words": words, "institution": "third", **WHY})
    body = refused.content.decode()
    assert refused.status_code == 422
    assert mine.public_id in body
    assert not [text for text in (theirs.public_id, "WORDS OF BEFORE", "WORDS NOW") if text in body]
    assert not Duty.objects.filter(institution=third).exists()


def proposed(house: House, bring: Bring) -> tuple[Outcome, str]:
    """A change of a text of the ministry that the agency's answer proposes, and the address where it is decided."""
    (idea,) = bring(1)
    text = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="4", title=both("Hours"), scope=house.scope,
        institution=house.other,
    )  # fmt: skip
    publish_text(actor=HOUSE, outcome=text, title=both("Hours"), body=both("Open at ten."), at=house.at)
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    place = LandingPlace(text, quoted("Open at ten."), due_date=(house.at + timedelta(days=9)).date())
    reason = both("We asked the ministry to change the hours, and will say what it answers.")
    keep_draft(actor=HOUSE, response=draft, verdict="accepted", reason=reason, nowhere=Localized(), landings=[place])
    publish_response(actor=HOUSE, response=draft, at=house.at)
    return text, f"/en/desk/responses/{draft.public_id}/texts/{text.public_id}/"


def test_a_proposal_waits_at_the_desk_of_whose_text_it_is(
    house: House, officer: Client, ministry: Client, bring: Bring
) -> None:
    _text, here = proposed(house, bring)
    assert here in ministry.get("/en/desk/").content.decode()
    assert here not in officer.get("/en/desk/").content.decode()
    assert officer.get(here).status_code == 403
    assert "Open at ten." in ministry.get(here).content.decode()
    assert ministry.post(here, {"deed": "refuse", "reason_en": "No."}).status_code == 422
    assert (
        ministry.post(here, {"deed": "refuse", "seen_version": 1, "seen_text": 1, **WHY})["Location"]
        == "/en/desk/?done=change-refused"
    )
    assert Landing.objects.get().standing == "refused"
    assert "This belongs to the ministry, not to us." in officer.get("/en/desk/").content.decode()


def test_a_yes_to_a_text_that_changed_meanwhile_shows_what_it_would_agree_to_now(
    house: House, ministry: Client, bring: Bring
) -> None:
    text, here = proposed(house, bring)
    page = ministry.get(here).content.decode()
    assert page.count('name="seen_text" value="1"') == 2
    later = house.at + timedelta(days=1)
    publish_text(actor=HOUSE, outcome=text, title=both("Hours"), body=both("Open at eight."), at=later)
    wrong = ministry.post(here, {"deed": "agree", "seen_version": 1, "seen_text": 1})
    body = wrong.content.decode()
    assert wrong.status_code == 422
    assert "The text has a new version since you opened this page." in body
    assert "it counts as landed at once" in body
    assert 'name="seen_text" value="2"' in body
    assert Landing.objects.get().standing == "proposed"
    assert ministry.post(here, {"deed": "agree", "seen_version": 1, "seen_text": 2}).status_code == 302
    assert Landing.objects.get().standing == "landed"


def test_a_colleagues_draft_is_shown_with_who_holds_it_and_taken_over(
    at_desk: Callable[..., Client], officer: Client, bring: Bring
) -> None:
    bring(2)
    page = str(officer.post("/en/desk/answers/new/", {"all": "1"})["Location"])
    colleague = at_desk("institution_officer")
    shown = colleague.get(page).content.decode()
    assert "Take it over" in shown
    assert 'value="publish"' not in shown
    assert colleague.post("/en/desk/answers/new/", {"all": "1"}).status_code == 422
    assert colleague.post(page, {"deed": "take_over"})["Location"] == page
    assert 'value="publish"' in colleague.get(page).content.decode()
    assert colleague.post(page, {"deed": "delete", "seen_version": 1})["Location"] == "/en/desk/?done=answer-deleted"
    assert not Response.objects.exists()
