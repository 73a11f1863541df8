"""Words are merged and split at the desk: found, read, previewed, done for a reason, undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from kuvend.desk.queries.lineage import words_in
from kuvend.foundation.contributions.actions import edit, support
from kuvend.foundation.contributions.lineage import merge_contributions, split_contribution, undo_merge
from kuvend.foundation.contributions.models import Contribution, Lineage
from kuvend.foundation.contributions.queries import supporters_with_merged, ways_on
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.moderation.actions import hide
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty
from tests.support.house import House, both, signed_in
from tests.support.lineage import PASSAGES, answer

MERGE = "/en/desk/merge/"
BODY = "Open the office later. Close it on Mondays. Paint the door green."
WHY = {"reason_en": "They ask for the same."}


def words_page(house: House) -> str:
    return f"/en/desk/activities/{house.activity.public_id}/words/"


def sent(rows: Sequence[Contribution], into: Contribution, **more: str) -> dict[str, Any]:
    """What the form of merging sends of these words, read at their first version."""
    return {"words": [f"{row.public_id}:1" for row in rows], "into": into.public_id, **WHY, **more}


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def types(row: Contribution) -> list[str]:
    return [fact.type for fact in facts_about([row.public_id])]


@pytest.fixture
def ideas(house: House) -> list[Contribution]:
    return [house.idea(title=f"Open the office later {number}", body=BODY) for number in range(3)]


def test_an_officer_merges_what_says_the_same_after_reading_what_comes_of_it(
    house: House, officer: Client, ideas: list[Contribution]
) -> None:
    first, second, third = ideas
    support(actor=house.actor(), contribution=first, seen_version=1, at=house.at)
    page = officer.post(MERGE, {"chosen": [first.public_id, second.public_id]})
    assert page.status_code == 200 and BODY in page.content.decode()
    assert "What comes of it" not in text_of(page)
    page = officer.post(MERGE, sent([first, second], first, deed="preview"))
    assert "The page of “Open the office later 1” stays, and leads to “Open the office later 0”." in text_of(page)
    assert "2 instead of 3 in this activity" in text_of(page)
    assert "1 person supports one of them at least" in text_of(page)
    assert "1 author gets an e-mail with your reason" in text_of(page)
    assert not Lineage.objects.exists()
    for _time in range(2):
        done = officer.post(MERGE, sent([first, second], first, deed="merge", outlook=first.public_id))
        assert done["Location"] == f"{words_page(house)}?done=merged"
    assert [pk for pk, _since in ways_on(second.pk)] == [first.pk]
    assert types(second).count("contribution_merged") == 1
    assert Lineage.objects.get().reason["en"] == WHY["reason_en"]
    page = officer.get(done["Location"])
    assert "They are merged." in text_of(page) and "continues elsewhere" in text_of(page)
    assert third.title in text_of(page)


def test_the_list_says_when_words_came_and_by_when_their_answer_is_due(
    house: House, officer: Client, ideas: list[Contribution]
) -> None:
    first, second, third = ideas
    record.advance(at=house.at)
    Contribution.objects.filter(pk=first.pk).update(posted_at=house.at - timedelta(days=9))
    Duty.objects.filter(contribution=first).update(state=DutyState.LAPSED)
    Contribution.objects.filter(pk=second.pk).update(answer_due_date=date(2026, 12, 1))
    Duty.objects.filter(contribution=second).update(due_date=date(2026, 12, 1))
    rows = officer.get(words_page(house)).content.decode().partition("<tbody>")[2].split("</tr>")
    shown = {row.public_id: next(part for part in rows if row.public_id in part) for row in ideas}
    assert "15 November 2026" in shown[first.public_id]
    assert 'data-label="Due"></td>' in shown[first.public_id]
    assert "24 November 2026" in shown[second.public_id]
    borrowed = '<time datetime="2026-12-01">1 December 2026</time></td>'
    assert borrowed in shown[second.public_id] and borrowed not in shown[third.public_id]
    merge_contributions(actor=HOUSE, contributions=[second], into=third, reason=both("The same."), at=house.at)
    record.advance(at=house.at)
    rows = officer.get(words_page(house)).content.decode().partition("<tbody>")[2].split("</tr>")
    merged = next(part for part in rows if second.public_id in part and "continues elsewhere" in part)
    assert 'data-label="Due"></td>' in merged
    whole = next(part for part in rows if third.public_id in part)
    assert borrowed in whole, "the earlier day goes with the words"


def test_what_was_not_previewed_is_not_merged(officer: Client, ideas: list[Contribution]) -> None:
    first, second, _third = ideas
    page = officer.post(MERGE, sent([first, second], second, deed="merge", outlook=first.public_id))
    assert page.status_code == 200 and "What comes of it" in text_of(page)
    assert not Lineage.objects.exists()


@pytest.mark.parametrize(("left_out", "why"), [("reason_en", "Say why."), ("into", "Choose one of them.")])
def test_what_is_missing_is_said_beside_its_field(
    officer: Client, ideas: list[Contribution], left_out: str, why: str
) -> None:
    data = sent(ideas[:2], ideas[0], deed="merge", outlook=ideas[0].public_id)
    data[left_out] = ""
    page = officer.post(MERGE, data)
    assert page.status_code == 422 and why in text_of(page)
    assert not Lineage.objects.exists()


def test_words_that_changed_or_left_meanwhile_are_not_merged_unread(
    house: House, officer: Client, ideas: list[Contribution]
) -> None:
    first, second, third = ideas
    author = house.actor(second.participant.person)
    edit(actor=author, contribution=second, seen_version=1, title="Other", body="Something else.", at=house.at)
    page = officer.post(MERGE, sent([first, second], first, deed="merge", outlook=first.public_id))
    assert page.status_code == 422 and "changed the words while you were reading" in text_of(page)
    assert f"{second.public_id}:2" in page.content.decode()
    Contribution.objects.filter(pk=third.pk).update(state="hidden")
    page = officer.post(MERGE, sent([first, second, third], first, deed="merge", outlook=first.public_id))
    assert page.status_code == 422 and "meanwhile. Nothing was done" in text_of(page)
    assert not Lineage.objects.exists()


def test_what_a_colleague_merged_meanwhile_falls_out_of_the_choice(
    house: House, officer: Client, ideas: list[Contribution]
) -> None:
    ideas.append(house.idea(title="Open it later", body=BODY))
    first, second, third, fourth = ideas
    merge_contributions(actor=HOUSE, contributions=[second], into=fourth, reason=both("The same."), at=house.at)
    page = officer.post(MERGE, sent([first, second, third], first, deed="preview"))
    assert page.status_code == 422 and "meanwhile. Nothing was done" in text_of(page)
    assert f"{second.public_id}:" not in page.content.decode()
    page = officer.post(MERGE, sent([first, third], first, deed="preview"))
    assert page.status_code == 200 and "What comes of it" in text_of(page)
    page = officer.post(MERGE, sent([first, third], first, deed="merge", outlook=first.public_id))
    assert page.status_code == 302


def test_what_cannot_be_merged_leads_back_to_the_list_with_the_reason(
    house: House, officer: Client, moderator: Client, ideas: list[Contribution]
) -> None:
    page = officer.post(MERGE, {"chosen": [ideas[0].public_id]})
    assert page.status_code == 422 and "Choose at least two" in text_of(page) and "To answer" in text_of(page)
    page = moderator.post(MERGE, {"chosen": [ideas[0].public_id], "activity": house.activity.public_id})
    assert page.status_code == 422 and "Choose at least two" in text_of(page) and "Find words" in text_of(page)
    foreign = house.idea(activity=house.make_activity("ideas"), title="Elsewhere")
    page = officer.post(MERGE, sent([ideas[0], foreign], foreign, deed="preview"))
    assert page.status_code == 422 and "Only words of the same activity" in text_of(page)


def test_the_list_of_what_waits_leads_to_merging(
    house: House, officer: Client, bring: Callable[..., list[Contribution]]
) -> None:
    rows = bring(3)
    record.advance(at=house.at)
    assert f'formaction="{MERGE}' in officer.get("/en/desk/").content.decode()
    page = officer.post(MERGE, {"all": "1"})
    assert page.status_code == 200 and [one.row for one in page.context["words"]] == rows
    bring(20, title="More")
    page = officer.post(MERGE, {"all": "1"})
    assert page.status_code == 422 and "Merge at most 20 at once" in text_of(page)


def test_words_stand_at_the_desk_in_the_order_of_the_day_on_which_they_were_said(
    house: House, moderator: Client
) -> None:
    whole = house.idea(title="Said first", body=BODY, at=house.at - timedelta(days=9))
    house.idea(title="Said last")
    split_contribution(actor=HOUSE, contribution=whole, passages=PASSAGES, seen_version=1, at=house.at)
    page = text_of(moderator.get(words_page(house)))
    assert 0 < page.index("Said last") < page.index("Said first (2/2)") < page.index("Said first (1/2)")
    assert in_words(whole.posted_at) in page
    keys, titles = "", []
    with patch("kuvend.desk.queries.lineage.PAGE_SIZE", 1):
        while not titles or keys:
            one = words_in(house.activity, words="", after=keys)
            titles, keys = [*titles, *(row.title for row in one.rows)], one.next_key
    assert titles == ["Said last", "Said first (2/2)", "Said first (1/2)", "Said first"]


def test_words_like_these_are_found_by_what_they_share(house: House, moderator: Client) -> None:
    row = house.idea(title="A bench by the lake", body="There is no bench by the lake.")
    like = house.idea(title="Benches at the lake", body="We want a bench near the lake, under the trees.")
    house.idea(title="Pay by card", body="The counter takes coins alone.")
    page = moderator.get(words_page(house), {"like": row.public_id})
    assert [one for one, _due, _may in page.context["rows"]] == [row, like]
    assert page.content.decode().count("checked") == 1
    page = moderator.get(words_page(house), {"words": "coins"})
    assert [one.title for one, _due, _may in page.context["rows"]] == ["Pay by card"]


def test_a_moderator_splits_words_about_several_things_and_puts_them_together_again(
    house: House, moderator: Client, ideas: list[Contribution]
) -> None:
    whole = ideas[0]
    here = f"/en/desk/contributions/{whole.public_id}/split/"
    assert "Close it on Mondays." in text_of(moderator.get(here))
    data = {"cuts": ["2", "3"], "seen_version": "1", **WHY}
    page = moderator.post(here, data | {"deed": "preview"})
    assert "Open the office later 0 (2/3)" in text_of(page) and "5 instead of 3 in this activity" in text_of(page)
    page = moderator.post(here, data | {"deed": "split", "outlook": "2"})
    assert page.status_code == 200 and not Lineage.objects.exists()
    for _time in range(2):
        done = moderator.post(here, data | {"deed": "split", "outlook": "2,3"})
        assert done["Location"] == f"{words_page(house)}?done=split"
    parts = [one.successor.body for one in Lineage.objects.order_by("pk")]
    assert parts == ["Open the office later.", "Close it on Mondays.", "Paint the door green."]
    assert moderator.get(here).status_code == 403
    back = f"/en/desk/contributions/{whole.public_id}/lead-back/"
    page = moderator.get(back)
    ends = re.findall(r'name="ends" value="(\w+)"', page.content.decode())
    assert len(ends) == 3 and WHY["reason_en"] in text_of(page)
    for _time in range(2):
        done = moderator.post(back, {"kind": "split", "ends": ends})
        assert done["Location"] == f"{words_page(house)}?done=led-back"
    assert types(whole).count("contribution_split_undone") == 1
    assert not Contribution.objects.get(pk=whole.pk).continues


@pytest.mark.parametrize(
    ("cuts", "why"), [([], "Tick the first sentence"), (["1"], "1 is not one"), (["9"], "9 is not one")]
)
def test_a_part_begins_with_a_sentence_of_the_words(
    moderator: Client, ideas: list[Contribution], cuts: list[str], why: str
) -> None:
    page = moderator.post(
        f"/en/desk/contributions/{ideas[0].public_id}/split/", {"cuts": cuts, "seen_version": "1", **WHY}
    )
    assert page.status_code == 422 and why in text_of(page)


def test_a_merging_that_was_led_elsewhere_meanwhile_is_not_undone_unread(
    house: House, moderator: Client, ideas: list[Contribution]
) -> None:
    first, second, third = ideas
    merge_contributions(actor=HOUSE, contributions=[first], into=second, reason=both("Same."), at=house.at)
    back = f"/en/desk/contributions/{first.public_id}/lead-back/"
    assert "owed an answer of its own" in text_of(moderator.get(back))
    undo_merge(actor=HOUSE, contribution=first, at=house.at)
    merge_contributions(actor=HOUSE, contributions=[first], into=third, reason=both("Same."), at=house.at)
    page = moderator.post(back, {"kind": "merged", "ends": [second.public_id]})
    assert page.status_code == 422 and "changed while you were reading" in text_of(page)
    assert third.title in text_of(page)
    assert moderator.post(back, {"kind": "merged", "ends": [third.public_id]}).status_code == 302
    assert not Contribution.objects.get(pk=first.pk).continues
    assert moderator.get(back).status_code == 403, "it continues nowhere else"


def test_nobody_merges_the_own_words_nor_those_that_another_institution_answers(
    house: House, ideas: list[Contribution]
) -> None:
    person = house.official(Role.INSTITUTION_OFFICER)
    own = house.idea(house.actor(person), title="Mine", body=BODY)
    mine = signed_in(person)
    page = mine.post(MERGE, sent([own, ideas[0]], ideas[0], deed="preview"))
    assert page.status_code == 422 and "a colleague decides" in text_of(page)
    assert mine.get(f"/en/desk/contributions/{own.public_id}/split/").status_code == 403
    stranger = signed_in(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    page = stranger.get(words_page(house))
    assert page.status_code == 200 and 'name="chosen"' not in page.content.decode()
    assert stranger.get(f"/en/desk/contributions/{ideas[0].public_id}/split/").status_code == 403
    page = stranger.post(MERGE, sent(ideas[:2], ideas[0], deed="merge", outlook=ideas[0].public_id))
    assert page.status_code == 422 and not Lineage.objects.exists()
    assert signed_in(house.official(Role.CIVIL_SOCIETY_MEMBER)).get(words_page(house)).status_code == 403


def test_the_pages_about_one_contribution_lead_to_these_deeds(
    house: House, officer: Client, moderator: Client, secretariat: Client, ideas: list[Contribution]
) -> None:
    record.advance(at=house.at)
    row = ideas[0]
    like = f"{words_page(house)}?like={row.public_id}"
    for client, name in ((officer, "desk_pass_on"), (moderator, "desk_decide")):
        page = client.get(f"/en{reverse(name, args=[row.public_id]).removeprefix('/en').removeprefix('/sq')}")
        assert like in page.content.decode()
    assert words_page(house) in secretariat.get("/en/desk/activities/").content.decode()
    merge_contributions(actor=HOUSE, contributions=[row], into=ideas[1], at=house.at)
    page = moderator.get(f"/en/desk/contributions/{row.public_id}/decide/")
    assert "It continues elsewhere: undo that" in text_of(page)


def test_all_that_a_filter_found_is_merged_and_nothing_besides(
    house: House, officer: Client, bring: Callable[..., list[Contribution]]
) -> None:
    bring(2)
    other = house.make_activity("ideas")
    rows = [house.idea(activity=other, title=f"There {number}", body=BODY) for number in range(2)]
    record.advance(at=house.at)
    page = officer.post(f"{MERGE}?activity={other.public_id}", {"all": "1"})
    assert page.status_code == 200 and {one.row for one in page.context["words"]} == set(rows)


def test_the_one_answer_is_due_by_the_earliest_day_of_all(house: House, officer: Client) -> None:
    early, late = house.idea(title="Early", at=house.at - timedelta(days=7)), house.idea(title="Late")
    assert early.answer_due_date < late.answer_due_date
    page = officer.post(MERGE, sent([early, late], late, deed="preview"))
    days = re.findall(r'One answer is due to all, by <time datetime="([^"]+)"', page.content.decode())
    assert days == [early.answer_due_date.isoformat()]


def test_words_like_these_are_about_the_same_and_stand_for_themselves(house: House, moderator: Client) -> None:
    body = "There is no bench by the lake."
    text = Outcome.objects.create(
        process=house.process, kind="commitment", key="c1", number="1", title=both("Parks"), scope=house.scope,
        institution=house.owner,
    )  # fmt: skip
    row, like, merged, elsewhere = (house.idea(title=f"A bench {number}", body=body) for number in range(4))
    Contribution.objects.filter(pk=elsewhere.pk).update(about=text)
    merge_contributions(actor=HOUSE, contributions=[merged], into=like, at=house.at)
    page = moderator.get(words_page(house), {"like": row.public_id})
    assert [one for one, _due, _may in page.context["rows"]] == [row, like]


def nobody_behind(row: Contribution) -> None:
    """As when its author's account is locked."""
    Person.objects.filter(pk=row.participant.person_id).update(is_active=False)


def test_whom_nobody_stands_behind_gets_no_letter_and_the_page_says_of_none(
    house: House, officer: Client, moderator: Client, ideas: list[Contribution]
) -> None:
    first, second, third = ideas
    nobody_behind(second)
    page = officer.post(MERGE, sent([first, second, third], first, deed="preview"))
    assert "1 author gets an e-mail with your reason" in text_of(page)
    page = officer.post(MERGE, sent([first, second], first, deed="preview"))
    assert "e-mail with your reason" not in text_of(page)
    assert "It can be undone until an answer, a draft or a new version depends on it." in text_of(page)
    done = officer.post(MERGE, sent([first, second], first, deed="merge", outlook=first.public_id))
    assert done["Location"] == f"{words_page(house)}?done=merged-silently"
    assert "They are merged." in text_of(officer.get(done["Location"]))
    back = f"/en/desk/contributions/{second.public_id}/lead-back/"
    assert "gets an e-mail" not in text_of(moderator.get(back))
    done = moderator.post(back, {"kind": "merged", "ends": [first.public_id]})
    assert done["Location"] == f"{words_page(house)}?done=led-back-silently"
    here = f"/en/desk/contributions/{second.public_id}/split/"
    data = {"cuts": ["2"], "seen_version": "1", **WHY}
    assert "gets an e-mail" not in text_of(moderator.post(here, data | {"deed": "preview"}))
    done = moderator.post(here, data | {"deed": "split", "outlook": "2"})
    assert done["Location"] == f"{words_page(house)}?done=split-silently"
    assert "It is split." in text_of(moderator.get(done["Location"]))


def test_no_answer_of_its_own_is_promised_where_one_goes_to_all(house: House, moderator: Client) -> None:
    house.activity = house.make_activity("ideas", answers_owed=False)
    row, other = (house.idea(title=title, body=BODY) for title in ("One", "Other"))
    merge_contributions(actor=HOUSE, contributions=[row], into=other, at=house.at)
    pages = [
        moderator.get(words_page(house)),
        moderator.get(f"/en/desk/contributions/{other.public_id}/split/"),
        moderator.get(f"/en/desk/contributions/{row.public_id}/lead-back/"),
    ]
    for page in pages:
        text = text_of(page)
        assert page.status_code == 200 and "One answer goes to all who take part." in text
        assert "of their own" not in text and "gets an answer" not in text and "gets its answer" not in text


def test_the_outlook_counts_supporters_as_the_page_does(
    house: House, officer: Client, ideas: list[Contribution]
) -> None:
    first, second, third = ideas
    for row in ideas:
        support(actor=house.actor(), contribution=row, seen_version=1, at=house.at)
    author = house.actor(second.participant.person)
    edit(actor=author, contribution=second, seen_version=1, title="Other", body="Something else.", at=house.at)
    merge_contributions(actor=HOUSE, contributions=[third], into=first, at=house.at)
    hide(
        actor=HOUSE, contribution=Contribution.objects.get(pk=third.pk), seen_version=1, house_rule="spam", at=house.at
    )
    data = sent([first, second], first, deed="preview") | {"words": [f"{first.public_id}:1", f"{second.public_id}:2"]}
    page = officer.post(MERGE, data)
    assert "1 person supports one of them at least" in text_of(page)
    merge_contributions(actor=HOUSE, contributions=[second], into=first, at=house.at)
    assert supporters_with_merged(first.pk) == 1


def test_words_that_a_colleague_answered_or_hid_meanwhile_say_so(
    house: House, moderator: Client, ideas: list[Contribution]
) -> None:
    answered, hidden, _third = ideas
    record.advance(at=house.at)
    answer(house, answered)
    hide(actor=HOUSE, contribution=hidden, seen_version=1, house_rule="spam", at=house.at)
    data = {"cuts": ["2"], "seen_version": "1", "deed": "split", "outlook": "2", **WHY}
    here = f"/en/desk/contributions/{answered.public_id}/split/"
    assert "has an answer already" in text_of(moderator.get(here))
    page = moderator.post(here, data)
    assert page.status_code == 422 and "has an answer already" in text_of(page) and WHY["reason_en"] in text_of(page)
    page = moderator.post(f"/en/desk/contributions/{hidden.public_id}/split/", data)
    assert page.status_code == 403 and "not published" in text_of(page) and "Go to the desk" in text_of(page)
    assert Lineage.objects.count() == 0


def test_what_can_never_be_merged_is_refused_before_a_reason_is_written(
    house: House, officer: Client, ideas: list[Contribution]
) -> None:
    foreign = house.idea(activity=house.make_activity("ideas"), title="Elsewhere")
    page = officer.post(MERGE, {"chosen": [ideas[0].public_id, foreign.public_id]})
    assert page.status_code == 422 and "Only words of the same activity" in text_of(page)
    assert "To answer" in text_of(page) and 'name="reason_en"' not in page.content.decode()
    person = house.official(Role.INSTITUTION_OFFICER)
    own = house.idea(house.actor(person), title="Mine", body=BODY)
    merge_contributions(actor=HOUSE, contributions=[own], into=ideas[0], at=house.at)
    page = signed_in(person).post(MERGE, {"chosen": [ideas[0].public_id, ideas[1].public_id]})
    assert page.status_code == 422 and "a colleague decides" in text_of(page)


def test_a_reason_in_one_language_says_which_to_who_reads_the_other(
    house: House, moderator: Client, client: Client, ideas: list[Contribution]
) -> None:
    first, second, _third = ideas
    reason = Localized({"sq": "Thonë të njëjtën gjë."})
    Person.objects.update(language="en")
    merge_contributions(actor=HOUSE, contributions=[first], into=second, reason=reason, at=house.at)
    while record.advance(at=house.at):
        pass
    marked = '<span lang="sq">Thonë të njëjtën gjë.</span> <small class="only">(only in Albanian)</small>'
    assert marked in moderator.get(f"/en/desk/contributions/{first.public_id}/lead-back/").content.decode()
    assert marked in client.get(f"/en/contributions/{first.public_id}/").content.decode()
    letter = Mail.objects.get(person=first.participant.person, subject__startswith="Your words continue")
    assert "Thonë të njëjtën gjë. (only in Albanian)" in letter.body
