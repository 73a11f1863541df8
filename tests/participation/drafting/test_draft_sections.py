"""Sections of a draft keep their comments through whatever becomes of the text; what is not clear is asked."""

from __future__ import annotations

import pytest
from django.test import Client

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.succession import record_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.models import Fact
from kuvend.participation.drafting.models import Section
from tests.desk.test_activities import page_of, publish
from tests.support.house import House, both

AIM = "Everyone reaches an office near home, on foot or by bus, every day."
HOURS = "Offices open from eight to six, and on Saturday until noon."
END = "This takes effect on the first of March, with a report after a year."
TEXT = f"# 1. Aim\n{AIM}\n\n# 2. Hours\n{HOURS}\n\n# 3. End\n{END}"


@pytest.fixture
def drafting(house: House, secretariat: Client) -> Activity:
    """A published draft of three sections, each with a comment that names it."""
    activity = house.make_activity("drafting")
    publish(secretariat, page_of(activity), {"text_en": TEXT})
    for outcome in Outcome.objects.filter(section__draft=activity):
        said = {"body": f"About {outcome.title['en']}.", "language": "en", "at": house.at}
        post_comment(actor=house.actor(), activity=activity, about=outcome, **said)
    return activity


def typed(secretariat: Client, activity: Activity) -> str:
    text: str = secretariat.get(page_of(activity)).context["form"].initial["text_en"]
    return text


def standing(activity: Activity) -> list[tuple[str, str, str]]:
    """Number, title and comment of each section, in order."""
    rows = Outcome.objects.filter(section__draft=activity, section__position__isnull=False)
    return [
        (row.number, row.title["en"], "".join(row.contributions.values_list("body", flat=True)))
        for row in rows.order_by("section__position")
    ]


def test_a_section_put_in_between_takes_nobody_s_comments(secretariat: Client, drafting: Activity) -> None:
    text = typed(secretariat, drafting).replace(
        "# 2. Hours", "# 1a. New\nSomething that nobody has read yet.\n\n# 2. Hours"
    )
    assert publish(secretariat, page_of(drafting), {"text_en": text}).status_code == 302
    assert standing(drafting) == [
        ("1", "Aim", "About Aim."), ("", "1a. New", ""), ("2", "Hours", "About Hours."),
        ("3", "End", "About End."),
    ]  # fmt: skip


def test_sections_are_exchanged_renamed_and_renumbered_with_their_comments(
    secretariat: Client, drafting: Activity
) -> None:
    aim, hours, end = typed(secretariat, drafting).split("\n\n")
    text = "\n\n".join([
        end.replace("3. End", "1. When it begins"), hours, aim.replace("1. Aim", "3. What it is for"),
    ])  # fmt: skip
    assert publish(secretariat, page_of(drafting), {"text_en": text}).status_code == 302
    assert standing(drafting) == [
        ("1", "When it begins", "About End."), ("2", "Hours", "About Hours."), ("3", "What it is for", "About Aim."),
    ]  # fmt: skip


def test_a_text_without_marks_is_known_again_by_its_words_once_that_was_seen(
    secretariat: Client, drafting: Activity
) -> None:
    text = f"# 1. Aim\n{AIM}\n\n# 2. When people may come\n{HOURS}\n\n# 3. End\n{END}"
    first = secretariat.post(page_of(drafting), sent(secretariat, drafting, text))
    assert first.status_code == 200  # not published: the matching is shown first
    assert "known again by its words" in first.content.decode()
    assert standing(drafting)[1][1] == "Hours"
    again = sent(secretariat, drafting, text) | {"seen_matching": first.context["matching"].stamp}
    assert secretariat.post(page_of(drafting), again).status_code == 302
    assert standing(drafting)[1] == ("2", "When people may come", "About Hours.")


def sent(secretariat: Client, activity: Activity, text: str) -> dict[str, str]:
    stamp = secretariat.get(page_of(activity)).context["stamp"]
    return {"text_en": text, "deed": "publish", "seen_draft": stamp}


def test_what_is_not_clear_is_asked_and_then_done_as_it_was_said(secretariat: Client, drafting: Activity) -> None:
    text = f"# 1. Aim\n{AIM}\n\n# 2. Saturday\nNothing of what stood here before is left.\n\n# 3. End\n{END}"
    first = secretariat.post(page_of(drafting), sent(secretariat, drafting, text))
    (asked,) = [row for row in first.context["matching"].rows if row.choices]
    assert [choice.label for choice in asked.choices] == ["2. Hours"]
    said = sent(secretariat, drafting, text) | {asked.name: "new"}
    second = secretariat.post(page_of(drafting), said)
    assert second.status_code == 200
    assert [row.label for row in second.context["matching"].dropped] == ["2. Hours"]
    third = secretariat.post(page_of(drafting), said | {"seen_matching": second.context["matching"].stamp})
    assert third.status_code == 302
    assert standing(drafting)[1] == ("2", "Saturday", "")


def test_a_dropped_section_says_so_and_keeps_its_comments(
    house: House, secretariat: Client, drafting: Activity
) -> None:
    text = "\n\n".join(typed(secretariat, drafting).split("\n\n")[:2])
    first = secretariat.post(page_of(drafting), sent(secretariat, drafting, text))
    assert "1 comment stays readable" in first.content.decode()
    publish(secretariat, page_of(drafting), {"text_en": text})
    gone = Section.objects.get(dropped_at__isnull=False).outcome
    page = Client().get(f"/en/sections/{gone.public_id}/").content.decode()
    assert "This section was dropped" in page
    assert "About End." in page
    assert "Comment on this section" not in page
    listed = Client().get(f"/en/activities/{drafting.public_id}/").content.decode()
    assert "Sections that were dropped" in listed
    assert Fact.objects.filter(type="section_dropped").count() == 1
    back = f"{text}\n\n# 3. End {{#{gone.key}}}\n{END}"
    publish(secretariat, page_of(drafting), {"text_en": back})
    assert standing(drafting)[2] == ("3", "End", "About End.")


def test_of_two_who_write_at_once_the_second_overwrites_nothing(secretariat: Client, drafting: Activity) -> None:
    mine = sent(secretariat, drafting, typed(secretariat, drafting).replace("until noon", "until one"))
    publish(secretariat, page_of(drafting), {"text_en": typed(secretariat, drafting).replace("noon", "two")})
    answer = secretariat.post(page_of(drafting), mine)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Nothing was published" in page
    assert "until two" in page  # what the other wrote
    assert "until one" in page  # what was typed


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"# 1. Aim {{#nowhere}}\n{AIM}", "no section of this text has the mark"),
        (f"# 1. Aim {{#a}}\n{AIM}\n# 2. Hours {{#a}}\n{HOURS}", "stands at another section already"),
    ],
)
def test_a_mark_that_is_none_is_said_with_its_line(
    secretariat: Client, drafting: Activity, text: str, says: str
) -> None:
    answer = secretariat.post(page_of(drafting), sent(secretariat, drafting, text))
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_signs_of_markdown_are_drawn_and_never_shown(secretariat: Client, drafting: Activity) -> None:
    words = "From **eight** to six:\n\n- on weekdays\n- on Saturday\n\n| day | hours |\n|---|---|\n| Monday | 10 |"
    text = typed(secretariat, drafting).replace(HOURS, words)
    publish(secretariat, page_of(drafting), {"text_en": text})
    page = Client().get(f"/en/activities/{drafting.public_id}/").content.decode()
    assert "<strong>eight</strong>" in page
    assert "<li>on weekdays</li>" in page
    assert "<td>Monday</td>" in page
    assert "**" not in page


def test_each_section_is_commented_on_from_where_it_is_read(secretariat: Client, drafting: Activity) -> None:
    page = Client().get(f"/en/activities/{drafting.public_id}/").content.decode()
    section = Outcome.objects.get(key__endswith="-2")
    assert page.count("Comment on this section") == 3
    own = Client().get(f"/en/sections/{section.public_id}/").content.decode()
    own = own.partition("<main")[2]  # the head of the page describes it
    assert own.count("Comment on this section") == 2
    assert own.index("Comment on this section") < own.index(HOURS[:20])


def test_a_section_that_was_merged_says_where_it_continues_and_takes_no_new_comment(
    house: House, drafting: Activity
) -> None:
    first, second, _third = Outcome.objects.filter(section__draft=drafting).order_by("number")
    record_succession(
        actor=HOUSE,
        outcome=second,
        kind=SuccessionKind.MERGED_INTO,
        successors=[first],
        reason=both("Why"),
        at=house.at,
    )
    page = Client().get(f"/en/activities/{drafting.public_id}/").content.decode()
    assert page.count("Comment on this section") == 2 and "continues elsewhere" in page and HOURS[:20] in page
    own = Client().get(f"/en/sections/{second.public_id}/").content.decode()
    assert "Comment on this section" not in own and "This text was merged into:" in own
    said = {"body": "A new word.", "language": "en", "at": house.at}
    for about in (Outcome.objects.get(pk=second.pk), second):  # the second was read before it was merged
        with pytest.raises(NotAllowed, match="nothing new is said about it here"):
            post_comment(actor=house.actor(), activity=drafting, about=about, **said)
