"""No official acts upon the own words, nor upon the answer to them: every official deed about words is walked."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

import kuvend
from kuvend.foundation.contributions import lineage
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation import actions as moderation
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses import actions as responses
from kuvend.foundation.responses.models import Duty, Landing, Response
from tests.support.house import PASSED_ON, House, both, quoted
from tests.support.lineage import BODY, PASSAGES

REASON = both("We take it up: the sentence on opening hours will say what you asked us to say.")
OWN = "You wrote this yourself"
WORDS = (Contribution, Response, Landing, Duty)
AS_A_PERSON = {"post_comment", "edit", "withdraw", "support", "take_support_back"}
NOT_BY_ITS_NAME = {"draft_answer_to_all", "pass_on_continuing", "take_back_continuing", "hand_back_continuing"}
ELSEWHERE = "kuvend.participation.deliberation"  # statements: their deeds are walked in a test of their own


@dataclass
class Case:
    """Words of an official, whom every mandate is given to, and a colleague who has the same."""

    house: House
    author: Actor
    colleague: Actor
    words: Contribution
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def at(self) -> Any:
        return self.house.at


def all_mandates(house: House) -> Actor:
    person = house.person()
    for role in (Role.INSTITUTION_OFFICER, Role.MODERATOR, Role.SECRETARIAT):
        for institution in (house.owner, house.other) if role == Role.INSTITUTION_OFFICER else (None,):
            give_mandate(
                actor=HOUSE, person=person, role=role, scope=house.site, institution=institution,
                from_date=house.at.date(), at=house.at,
            )  # fmt: skip
    return house.actor(person)


@pytest.fixture
def case(house: House) -> Case:
    author, colleague = all_mandates(house), all_mandates(house)
    words = house.idea(author)
    record.advance(at=house.at)
    return Case(house, author, colleague, words)


def drafted(case: Case, institution: Any = None, **kept: Any) -> Response:
    """A colleague's draft that answers the author's words, held by nobody."""
    known = {"process": case.house.process, "institution": institution or case.house.owner}
    draft = responses.draft_response(actor=case.colleague, contribution_ids=[case.words.pk], **known)
    given = {"verdict": "not_accepted", "reason": REASON, "nowhere": Localized(), "landings": []} | kept
    responses.keep_draft(actor=case.colleague, response=draft, **given)
    Response.objects.filter(pk=draft.pk).update(holder=None)
    return draft


def published(case: Case) -> Response:
    return responses.publish_response(actor=case.colleague, response=drafted(case), at=case.at)


def proposed(case: Case) -> Landing:
    """What another institution's answer to the author's words proposes for a text of their own institution."""
    text = Outcome.objects.create(
        process=case.house.process, kind="commitment", key="c1", number="1", title=both("Hours"),
        scope=case.house.scope, institution=case.house.other,
    )  # fmt: skip
    publish_text(
        actor=HOUSE, outcome=text, title=both("Hours"), body=both("They close at noon."), at=case.at - timedelta(days=9)
    )
    place = responses.LandingPlace(text, quoted("They close at noon."), due_date=case.at.date() + timedelta(days=30))
    draft = drafted(case, verdict="accepted", landings=[place])
    responses.publish_response(actor=case.colleague, response=draft, at=case.at)
    return Landing.objects.get()


def closed(case: Case) -> Any:
    activity = case.words.activity
    activity.answers_owed, activity.closes_at = False, case.at - timedelta(days=1)
    activity.save()
    return activity


def passed(case: Case, row: Contribution | None = None) -> Contribution:
    row = row or case.words
    moved = {"to": case.house.other, "reason": PASSED_ON, "at": case.at}
    responses.pass_on(actor=case.colleague, contribution=row, **moved)
    return row


def judging(name: str, **more: Any) -> Callable[[Case, Actor], Any]:
    def judge(case: Case, actor: Actor) -> Any:
        seen = {} if name in {"hide_name", "let_name_stand"} else {"seen_version": case.words.version}
        return getattr(moderation, name)(actor=actor, contribution=case.words, at=case.at, **seen, **more)

    return judge


def marking(case: Case, actor: Actor) -> None:
    _done, left = moderation.mark_read(actor=actor, read=[(case.words, case.words.version)], at=case.at)
    if left:
        raise NotAllowed(OWN)


def answering(name: str, response: Callable[[Case], Response], **more: Any) -> Callable[[Case, Actor], Any]:
    def answer(case: Case, actor: Actor) -> Any:
        found = case.more.setdefault("response", None) or response(case)
        case.more["response"] = found
        at = {} if name in {"keep_draft", "delete_draft"} else {"at": case.at}
        return getattr(responses, name)(actor=actor, response=found, **at, **more)

    return answer


def drafting(case: Case, actor: Actor) -> None:
    known = {"process": case.house.process, "institution": case.house.owner, "contribution_ids": [case.words.pk]}
    try:
        responses.draft_response(actor=actor, **known)
    except responses.NotWhole:
        raise NotAllowed(OWN) from None


def moving(name: str, words: Callable[[Case], Contribution], **more: Any) -> Callable[[Case, Actor], Any]:
    def move(case: Case, actor: Actor) -> Any:
        found = case.more.setdefault("moved", None) or words(case)
        case.more["moved"] = found
        to = {"to": case.house.other} if name == "pass_on" else {}
        return getattr(responses, name)(actor=actor, contribution=found, at=case.at, **to, **more)

    return move


def deciding(name: str, **more: Any) -> Callable[[Case, Actor], Any]:
    def decide(case: Case, actor: Actor) -> Any:
        landing = case.more.setdefault("landing", None) or proposed(case)
        case.more["landing"] = landing
        return getattr(responses, name)(actor=actor, landing=landing, at=case.at, **more)

    return decide


def continuing(case: Case) -> Contribution:
    """Somebody else's words in which the author's continue, by a colleague's deed."""
    if "into" not in case.more:
        case.more["into"] = case.house.idea(title="Somebody else's", body=BODY)
        record.advance(at=case.at)
        merge(case, case.colleague, case.words, case.more["into"])
    return case.more["into"]


def merge(case: Case, actor: Actor, row: Contribution, into: Contribution) -> None:
    lineage.merge_contributions(actor=actor, contributions=[row], into=into, at=case.at)


def split(case: Case, actor: Actor, row: Contribution) -> None:
    lineage.split_contribution(actor=actor, contribution=row, passages=PASSAGES, seen_version=1, at=case.at)


def a_third(case: Case) -> Contribution:
    if "third" not in case.more:
        case.more["third"] = case.house.idea(title="A third")
    return case.more["third"]


def undoing_merge(case: Case, actor: Actor) -> None:
    """Of the words in which the own ones continue: what is answered for these would be another."""
    row = continuing(case)
    if not fresh(row).continues:
        merge(case, case.colleague, row, a_third(case))
    lineage.undo_merge(actor=actor, contribution=row, at=case.at)


def undoing_split(case: Case, actor: Actor) -> None:
    row = continuing(case)
    if not fresh(row).continues:
        split(case, case.colleague, row)
    lineage.undo_split(actor=actor, contribution=row, at=case.at)


def fresh(row: Contribution) -> Contribution:
    return Contribution.objects.get(pk=row.pk)


OFFICIAL: dict[str, Callable[[Case, Actor], Any]] = {
    "let_through": judging("let_through"),
    "hide": judging("hide", house_rule="insult"),
    "restore": judging("restore"),
    "take_back_let_through": judging("take_back"),
    "hide_version": judging("hide_version", house_rule="insult"),
    "restore_version": judging("restore_version"),
    "let_name_stand": judging("let_name_stand", seen_name=""),
    "hide_name": judging("hide_name", seen_name="", house_rule="insult"),
    "let_version_through": judging("let_version_through"),
    "refuse_version": judging("refuse_version", house_rule="insult"),
    "mark_read": marking,
    "draft_response": drafting,
    "keep_draft": answering("keep_draft", drafted, verdict="accepted", reason=REASON, nowhere=Localized(), landings=[]),
    "take_over": answering("take_over", drafted),
    "delete_draft": answering("delete_draft", drafted),
    "publish_response": answering("publish_response", drafted),
    "correct_response": answering(
        "correct_response", published, seen_version=1, verdict="already_done", reason=REASON, note=PASSED_ON
    ),
    "draft_answer_to_all": lambda case, actor: responses.draft_answer_to_all(
        actor=actor, activity=closed(case), at=case.at
    ),
    "pass_on": moving("pass_on", lambda case: case.words, reason=PASSED_ON),
    "take_back": moving("take_back", passed),
    "hand_back": moving("hand_back", passed, reason=PASSED_ON),
    "hand_back_continuing": moving("hand_back", lambda case: passed(case, continuing(case)), reason=PASSED_ON),
    "take_back_continuing": moving("take_back", lambda case: passed(case, continuing(case))),
    "pass_on_continuing": moving("pass_on", continuing, reason=PASSED_ON),
    "agree_to_landing": deciding("agree_to_landing", seen_version=1, seen_text=1),
    "refuse_landing": deciding("refuse_landing", seen_version=1, seen_text=1, reason=PASSED_ON),
    "merge_contributions": lambda case, actor: merge(case, actor, continuing(case), a_third(case)),
    "split_contribution": lambda case, actor: split(case, actor, continuing(case)),
    "undo_merge": undoing_merge,
    "undo_split": undoing_split,
}


def deeds_about_words() -> Iterator[str]:
    """Every public action that somebody does about words, or about what answers them, as its annotations say."""
    for module in pkgutil.walk_packages(kuvend.__path__, "kuvend."):
        if (
            not {"actions", "lineage"} & set(module.name.split("."))
            or ".migrations" in module.name
            or module.name.startswith(ELSEWHERE)
        ):
            continue
        loaded = importlib.import_module(module.name)
        for name, deed in vars(loaded).items():
            if not inspect.isfunction(deed) or deed.__module__ != module.name or name.startswith("_"):
                continue
            hints = typing.get_type_hints(deed)
            about = [hint for given, hint in hints.items() if given != "return"]
            named = "contribution_ids" in hints or any(_is_about_words(hint) for hint in about)
            if _is_a_deed(deed) and named:
                yield "take_back_let_through" if deed is moderation.take_back else name


def _is_a_deed(function: Any) -> bool:
    """Tell whether somebody does it: by its name, as all deeds take who does them."""
    actor = inspect.signature(function).parameters.get("actor")
    return actor is not None and actor.kind is inspect.Parameter.KEYWORD_ONLY


def _is_about_words(hint: Any) -> bool:
    return hint in WORDS or any(_is_about_words(part) for part in typing.get_args(hint))


def test_every_deed_about_words_is_a_persons_or_walked_here() -> None:
    assert set(deeds_about_words()) == AS_A_PERSON | (OFFICIAL.keys() - NOT_BY_ITS_NAME)


@pytest.mark.parametrize("name", OFFICIAL)
def test_no_official_acts_upon_the_own_words(case: Case, name: str) -> None:
    with pytest.raises(NotAllowed, match=OWN):
        OFFICIAL[name](case, case.author)
    try:
        OFFICIAL[name](case, case.colleague)
    except NotAllowed as error:
        assert OWN not in str(error.reason)
