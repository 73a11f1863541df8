"""An answer: kept as a draft, seen as its readers see it, published to one or thousands, corrected, passed on."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.models import Answered, Duty, Landing, Response
from tests.support.house import NOW, House, both

NEW = "/en/desk/answers/new/"
REASON = "From March the office opens from eight to six on two days a week; we looked at the queues first."
NOTE = {"note_sq": "Data ishte shkruar gabim.", "note_en": "The month was written wrong."}
WHY = {"reason_sq": "Kjo i takon ministrisë.", "reason_en": "This belongs to the ministry."}
Bring = Callable[..., list[Contribution]]


@pytest.fixture
def commitment(house: House) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="4", title=both("Longer hours"), scope=house.scope
    )
    tomorrow = house.at + timedelta(days=1)
    publish_text(
        actor=HOUSE, outcome=made, title=both("Longer hours"), body=both("They open longer.\nOn two days."), at=tomorrow
    )
    return made


@pytest.fixture
def page(officer: Client, bring: Bring, commitment: Outcome) -> str:
    """The address of a draft that answers five contributions."""
    bring(5)
    return str(officer.post(NEW, {"all": "1"})["Location"])


def sent(deed: str, **fields: Any) -> dict[str, Any]:
    return {"deed": deed, "verdict": "not_accepted", "reason_sq": REASON, "seen_version": shown_version(), **fields}


def shown_version() -> int:
    """The version that the page of the last answer shows: of its draft, or of what is published."""
    response = Response.objects.latest("pk")
    return response.draft_version if response.state == "draft" else response.version


def test_a_draft_is_kept_as_it_was_sent_and_answers_nobody_yet(officer: Client, page: str, commitment: Outcome) -> None:
    words = {"verdict": "accepted", "reason_en": "Short.", "place_0": commitment.public_id}
    shown = officer.post(page, sent("text", **words), follow=True).content.decode()
    assert "They open longer." in shown
    chosen = {"text_0": f"{commitment.public_id}:1", "passage_en_0": ["2"]}
    kept = officer.post(page, sent("keep", **words, **chosen))
    assert kept["Location"] == f"{page}?done=kept"
    draft = Response.objects.get()
    assert (draft.state, draft.verdict, draft.reason) == ("draft", "accepted", Localized(sq=REASON, en="Short."))
    landing = draft.landings.get()
    assert (landing.text.outcome, landing.passage) == (commitment, Localized(en="They open longer."))
    shown = officer.get(page).content.decode()
    assert "Short." in shown
    assert "Longer hours (4)" in shown
    assert not Answered.objects.exists()
    assert [row.pk for row in officer.get("/en/desk/").context["drafts"]] == [draft.pk]


def test_the_preview_shows_both_languages_and_names_a_missing_one(officer: Client, page: str) -> None:
    assert officer.post(page, sent("preview"))["Location"] == f"{page}?done=kept#preview"
    readings = officer.get(page).context["preview"].readings
    assert [(one.language, one.verdict, one.institution) for one in readings] == [
        ("sq", readings[0].verdict, "Agency (sq)"),
        ("en", "not accepted", "Agency"),
    ]
    assert {one.reason_language for one in readings} == {"sq"}
    assert "only in Albanian" in officer.get(page).content.decode()


def _place(outcome: Outcome, **fields: Any) -> dict[str, Any]:
    return {"place_0": outcome.public_id, "text_0": f"{outcome.public_id}:1", "passage_en_0": ["2"], **fields}


def test_the_preview_shows_sentence_and_day_and_whether_it_is_promised_proposed_or_landed(
    house: House, officer: Client, page: str, commitment: Outcome
) -> None:
    day = (house.at + timedelta(days=30)).date().isoformat()
    draft = sent("preview", verdict="accepted", **_place(commitment, due_0=day))
    landed = _english(officer.post(page, draft, follow=True))
    assert (landed.title, landed.passage) == ("Landed in Longer hours (4)", "They open longer.")
    OutcomeText.objects.update(published_at=house.at - timedelta(days=9))
    promised = _english(officer.get(page))
    assert promised.title == "A change was promised in Longer hours (4)"
    assert ["2026" in note for note in promised.notes] == [True]
    Outcome.objects.update(institution=house.other)
    assert _english(officer.get(page)).title == "A change was proposed in Longer hours (4)"
    body = officer.get(page).content.decode()
    assert "<blockquote" in body
    assert "They open longer." in body.split('id="preview"')[1]


def _english(shown: Any) -> Any:
    """The one place of the preview in English."""
    return next(one for one in shown.context["preview"].readings if one.language == "en").landings[0]


def test_the_preview_says_what_publishing_would_refuse(
    house: House, officer: Client, page: str, commitment: Outcome
) -> None:
    OutcomeText.objects.update(published_at=house.at - timedelta(days=9))
    assert "Before it can be published" not in officer.get(page).content.decode(), "nothing was written yet"
    past = _place(commitment, due_0=(house.at - timedelta(days=5)).date().isoformat())
    body = officer.post(page, sent("preview", verdict="accepted", **past), follow=True).content.decode()
    assert "name the day by which it will, today or later" in body


def test_who_proposes_and_who_decides_read_before_the_yes_that_it_counts_at_once(
    house: House, officer: Client, at_desk: Callable[..., Client], page: str, commitment: Outcome
) -> None:
    Outcome.objects.update(institution=house.other)
    draft = _place(commitment, due_0=(house.at + timedelta(days=30)).date().isoformat())
    shown = _english(officer.post(page, sent("preview", verdict="accepted", **draft), follow=True))
    assert any("counts as landed at once" in note for note in shown.notes)
    officer.post(page, sent("publish", verdict="accepted", **draft))
    theirs, landing = at_desk("institution_officer", institution=house.other), Landing.objects.get()
    address = f"/en/desk/responses/{landing.response.public_id}/texts/{commitment.public_id}/"
    assert "counts as landed at once" in theirs.get(address).content.decode()
    OutcomeText.objects.update(published_at=house.at - timedelta(days=9))
    assert "counts as landed at once" not in theirs.get(address).content.decode()


def test_publishing_answers_each_of_the_chosen_that_keeps_its_tick(officer: Client, page: str) -> None:
    left = Contribution.objects.order_by("pk").first()
    assert left
    shown = list(Contribution.objects.values_list("public_id", flat=True))
    stays = [public_id for public_id in shown if public_id != left.public_id]
    published = officer.post(page, sent("publish", shown=shown, stays=stays))
    assert published["Location"] == f"{page}?done=answer-published"
    response = Response.objects.get()
    assert (response.state, response.answer_count) == ("published", 4)
    assert not Answered.objects.filter(contribution=left).exists()
    assert Duty.objects.get(contribution=left).state == "open"
    assert Fact.objects.filter(type="contribution_answered").count() == 4
    assert "4 contributions have this answer" in officer.get(page).content.decode()


def test_what_lacks_is_said_at_its_field_and_in_a_summary_and_nothing_is_lost(officer: Client, page: str) -> None:
    wrong = officer.post(page, {"deed": "publish", "verdict": "accepted", "reason_en": "Too short.", "seen_version": 1})
    body = wrong.content.decode()
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"reason_sq", "place_0"}
    assert 'href="#id_reason_sq"' in body
    assert 'id="id_reason_sq_error"' in body
    assert "Too short.</textarea>" in body
    assert "<title>Error:" in body
    assert Response.objects.get().reason == Localized(en="Too short.")


def test_without_a_verdict_the_summary_leads_to_the_radios(officer: Client, page: str) -> None:
    body = officer.post(page, {"deed": "publish", "reason_en": REASON, "seen_version": 1}).content.decode()
    assert 'href="#id_verdict"' in body
    assert '<fieldset class="field wrong" id="id_verdict"' in body


def test_an_accepted_answer_lands_or_says_why_nowhere(officer: Client, page: str, commitment: Outcome) -> None:
    passage = {"text_1": f"{commitment.public_id}:1", "passage_sq_1": ["1", "2"]}
    officer.post(page, sent("publish", verdict="accepted", place_1=commitment.public_id, **passage))
    commitment.refresh_from_db()
    assert commitment.landing_count == 5
    assert "Longer hours (4)" in officer.get(page).content.decode()


def test_words_go_into_sentences_of_the_text_and_need_a_day_where_nothing_has_changed(
    house: House, officer: Client, page: str, commitment: Outcome
) -> None:
    OutcomeText.objects.update(published_at=house.at - timedelta(days=9))
    place = {"verdict": "accepted", "place_0": commitment.public_id, "text_0": f"{commitment.public_id}:1"}
    typed = officer.post(page, sent("publish", **place, passage_en_0=["words which do not stand there"]))
    assert set(typed.context["form"].errors) == {"passage_en_0"}
    none = officer.post(page, sent("publish", **place))
    assert set(none.context["form"].errors) == {"place_0"}
    apart = officer.post(page, sent("publish", **place, passage_sq_0=["1", "3"]))
    assert "Choose sentences that follow each other." in str(apart.context["form"].errors)
    undated = officer.post(page, sent("publish", **place, passage_en_0=["2"]))
    assert set(undated.context["form"].errors) == {"due_0"}
    assert not Answered.objects.exists()
    day = (house.at + timedelta(days=30)).date().isoformat()
    officer.post(page, sent("publish", **place, passage_en_0=["2"], due_0=day))
    landing = Landing.objects.get()
    assert (landing.standing, landing.passage) == ("promised", Localized(en="They open longer."))


def test_sentences_of_one_text_do_not_go_into_another_that_was_chosen_afterwards(
    house: House, officer: Client, page: str, commitment: Outcome
) -> None:
    other = Outcome.objects.create(
        process=house.process, kind="commitment", key="c2", number="5", title=both("One queue"), scope=house.scope
    )
    publish_text(actor=HOUSE, outcome=other, title=both("One queue"), body=both("Nobody waits."), at=house.at)
    wrong = officer.post(page, sent("publish", verdict="accepted", **_place(commitment) | {"place_0": other.public_id}))
    assert set(wrong.context["form"].errors) == {"place_0"}
    assert "Nobody waits." in wrong.content.decode(), "its own sentences can be chosen now"
    assert not Answered.objects.exists()


@pytest.fixture
def other_text(house: House) -> Outcome:
    made = Outcome.objects.create(
        process=house.process, kind="commitment", key="c2", number="5", title=both("Cheap copies"), scope=house.scope
    )
    body = both("Copies cost a lot.\nNobody pays for the first page.")
    publish_text(actor=HOUSE, outcome=made, title=both("Cheap copies"), body=body, at=house.at + timedelta(days=1))
    return made


@pytest.mark.parametrize("deed", ["publish", "preview"])
def test_sentences_that_were_chosen_from_another_text_than_was_shown_go_nowhere(
    house: House, officer: Client, page: str, commitment: Outcome, other_text: Outcome, deed: str
) -> None:
    day = (house.at + timedelta(days=30)).date().isoformat()
    changed = _place(commitment, due_0=day) | {"place_0": other_text.public_id}
    wrong = officer.post(page, sent(deed, verdict="accepted", **changed))
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"place_0"}
    body = wrong.content.decode()
    assert "Choose from this text" in body
    assert "Nobody pays for the first page." in body, "the text of the place that is chosen now"
    assert f'value="{other_text.public_id}:1"' in body
    assert " checked" not in body.split('id="place-0"')[1].split('id="id_due_0"')[0]
    assert not Landing.objects.exists()
    unread = _place(commitment, due_0=day) | {"text_0": f"{commitment.public_id}:99"}
    assert set(officer.post(page, sent(deed, verdict="accepted", **unread)).context["form"].errors) == {"place_0"}


def test_a_place_that_was_changed_is_kept_without_sentences_and_its_text_can_be_shown(
    officer: Client, page: str, commitment: Outcome, other_text: Outcome
) -> None:
    kept = officer.post(page, sent("keep", verdict="accepted", **_place(commitment)), follow=True).content.decode()
    assert kept.count('value="text"') == 3, "one button at each place, whether its text is shown or not"
    changed = _place(commitment) | {"place_0": other_text.public_id}
    shown = officer.post(page, sent("text", verdict="accepted", **changed), follow=True).content.decode()
    assert "Nobody pays for the first page." in shown
    assert not Landing.objects.get().passage


def test_a_correction_takes_no_sentences_from_another_text(
    house: House, officer: Client, page: str, commitment: Outcome, other_text: Outcome
) -> None:
    place = _place(commitment, due_0=(house.at + timedelta(days=30)).date().isoformat())
    officer.post(page, sent("publish", verdict="accepted", **place))
    moved = place | {"place_0": other_text.public_id}
    wrong = officer.post(f"{page}correct/", sent("publish", verdict="accepted", **NOTE, **moved))
    assert set(wrong.context["form"].errors) == {"place_0"}
    assert Landing.objects.get().text.outcome == commitment


def test_the_same_place_is_not_named_twice(officer: Client, page: str, commitment: Outcome) -> None:
    twice = {f"place_{n}": commitment.public_id for n in range(2)}
    wrong = officer.post(page, sent("keep", verdict="accepted", **twice))
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"place_1"}


def test_an_officer_of_another_institution_is_refused(house: House, at_desk: Callable[..., Client], page: str) -> None:
    stranger = at_desk("institution_officer", institution=house.other)
    for address in (page, f"{page}correct/"):
        refused = stranger.get(address)
        assert refused.status_code == 403
        assert "Only an officer of the institution" in refused.content.decode()
    assert stranger.post(page, sent("publish")).status_code == 403
    assert not Answered.objects.exists()


def test_a_published_answer_is_corrected_and_both_versions_are_shown(officer: Client, page: str) -> None:
    officer.post(page, sent("publish"))
    assert officer.get(f"{page}correct/").status_code == 200
    later = REASON.replace("March", "April")
    assert (
        officer.post(f"{page}correct/", sent("publish", verdict="out_of_scope", reason_sq=later, **NOTE))["Location"]
        == f"{page}?done=answer-corrected"
    )
    body = officer.get(page).content.decode()
    assert REASON in body
    assert later in body
    assert Response.objects.get().version == 2
    assert officer.post(f"{page}correct/", {"deed": "publish", "verdict": "", "reason_sq": "x"}).status_code == 422
    lacking = officer.post(f"{page}correct/", sent("publish", verdict="out_of_scope", reason_sq=later))
    assert lacking.status_code == 422
    assert "Give the reason in all languages, each in at least 15 letters." in lacking.content.decode()
    assert Response.objects.get().version == 2


def test_a_correction_that_takes_up_again_what_was_refused_says_why_it_is_nowhere(
    house: House, officer: Client, page: str, commitment: Outcome
) -> None:
    OutcomeText.objects.update(published_at=house.at - timedelta(days=9))
    day = (house.at + timedelta(days=30)).date().isoformat()
    officer.post(page, sent("publish", verdict="accepted", **_place(commitment, due_0=day)))
    assert "They open longer." in officer.get(f"{page}correct/").content.decode()
    officer.post(f"{page}correct/", sent("publish", verdict="not_accepted", **NOTE))
    assert not Landing.objects.filter(taken_back_at=None).exists()
    wrong = officer.post(f"{page}correct/", sent("publish", verdict="accepted", **NOTE))
    assert set(wrong.context["form"].errors) == {"place_0"}
    why = {"nowhere_en": "The text is written only next year."}
    assert officer.post(f"{page}correct/", sent("publish", verdict="accepted", **NOTE, **why)).status_code == 302
    response = Response.objects.get()
    assert (response.verdict, response.version, response.nowhere) == ("accepted", 3, Localized(en=why["nowhere_en"]))
    assert why["nowhere_en"] in officer.get(f"{page}correct/").content.decode(), "the next correction keeps it"


def test_the_text_that_all_words_comment_on_is_the_first_place_and_need_not_be_taken_away(
    house: House, officer: Client, page: str, commitment: Outcome
) -> None:
    assert not officer.get(page).context["form"]["place_0"].value()
    Contribution.objects.update(about=commitment)
    shown = officer.get(page)
    assert shown.context["form"]["place_0"].value() == commitment.public_id
    assert "They open longer." in shown.content.decode(), "its sentences can be chosen at once"
    place = {"place_0": commitment.public_id, "text_0": f"{commitment.public_id}:1"}
    wrong = officer.post(page, sent("publish", verdict="accepted", **place))
    assert set(wrong.context["form"].errors) == {"place_0"}, "who accepts chooses the sentences"
    assert officer.post(page, sent("publish", **place)).status_code == 302
    assert not Landing.objects.filter(taken_back_at=None).exists()


def test_a_draft_has_nothing_to_correct(officer: Client, page: str) -> None:
    assert officer.get(f"{page}correct/").status_code == 403


def test_a_duty_is_passed_on_with_its_day(house: House, officer: Client, bring: Bring) -> None:
    (idea,) = bring(1)
    day = Duty.objects.get().due_date
    address = f"/en/desk/contributions/{idea.public_id}/pass-on/"
    assert "Ministry" in officer.get(address).content.decode()
    assert officer.post(address, {"institution": "", **WHY}).status_code == 422
    assert officer.post(address, {"institution": "moj", "seen_version": 1, **WHY}).status_code == 302
    duty = Duty.objects.get()
    assert (duty.institution, duty.due_date) == (house.other, day)
    assert Fact.objects.filter(type="duty_passed_on").count() == 1
    assert officer.get(address).status_code == 403


def test_what_was_answered_meanwhile_is_not_answered_twice(officer: Client, page: str) -> None:
    assert officer.post(NEW, {"all": "1"}).status_code == 422, "all of it is in a draft"
    Duty.objects.update(state="met", met_date=NOW.date())  # as if answered elsewhere
    body = officer.get(page).content.decode()
    assert "None of the chosen contributions waits any longer" in body
    assert 'value="publish"' not in body
    wrong = officer.post(page, sent("publish"))
    assert wrong.status_code == 422
    assert "Choose at least one contribution" in wrong.content.decode()
    assert not Answered.objects.exists()


@pytest.mark.parametrize("count", [3, 400])
def test_a_draft_asks_the_same_few_questions_however_many_it_answers(
    officer: Client, bring: Bring, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    bring(count)
    page = str(officer.post(NEW, {"all": "1"})["Location"])
    with django_assert_max_num_queries(16):
        body = officer.get(page).content.decode()
    assert body.count('name="stays"') == min(count, 100)
    officer.post(page, sent("publish"))
    assert Answered.objects.count() == count
    for address in (page, f"{page}correct/", "/en/desk/"):
        with django_assert_max_num_queries(16):
            officer.get(address)
