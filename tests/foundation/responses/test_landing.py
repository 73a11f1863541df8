"""Landed means landed: words of the named version, a later version that differs there, another's yes for its text."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import (
    LandingPlace,
    NotInText,
    NotWhole,
    TextMeanwhile,
    WrittenMeanwhile,
    agree_to_landing,
    correct_response,
    draft_response,
    keep_draft,
    publish_response,
    refuse_landing,
)
from kuvend.foundation.responses.models import Landing, Response
from kuvend.publication.trail.queries import contribution_page
from tests.support.house import House, both, quoted

REASON = both("We take it up: the sentence on opening hours will say what you asked us to say.")
OLD = "Offices open at ten. They close at noon."


def text_of(house: House, institution: Institution | None = None) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="1", title=both("Hours"), scope=house.scope,
        institution=institution,
    )  # fmt: skip
    publish_text(actor=HOUSE, outcome=made, title=both("Hours"), body=both(OLD), at=house.at - timedelta(days=9))
    return made


def answer(house: House, place: LandingPlace) -> Landing:
    house.idea(house.actor(house.person(language="en")))
    record.advance(at=house.at)
    ids = [row.pk for row in house.activity.contributions.all()]
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=ids)
    keep_draft(actor=HOUSE, response=draft, verdict="accepted", reason=REASON, nowhere=Localized(), landings=[place])
    publish_response(actor=HOUSE, response=draft, at=house.at)
    return Landing.objects.get()


def due(house: House, days: int = 30) -> dict[str, object]:
    return {"due_date": (house.at + timedelta(days=days)).date()}


def change(house: House, outcome: Outcome, body: str, days: int = 1) -> None:
    at = house.at + timedelta(days=days)
    publish_text(actor=HOUSE, outcome=outcome, title=both("Hours"), body=both(body), at=at)
    record.advance(at=at)
    record.advance(at=at)


def test_words_that_do_not_stand_in_the_named_version_are_refused_by_the_action(house: House) -> None:
    with pytest.raises(NotInText):
        answer(house, LandingPlace(text_of(house), quoted("words which do not stand there at all"), **due(house)))  # type: ignore[arg-type]


def test_a_promise_needs_a_day(house: House) -> None:
    with pytest.raises(NotWhole) as error:
        answer(house, LandingPlace(text_of(house), quoted("They close at noon.")))
    assert set(error.value.lacks) == {"due_date"}
    assert not Fact.objects.filter(type="words_landed").exists()


def test_a_promise_is_kept_by_the_version_that_differs_there_and_its_author_is_told(house: House) -> None:
    outcome = text_of(house)
    landing = answer(house, LandingPlace(outcome, quoted("They close at noon."), **due(house)))  # type: ignore[arg-type]
    record.advance(at=house.at)
    assert landing.standing == "promised"
    change(house, outcome, OLD + "\nNobody waits.", days=1)  # a new sentence right beside it
    landing.refresh_from_db()
    assert landing.standing == "landed"
    assert landing.landed_text and landing.landed_text.version == 2
    assert Fact.objects.filter(type__in=["words_landed", "promise_kept"]).count() == 2
    assert Mail.objects.filter(subject="Your words changed a text").count() == 1
    outcome.refresh_from_db()
    assert outcome.landing_count == 1


def test_a_promise_made_while_the_version_that_keeps_it_is_published_lands_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcome = text_of(house)
    change(house, outcome, OLD + "\nNobody waits.", days=1)
    with monkeypatch.context() as unseen:  # the answer's transaction began before that version was there
        for module in ("answering", "landing"):
            unseen.setattr(f"kuvend.foundation.responses.actions.{module}.changes_of", lambda *_: {})
        landing = answer(house, LandingPlace(outcome, quoted("They close at noon."), version=1, **due(house)))  # type: ignore[arg-type]
    assert landing.standing == "promised"
    record.advance(at=house.at + timedelta(days=1))
    landing.refresh_from_db()
    assert landing.standing == "landed"


def test_a_version_that_differs_elsewhere_or_came_on_the_day_of_the_words_keeps_nothing(house: House) -> None:
    outcome = text_of(house)
    body = "First. " * 3 + "\nSecond stands apart.\n" + OLD
    publish_text(actor=HOUSE, outcome=outcome, title=both("Hours"), body=both(body), at=house.at - timedelta(days=5))
    landing = answer(house, LandingPlace(outcome, quoted("They close at noon."), **due(house)))  # type: ignore[arg-type]
    change(house, outcome, body.replace("First. First.", "Third. First."))
    landing.refresh_from_db()
    assert landing.standing == "promised"


def test_another_institutions_text_waits_for_its_yes(house: House) -> None:
    outcome = text_of(house, house.other)
    landing = answer(house, LandingPlace(outcome, quoted("They close at noon."), **due(house)))  # type: ignore[arg-type]
    assert landing.standing == "proposed"
    change(house, outcome, OLD.replace("noon", "six"))
    landing.refresh_from_db()
    assert landing.standing == "proposed", "no version makes it land without the yes"
    ours = house.actor(house.official(Role.INSTITUTION_OFFICER))
    with pytest.raises(NotAllowed):
        agree_to_landing(actor=ours, landing=landing, seen_version=1, seen_text=1, at=house.at)
    agree_to_landing(
        actor=_theirs(house), landing=landing, seen_version=1, seen_text=2, at=house.at + timedelta(days=2)
    )
    landing.refresh_from_db()
    assert landing.standing == "landed"


def test_a_refusal_gives_its_reason_and_is_final(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), quoted("Hours"), **due(house)))  # type: ignore[arg-type]
    theirs = _theirs(house)
    with pytest.raises(NotAllowed):
        refuse_landing(
            actor=theirs,
            landing=landing,
            seen_version=1,
            seen_text=1,
            reason=Localized(en="No."),
            at=house.at,
        )
    refuse_landing(
        actor=theirs,
        landing=landing,
        seen_version=1,
        seen_text=1,
        reason=both("The hours are set by law, not by us."),
        at=house.at,
    )
    landing.refresh_from_db()
    assert landing.standing == "refused"
    with pytest.raises(NotAllowed, match="decided already"):
        agree_to_landing(actor=theirs, landing=landing, seen_version=1, seen_text=1, at=house.at)


def _theirs(house: House) -> Actor:
    return house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))


def test_a_proposal_is_decided_with_the_answer_that_was_read(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), quoted("Hours"), **due(house)))  # type: ignore[arg-type]
    with pytest.raises(WrittenMeanwhile):
        agree_to_landing(actor=_theirs(house), landing=landing, seen_version=0, seen_text=1, at=house.at)
    with pytest.raises(WrittenMeanwhile):
        refuse_landing(
            actor=_theirs(house), landing=landing, seen_version=2, seen_text=1, at=house.at,
            reason=both("The hours are set by law, not by us."),
        )  # fmt: skip
    landing.refresh_from_db()
    assert landing.standing == "proposed"


def test_a_proposal_is_decided_with_the_text_that_was_read(house: House) -> None:
    outcome = text_of(house, house.other)
    landing = answer(house, LandingPlace(outcome, quoted("They close at noon."), **due(house)))  # type: ignore[arg-type]
    read = {"landing": landing, "seen_version": 1, "seen_text": 1, "at": house.at + timedelta(days=2)}
    change(house, outcome, OLD.replace("noon", "six"))
    with pytest.raises(TextMeanwhile):
        agree_to_landing(actor=_theirs(house), **read)  # type: ignore[arg-type]
    with pytest.raises(TextMeanwhile):
        refuse_landing(actor=_theirs(house), reason=both("The hours are set by law, not by us."), **read)  # type: ignore[arg-type]
    landing.refresh_from_db()
    assert landing.standing == "proposed"
    agree_to_landing(actor=_theirs(house), **read | {"seen_text": 2})  # type: ignore[arg-type]
    landing.refresh_from_db()
    assert landing.standing == "landed"


def correct(response: Response, house: House, verdict: str, nowhere: Localized | None = None) -> None:
    correct_response(
        actor=HOUSE, response=response, seen_version=response.version, verdict=verdict, reason=REASON,
        note=both("The first answer promised too much."), at=house.at + timedelta(days=1),
        nowhere=nowhere,
    )  # fmt: skip
    record.advance(at=house.at + timedelta(days=1))


def test_a_promise_that_a_correction_takes_back_is_a_step_after_it_and_told_to_its_author(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house), quoted("They close at noon."), **due(house)))  # type: ignore[arg-type]
    record.advance(at=house.at)
    correct(landing.response, house, "not_accepted")
    assert Fact.objects.filter(type="landing_taken_back").count() == 1
    idea = house.activity.contributions.get()
    with translation.override("en"):
        shown = contribution_page(idea.public_id, at=house.at + timedelta(days=1))
    assert shown is not None
    assert [step.title for step in shown.steps] == [
        "Received", "Answered", "A change was promised", "Answer corrected", "The change was taken back",
    ]  # fmt: skip
    letter = Mail.objects.get(subject__contains="corrected its answer")
    assert "no longer holds, it is taken back: Hours (1)" in letter.body


def test_a_correction_that_still_takes_it_up_and_what_was_refused_take_nothing_back(house: House) -> None:
    landing = answer(house, LandingPlace(text_of(house, house.other), quoted("Hours"), **due(house)))  # type: ignore[arg-type]
    refuse_landing(
        actor=_theirs(house), landing=landing, seen_version=1, seen_text=1, at=house.at,
        reason=both("The hours are set by law, not by us."),
    )  # fmt: skip
    correct(landing.response, house, "accepted_in_part", both("The ministry keeps its hours."))
    landing.response.refresh_from_db()
    correct(landing.response, house, "not_accepted")
    assert Fact.objects.filter(type="response_corrected").count() == 2
    assert not Fact.objects.filter(type="landing_taken_back").exists()
    assert not Mail.objects.filter(body__contains="it is taken back").exists()
