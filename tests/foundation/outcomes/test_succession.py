"""Texts continue in others: nothing goes round in a circle, and the words that landed in them follow."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.core.access import LedElsewhere, NotAllowed
from kuvend.foundation.core.problems import NotWhole, UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.commands import KINDS
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import IN_FORCE, Outcome, Succession
from kuvend.foundation.outcomes.queries import outcomes_onward, succession_of, succession_sign
from kuvend.foundation.outcomes.succession import TextsChanged, record_succession, undo_succession
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.openings import openings_of
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.actions import LandingPlace, draft_response, keep_draft, publish_response
from kuvend.web.cli import main, parser
from tests.support.house import House, both, quoted

pytestmark = pytest.mark.django_db
REASON = both("Not finished by the end of the plan.")
OLD, NEW = "The archive opens at ten.", "The archive opens at ten, on every day."


def outcome(house: House, number: int, process: Process | None = None, kind: str = "section") -> Outcome:
    row = Outcome.objects.create(
        process=process or house.process, kind=kind, key=f"text-{number}", number=str(number), scope=house.scope
    )
    publish_text(actor=HOUSE, outcome=row, title=both(f"Text {number}"), body=quoted(OLD), at=house.at)
    return Outcome.objects.get(pk=row.pk)


def next_plan(house: House) -> Process:
    days = {"from_date": date(2027, 7, 1), "to_date": date(2028, 6, 30)}
    return Process.objects.create(key="next", title=both("The next plan"), scope=house.scope, **days)


def fresh(row: Outcome) -> Outcome:
    return Outcome.objects.get(pk=row.pk)


def lead(house: House, row: Outcome, kind: str, *goals: Outcome) -> None:
    record_succession(actor=HOUSE, outcome=row, kind=SuccessionKind(kind), successors=goals, reason=REASON, at=house.at)


def test_a_text_is_carried_over_to_the_next_plan_and_both_know_of_it(house: House) -> None:
    old, new = outcome(house, 1), outcome(house, 2, next_plan(house))
    lead(house, old, "carried_over_to", new)
    lead(house, old, "carried_over_to", new)
    assert [one.successor for one in succession_of(fresh(old)).went] == [new]
    assert [one.origin for one in succession_of(fresh(new)).came] == [old]
    assert [fact.type for fact in facts_about([old.public_id])].count("outcome_succeeded") == 1
    undo_succession(actor=HOUSE, outcome=old, at=house.at)
    assert not succession_of(fresh(old)) and not succession_of(fresh(new))


@pytest.mark.parametrize(
    ("kind", "goals", "why"),
    [
        ("left_aside", [1], "continues nowhere"),
        ("became", [], "one text"),
        ("merged_into", [1, 2], "one text"),
        ("split_into", [1], "two texts"),
        ("carried_over_to", [1], "another plan"),
        ("became", [3], "another plan"),
        ("became", [0], "would continue in itself"),
    ],
)
def test_each_way_to_continue_has_its_rule(house: House, kind: str, goals: list[int], why: str) -> None:
    rows = [outcome(house, number) for number in range(3)] + [outcome(house, 3, next_plan(house))]
    with pytest.raises(NotAllowed, match=why):
        lead(house, rows[0], kind, *(rows[goal] for goal in goals))
    assert not Succession.objects.exists()


def test_a_text_is_carried_over_to_a_plan_that_begins_later_alone(house: House) -> None:
    same_day = Process.objects.create(
        key="beside", title=both("Beside"), scope=house.scope, from_date=house.process.from_date, to_date=None
    )
    new, beside = outcome(house, 1, next_plan(house)), outcome(house, 2, same_day)
    for row, goal in ((new, outcome(house, 3)), (outcome(house, 4), beside)):
        with pytest.raises(NotAllowed, match="only to a plan that begins later"):
            lead(house, row, "carried_over_to", goal)
    assert not Succession.objects.exists()


@pytest.mark.parametrize("how", ["became", "merged_into", "split_into"])
def test_within_a_plan_a_text_continues_in_its_own_sort_and_a_draft_in_the_plan(house: House, how: str) -> None:
    milestone, draft = outcome(house, 1, kind="milestone"), outcome(house, 2)
    commitments = [outcome(house, number, kind="commitment") for number in (3, 4)]
    goals = commitments if how == "split_into" else commitments[:1]
    with pytest.raises(NotAllowed, match="texts of its own sort"):
        lead(house, milestone, how, *goals)
    lead(house, draft, how, *goals)
    assert [way.origin for way in Succession.objects.all()] == [draft] * len(goals)


def test_a_reason_in_one_language_says_which_to_who_reads_the_other(house: House) -> None:
    row = outcome(house, 1)
    why = Localized({"sq": "Ligji u shfuqizua.\nNuk vlen më."})
    record_succession(actor=HOUSE, outcome=row, kind=SuccessionKind.LEFT_ASIDE, reason=why, at=house.at)
    drawn = {}
    for language in ("en", "sq"):
        with translation.override(language):
            drawn[language] = render_to_string("outcomes/succession.html", {"succession": succession_of(fresh(row))})
    words = "Ligji u shfuqizua.<br>Nuk vlen më."
    assert f'<p><span lang="sq">{words}</span> <small class="only">(only in Albanian)</small></p>' in drawn["en"]
    assert f"<p>{words}</p>" in drawn["sq"]


def test_nothing_is_left_aside_without_a_reason_nor_by_who_publishes_no_such_text(house: House) -> None:
    row = outcome(house, 1)
    with pytest.raises(NotAllowed, match="Say why"):
        record_succession(actor=HOUSE, outcome=row, kind=SuccessionKind.LEFT_ASIDE, at=house.at)
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    with pytest.raises(NotAllowed, match="publishes this text"):
        record_succession(actor=officer, outcome=row, kind=SuccessionKind.LEFT_ASIDE, reason=REASON, at=house.at)
    secretariat = house.actor(house.official(Role.SECRETARIAT))
    record_succession(actor=secretariat, outcome=row, kind=SuccessionKind.LEFT_ASIDE, reason=REASON, at=house.at)
    assert [one.successor for one in succession_of(fresh(row)).went] == [None]


def test_postgresql_itself_lets_no_text_continue_in_itself_through_others(house: House) -> None:
    first, second, third = (outcome(house, number) for number in range(3))
    made = {"kind": "became", "role": "system", "began_at": house.at}
    Succession.objects.create(origin=first, successor=second, **made)
    Succession.objects.create(origin=second, successor=third, **made)
    for origin, successor in ((third, first), (third, third), (first, third)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Succession.objects.create(origin=origin, successor=successor, **made)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_continues_where_and_is_taken_back_every_way_has_an_end(house: House, seed: int) -> None:
    chance = random.Random(seed)
    rows = [outcome(house, number) for number in range(8)]
    for _step in range(50):
        row, *goals = chance.sample(rows, 3)
        kind = chance.choice(["became", "merged_into", "split_into", "left_aside", "undo"])
        count = {"split_into": 2, "left_aside": 0}.get(kind, 1)
        try:
            if kind == "undo":
                undo_succession(actor=HOUSE, outcome=row, at=house.at)
            else:
                lead(house, row, kind, *goals[:count])
        except NotAllowed:
            continue
    for row in map(fresh, rows):
        onward = [pk for pk, _since in outcomes_onward([row])]
        assert row.pk not in onward
        known = Succession.objects.filter(IN_FORCE, origin=row)
        assert row.continues == known.exists()
        assert row.succeeds == Succession.objects.filter(IN_FORCE, successor=row).exists()
        ends = [pk for pk in onward if not Outcome.objects.get(pk=pk).continues]
        aside = Succession.objects.filter(IN_FORCE, origin__in=[row.pk, *onward], kind="left_aside").exists()
        assert not row.continues or ends or aside


def test_the_way_of_words_follows_the_text_in_which_they_landed(house: House, client: Client) -> None:
    old, new = outcome(house, 1), outcome(house, 2, next_plan(house))
    idea = house.idea()
    later = house.at + timedelta(days=1)
    publish_text(actor=HOUSE, outcome=old, title=both("Text 1"), body=quoted(NEW), at=later)
    while record.advance(at=house.at):
        pass
    officer = house.actor(house.official(Role.INSTITUTION_OFFICER))
    draft = draft_response(actor=officer, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    draft = keep_draft(
        actor=officer,
        response=draft,
        verdict="accepted",
        reason=both("It opens on every day from now on, as you asked for."),
        nowhere=both(""),
        landings=[LandingPlace(fresh(old), quoted(NEW))],
    )
    publish_response(actor=officer, response=draft, at=later)
    lead(house, fresh(old), "carried_over_to", new)
    page = client.get(reverse("contribution", args=[idea.public_id])).content.decode()
    assert "The text was carried over to: 2. Text 2" in page
    assert "The next plan" in page and REASON["en"] in page


def run(*words: str) -> int:
    args = parser().parse_args(("outcome", *words))
    code: int = args.run(args)
    return code


def test_the_command_line_says_where_a_text_continues_and_why_and_takes_it_back(house: House, capsys: Any) -> None:
    old, *parts = (outcome(house, number) for number in range(3))
    goals = [word for part in parts for word in ("--in", part.public_id)]
    assert run("continue", old.public_id, "--how", "split_into", *goals, "--reason-en", "Two things.") == 0
    went = succession_of(fresh(old)).went
    assert [(row.kind, row.successor, row.reason["en"], row.role) for row in went] == [
        ("split_into", part, "Two things.", "system") for part in parts
    ]
    assert capsys.readouterr().out.splitlines() == [
        f"{old.public_id}  split_into  {part.public_id}  {part.title}" for part in parts
    ]
    assert run("undo", old.public_id, "--reason-en", "One thing after all.") == 0
    assert {row.undone_reason["en"] for row in Succession.objects.filter(origin=old)} == {"One thing after all."}
    assert capsys.readouterr().out.splitlines() == [
        f"{old.public_id}  taken_back  {part.public_id}  {part.title}" for part in parts
    ]
    assert not succession_of(fresh(old)) and not fresh(old).continues
    assert [fact.type for fact in facts_about([old.public_id])][-2:] == ["outcome_succeeded", "succession_undone"]


def test_the_command_line_says_that_a_text_is_left_aside(house: House, capsys: Any) -> None:
    old = outcome(house, 1)
    assert run("continue", old.public_id, "--how", "left_aside", "--reason-en", "The law was repealed.") == 0
    assert run("undo", old.public_id) == 0
    assert capsys.readouterr().out.splitlines() == [f"{old.public_id}  left_aside", f"{old.public_id}  taken_back"]


def test_a_succession_that_changed_meanwhile_is_not_taken_back_by_who_did_not_read_it(house: House) -> None:
    old, one, other = (outcome(house, number) for number in range(3))
    lead(house, old, "became", one)
    seen = succession_sign(succession_of(fresh(old)).went)
    undo_succession(actor=HOUSE, outcome=old, seen_sign=seen, at=house.at)
    lead(house, old, "became", other)
    with pytest.raises(LedElsewhere):
        undo_succession(actor=HOUSE, outcome=old, seen_sign=seen, at=house.at)
    assert [row.successor for row in succession_of(fresh(old)).went] == [other]
    seen = succession_sign(succession_of(fresh(old)).went)
    assert undo_succession(actor=HOUSE, outcome=old, seen_sign=seen, at=house.at) == [other]


def test_who_left_a_text_aside_for_another_reason_meanwhile_is_read_first(house: House) -> None:
    old = outcome(house, 1)
    lead(house, old, "left_aside")
    seen = succession_sign(succession_of(fresh(old)).went)
    undo_succession(actor=HOUSE, outcome=old, at=house.at)
    later = house.at + timedelta(minutes=1)
    why = both("The law was repealed.")
    record_succession(actor=HOUSE, outcome=old, kind=SuccessionKind.LEFT_ASIDE, reason=why, at=later)
    with pytest.raises(LedElsewhere):
        undo_succession(actor=HOUSE, outcome=old, seen_sign=seen, at=later)


def test_why_it_was_taken_back_is_sealed_on_record_and_open_to_everyone(house: House) -> None:
    old, new = outcome(house, 1), outcome(house, 2)
    lead(house, old, "became", new)
    undo_succession(actor=HOUSE, outcome=old, reason=both("It is finished after all."), at=house.at)
    row = Succession.objects.get(origin=old)
    assert row.undone_reason["en"] == "It is finished after all."
    fact = facts_about([old.public_id])[-1]
    assert fact.data["reason"] == row.undone_digest
    (opening,) = openings_of(fact)["openings"]
    assert "It is finished after all." in opening["text"]


def test_texts_that_changed_since_they_were_read_do_not_continue_unread(house: House) -> None:
    old, new = outcome(house, 1), outcome(house, 2)
    seen = {old.public_id: 1, new.public_id: 1}
    publish_text(actor=HOUSE, outcome=new, title=both("Text 2"), body=quoted(NEW), at=house.at)
    words = {"actor": HOUSE, "outcome": old, "kind": SuccessionKind.BECAME, "successors": [new], "at": house.at}
    for versions in (seen, {old.public_id: 1}):
        with pytest.raises(TextsChanged):
            record_succession(**words, seen_versions=versions)
    assert not Succession.objects.exists()
    for _time in range(2):
        record_succession(**words, seen_versions={**seen, new.public_id: 2})
    assert Succession.objects.count() == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["continue", "{old}", "--how", "left_aside"], "Say why it is left aside."),
        (
            ["continue", "{old}", "--how", "became", "--in", "{old}"],
            "This text would continue in itself. Name another one.",
        ),
        (["continue", "{old}", "--how", "became", "--in", "0000000000"], "there is no text with the id '0000000000'"),
        (["undo", "{old}"], "It continues nowhere else."),
    ],
)
def test_the_command_line_says_in_one_line_why_it_does_not(house: House, words: list[str], why: str) -> None:
    old = outcome(house, 1)
    with pytest.raises(UsageProblem, match=re.escape(why)):
        run(*(word.format(old=old.public_id) for word in words))
    assert not Succession.objects.exists()


def test_the_command_line_knows_every_way_to_continue_and_no_other(capsys: Any) -> None:
    assert list(KINDS) == [str(kind) for kind in SuccessionKind]
    with pytest.raises(SystemExit, match="2"):
        main(["outcome", "continue", "4q8w2c6n1t", "--how", "vanished"])
    assert "vanished" in capsys.readouterr().err


def test_a_text_continues_only_in_one_that_stands_for_itself(house: House) -> None:
    aside, other = outcome(house, 1), outcome(house, 2)
    lead(house, aside, "left_aside")
    with pytest.raises(NotAllowed, match="“Text 1” continues elsewhere itself, or was left aside"):
        lead(house, other, "merged_into", aside)
    undo_succession(actor=HOUSE, outcome=aside, at=house.at)
    lead(house, other, "merged_into", aside)


def test_an_answer_tells_of_a_change_that_came_before_the_text_went_on(house: House) -> None:
    row, goal, idea = outcome(house, 1), outcome(house, 2), house.idea()
    while record.advance(at=house.at):
        pass
    publish_text(actor=HOUSE, outcome=row, title=row.title, body=quoted(NEW), at=house.at + timedelta(days=1))
    while record.advance(at=house.at):
        pass
    lead(house, row, "became", goal)
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    keep_draft(
        actor=HOUSE, response=draft, verdict="accepted", nowhere=Localized(),
        reason=both("The archive opens at ten on every day of the week by now, as you asked for."),
        landings=[LandingPlace(fresh(row), quoted(NEW))],
    )  # fmt: skip
    publish_response(actor=HOUSE, response=draft, at=house.at + timedelta(days=1))
    assert fresh(row).landing_count == 1


def test_an_answer_that_names_a_text_left_aside_meanwhile_is_not_published(house: House) -> None:
    row, idea = outcome(house, 1), house.idea()
    while record.advance(at=house.at):
        pass
    draft = draft_response(actor=HOUSE, process=house.process, institution=house.owner, contribution_ids=[idea.pk])
    keep_draft(
        actor=HOUSE, response=draft, verdict="accepted", nowhere=Localized(),
        reason=both("The archive will open at ten from now on, on every day of the week, as you asked for."),
        landings=[LandingPlace(row, quoted(OLD), due_date=house.at.date() + timedelta(days=30))],
    )  # fmt: skip
    lead(house, row, "left_aside")
    with pytest.raises(NotWhole) as refused:
        publish_response(actor=HOUSE, response=draft, at=house.at)
    assert list(refused.value.lacks) == ["landings"]
    undo_succession(actor=HOUSE, outcome=row, at=house.at)
    publish_response(actor=HOUSE, response=draft, at=house.at)
