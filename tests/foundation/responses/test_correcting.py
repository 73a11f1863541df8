"""A correction changes where words go: what it no longer says is taken back, what is new begins, the rest stays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import translation

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.record.steps import Step
from kuvend.foundation.responses.actions import (
    LandingPlace,
    NotInText,
    NotWhole,
    correct_response,
    refuse_landing,
)
from kuvend.foundation.responses.models import Landing, Response
from kuvend.publication.trail.landings import ending_of
from kuvend.publication.trail.queries import contribution_page
from tests.foundation.responses.test_landing import OLD, REASON, answer, change, text_of
from tests.support.house import House, both, quoted

NOTE = both("The day was written wrong, and so was the sentence.")
NOON, TEN = quoted("They close at noon."), quoted("Offices open at ten.")


def day(house: House, days: int) -> date:
    return (house.at + timedelta(days=days)).date()


def promise(house: House, outcome: Outcome) -> Landing:
    landing = answer(house, LandingPlace(outcome, NOON, due_date=day(house, 30)))
    record.advance(at=house.at)
    return landing


def correct(house: House, response: Response, *places: LandingPlace, days: int = 1, verdict: str = "accepted") -> None:
    at = house.at + timedelta(days=days)
    correct_response(
        actor=HOUSE, response=response, seen_version=Response.objects.get().version, verdict=verdict, reason=REASON,
        note=NOTE, places=places, at=at,
    )  # fmt: skip
    record.advance(at=at)


def steps(house: House, days: int = 1) -> list[Step]:
    with translation.override("en"):
        shown = contribution_page(house.activity.contributions.get().public_id, at=house.at + timedelta(days=days))
    assert shown
    return list(shown.steps)


def told(*types: str) -> list[str]:
    return list(Fact.objects.filter(type__in=types).order_by("pk").values_list("type", flat=True))


DEEDS = ("response_corrected", "landing_taken_back", "landing_promised", "landing_proposed", "words_landed")


def test_a_corrected_day_takes_the_old_promise_back_and_makes_the_new_one_in_the_order_of_the_record(
    house: House,
) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    correct(house, landing.response, LandingPlace(outcome, NOON, due_date=day(house, 60)))
    now = Landing.objects.get(taken_back_at=None)
    assert (now.standing, now.due_date) == ("promised", day(house, 60))
    assert told(*DEEDS) == ["landing_promised", "response_corrected", "landing_taken_back", "landing_promised"]
    way = steps(house)
    assert [step.title for step in way] == [
        "Received", "Answered", "A change was promised", "Answer corrected", "The change was taken back",
        "A change was promised in Hours (commitment 1)", "Change due",
    ]  # fmt: skip
    assert "Hours: what the answer said about this text before no longer holds." in way[4].note
    last = Fact.objects.filter(type="landing_promised").latest("pk")
    assert way[5].proof and way[5].proof.index == last.index, "proven by the new promise, not by the old one"
    assert way[6].on == day(house, 60)


def test_the_letter_names_what_is_taken_back_and_what_is_said_now(house: House) -> None:
    hours = text_of(house)
    landing = promise(house, hours)
    doors = Outcome.objects.create(
        process=house.process, kind="commitment", key="c2", number="2", title=both("Doors"), scope=house.scope
    )
    change(house, doors, "Doors open.", days=-9)
    correct(house, landing.response, LandingPlace(doors, quoted("Doors open."), due_date=day(house, 60)))
    letter = Mail.objects.get(subject__contains="corrected its answer").body
    assert "What this answer said before about this text no longer holds, it is taken back: Hours (1)" in letter
    assert "A change was promised in: Hours (2)\n" in letter
    assert "The text is to change by 23 January 2027." in letter


def test_what_the_correction_says_as_before_stays_untouched(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    change(house, outcome, OLD + "\nNobody waits.", days=2)  # kept: it landed, its day and version stand
    landing.refresh_from_db()
    correct(house, landing.response, LandingPlace(outcome, NOON, version=1, due_date=day(house, 30)), days=3)
    now = Landing.objects.get(taken_back_at=None)
    assert (now.pk, now.landed_at, now.standing) == (landing.pk, landing.landed_at, "landed")
    assert told("landing_taken_back") == []
    assert "taken back" not in Mail.objects.get(subject__contains="corrected its answer").body


def test_a_landed_change_that_is_taken_back_is_no_longer_counted(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    change(house, outcome, OLD.replace("noon", "six"), days=2)
    outcome.refresh_from_db()
    assert outcome.landing_count == 1
    with pytest.raises(NotWhole) as error:
        correct_response(
            actor=HOUSE, response=landing.response, seen_version=1, verdict="accepted", reason=REASON,
            note=Localized(), places=[], at=house.at, nowhere=both("The next plan is not written yet."),
        )  # fmt: skip
    assert set(error.value.lacks) == {"note"}
    correct(house, landing.response, LandingPlace(outcome, TEN, version=2, due_date=day(house, 60)), days=3)
    outcome.refresh_from_db()
    assert outcome.landing_count == 0
    assert Landing.objects.get(taken_back_at=None).standing == "promised"
    assert [step.title for step in steps(house, 3)][2:] == [
        "A change was promised", "Landed in a text", "Answer corrected", "The change was taken back",
        "A change was promised in Hours (commitment 1)", "Change due",
    ]  # fmt: skip


def test_a_place_that_is_corrected_into_sentences_which_changed_already_lands_at_once(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    change(house, outcome, OLD + "\n" + "Between the two a queue number is given to everybody.\nNobody waits.", days=2)
    Landing.objects.update(landed_text=None, landed_at=None)  # as if the first one named another place
    place = LandingPlace(outcome, quoted("Nobody waits."), version=2)
    correct(house, landing.response, place, days=3)
    assert Landing.objects.get(taken_back_at=None).standing == "landed"
    assert told(*DEEDS)[-1] == "words_landed"


def test_another_institutions_text_needs_its_yes_in_a_correction_too(house: House) -> None:
    landing = promise(house, text_of(house))
    outcome = Outcome.objects.create(
        process=house.process, kind="commitment", key="c2", number="2", title=both("Doors"), scope=house.scope,
        institution=house.other,
    )  # fmt: skip
    change(house, outcome, "Doors open.", days=-9)
    correct(
        house, landing.response, LandingPlace(landing.text.outcome, NOON, due_date=day(house, 30)),
        LandingPlace(outcome, quoted("Doors open."), due_date=day(house, 60)),
    )  # fmt: skip
    assert {one.text.outcome.key: str(one.standing) for one in Landing.objects.filter(taken_back_at=None)} == {
        "c1": "promised", "c2": "proposed",
    }  # fmt: skip
    assert told("landing_taken_back") == []


def test_a_correction_lacks_what_a_new_answer_would_lack_and_changes_nothing(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    for place, lack in [
        (LandingPlace(outcome, NOON, due_date=day(house, -3)), "due_date"),
        (LandingPlace(outcome, TEN), "due_date"),
        (LandingPlace(outcome, Localized(), due_date=day(house, 9)), "passage"),
    ]:
        with pytest.raises(NotWhole) as error:
            correct(house, landing.response, place)
        assert set(error.value.lacks) == {lack}
    with pytest.raises(NotWhole) as error:
        correct(house, landing.response)
    assert set(error.value.lacks) == {"landings"}
    with pytest.raises(NotInText):
        correct(house, landing.response, LandingPlace(outcome, quoted("Nobody wrote this."), due_date=day(house, 9)))
    assert Landing.objects.get(taken_back_at=None).pk == landing.pk
    assert told(*DEEDS) == ["landing_promised"]


def test_a_promise_whose_day_is_over_hinders_no_correction_of_the_words(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    correct(house, landing.response, LandingPlace(outcome, NOON, due_date=day(house, 30)), days=45)
    assert Landing.objects.get(taken_back_at=None).pk == landing.pk
    assert Response.objects.get().version == 2


def test_what_was_refused_stays_with_its_reason_and_is_not_asked_again(house: House) -> None:
    outcome = text_of(house, house.other)
    landing = answer(house, LandingPlace(outcome, NOON, due_date=day(house, 30)))
    theirs = house.actor(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    why = both("The hours are set by law, not by us.")
    refuse_landing(actor=theirs, landing=landing, seen_version=1, seen_text=1, reason=why, at=house.at)
    with pytest.raises(NotAllowed, match="refused a change there"):
        correct(house, landing.response, LandingPlace(outcome, TEN, due_date=day(house, 30)))
    correct(house, landing.response, verdict="not_accepted")
    assert Landing.objects.get(taken_back_at=None).refusal == why
    assert told("landing_taken_back") == []


def test_a_promise_that_was_kept_late_keeps_its_day(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    change(house, outcome, OLD.replace("noon", "six"), days=40)
    correct(house, landing.response, LandingPlace(outcome, NOON, version=1, due_date=day(house, 60)), days=41)
    now = Landing.objects.get()
    assert (now.pk, now.standing, now.due_date, now.taken_back_at) == (landing.pk, "landed", day(house, 30), None)
    assert told("landing_taken_back") == []
    outcome.refresh_from_db()
    assert outcome.landing_count == 1


def test_a_late_change_that_is_taken_back_goes_on_telling_its_day(house: House) -> None:
    outcome = text_of(house)
    landing = promise(house, outcome)
    change(house, outcome, OLD.replace("noon", "six"), days=40)
    correct(house, landing.response, verdict="not_accepted", days=41)
    gone = Landing.objects.get()
    with translation.override("en"):
        said = ending_of(gone, [])
    assert said.startswith("No longer said to have landed since")
    assert f"The change was due by {day(house, 30).day} " in said
