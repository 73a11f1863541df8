"""A code from a list is checked by the action, not by the form alone: an API or a command might send any string."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import typing
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.apps import apps

import kuvend
from kuvend.accountability.plans.progress.actions.assessing import Codes
from kuvend.accountability.plans.progress.actions.wholeness import CODES, assessment_lacks
from kuvend.accountability.plans.progress.eras import era_of
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents.actions import file_document
from kuvend.foundation.moderation import actions as moderation
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.processes.actions import publish_activity, show_name
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses import actions as responses
from kuvend.participation.deliberation.actions import cast_vote, set_rules
from tests.participation.deliberation.talking import Talk
from tests.support.house import House, both

NO_CODE = "made_up"
REASON = both("The counter is open from eight in the morning until four every day.")
# What asks for a code that somebody has checked, or that the house itself made.
WITHIN = {"dataset_writer.kind", "failure_lacks.status", "must_state_failure.status", "keep_translation.role"}
WITHIN |= {"put.role", "put_dated.role", "put_on_other_days.role", "keep_calendar.role", "places_after.verdict"}
OWING = ("owe", "extend", "pause", "resume", "transfer", "meet", "lapse", "appeal")  # asked by the action of a room
WITHIN |= {"keep_event.kind", *(f"{deed}.role" for deed in OWING)}
ELSEWHERE = {"report_progress.status", "report_lacks.status"}  # tests/accountability/plans/progress/test_progress.py


def judging(name: str) -> Callable[[House], Any]:
    """A decision about an idea by a rule that there is none of."""

    def judge(house: House) -> Any:
        idea = house.idea()
        seen = PREPARED[name](house, idea)
        return getattr(moderation, name)(actor=HOUSE, contribution=idea, house_rule=NO_CODE, at=house.at, **seen)

    return judge


def named(house: House, idea: Contribution) -> dict[str, Any]:
    """A name that its author chose stands beside it."""
    show_name(person_id=idea.participant.person_id, process=house.process, name="Ana Lena", at=house.at)
    return {"seen_name": "Ana Lena"}


def reworded(house: House, idea: Contribution, *, waits: bool) -> dict[str, Any]:
    """It has a second version that waits, or that took the place of the first one, which stays."""
    idea.texts.create(version=2, title="", body="Other words", waits=waits, written_at=house.at)
    idea.texts.filter(version=1).update(stays=not waits)
    Contribution.objects.filter(pk=idea.pk).update(version=1 if waits else 2)
    return {"seen_version": 2 if waits else 1}


PREPARED: dict[str, Callable[[House, Contribution], dict[str, Any]]] = {
    "hide": lambda house, idea: {"seen_version": 1},
    "hide_name": named,
    "hide_version": partial(reworded, waits=False),
    "refuse_version": partial(reworded, waits=True),
}


def complaining(house: House) -> Any:
    asked = {"seen_version": 1, "note": "", "networks": [("n", 1)]}
    return moderation.complain(contribution=house.idea(), house_rule=NO_CODE, at=house.at, **asked)


def drafted(house: House) -> Any:
    idea = house.idea()
    record.advance(at=house.at)
    known = {"process": house.process, "institution": house.owner, "contribution_ids": [idea.pk]}
    return responses.draft_response(actor=HOUSE, **known)


def keeping(house: House, verdict: str = NO_CODE) -> Any:
    said = {"reason": REASON, "nowhere": Localized(), "landings": []}
    return responses.keep_draft(actor=HOUSE, response=drafted(house), verdict=verdict, **said)


def correcting(house: House) -> Any:
    draft = responses.publish_response(actor=HOUSE, response=keeping(house, "not_accepted"), at=house.at)
    said = {"reason": REASON, "note": REASON, "seen_version": 1}
    return responses.correct_response(actor=HOUSE, response=draft, verdict=NO_CODE, at=house.at, **said)


def mandating(house: House) -> Any:
    what = {"scope": house.scope, "from_date": house.at.date()}
    return give_mandate(actor=HOUSE, person=house.person(), role=NO_CODE, at=house.at, **what)


def ruling(house: House) -> Any:
    asked = {"activity": house.make_activity("deliberation"), "minimum_voters": 5}
    return set_rules(actor=HOUSE, who_adds=NO_CODE, at=house.at, **asked)


def voting(house: House) -> Any:
    talk = Talk(house)
    return cast_vote(actor=house.actor(), contribution=talk.fresh(0), value=7, at=house.at)


def announcing(house: House) -> Any:
    row = Activity(
        process=house.process, kind="ideas", owner=house.owner, scope=house.scope, title=both("Ideas"),
        summary=both("Say it."), opens_at=house.at, closes_at=house.at + timedelta(days=5), moderation=NO_CODE,
    )  # fmt: skip
    return publish_activity(actor=HOUSE, activity=row, at=house.at)


def filing(house: House) -> Any:
    known: dict[str, Any] = {"institution": house.owner, "scope": house.scope, "filing": None, "at": house.at}
    return file_document(actor=HOUSE, type=NO_CODE, **known)


REFUSED: dict[str, Callable[[House], Any]] = {
    "complain.house_rule": complaining,
    "hide.house_rule": judging("hide"),
    "hide_name.house_rule": judging("hide_name"),
    "hide_version.house_rule": judging("hide_version"),
    "refuse_version.house_rule": judging("refuse_version"),
    "keep_draft.verdict": keeping,
    "correct_response.verdict": correcting,
    "give_mandate.role": mandating,
    "set_rules.who_adds": ruling,
    "cast_vote.value": voting,
    "file_document.type": filing,
    "publish_activity.moderation": announcing,  # in an unsaved row
}


def code_names() -> set[str]:
    """The names of all columns that hold a code of a list."""
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    return {field.name for field in fields if field.choices and field.model.__module__.startswith("kuvend.")}


def takes_codes() -> set[str]:
    """`action.parameter` wherever a public action takes a plain value of such a name."""
    names, found = code_names(), set()
    for module in pkgutil.walk_packages(kuvend.__path__, "kuvend."):
        if ".actions" not in module.name or ".migrations" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, deed in vars(loaded).items():
            if inspect.isfunction(deed) and deed.__module__ == module.name and not name.startswith("_"):
                hints = typing.get_type_hints(deed).items()
                found |= {f"{name}.{given}" for given, hint in hints if given in names and hint in (str, int)}
    return found


def test_every_action_that_takes_a_code_is_tried_here_or_takes_it_from_the_house() -> None:
    assert takes_codes() == (REFUSED.keys() - {"publish_activity.moderation"}) | WITHIN | ELSEWHERE


@pytest.mark.parametrize("name", REFUSED)
def test_a_code_that_is_on_no_list_is_refused(house: House, name: str) -> None:
    with pytest.raises((NotAllowed, responses.NotWhole, ValueError), match=r"on the list|verdict|not a valid Value"):
        REFUSED[name](house)


@pytest.mark.parametrize("name", CODES)
def test_a_code_of_the_reviewer_that_is_on_no_list_is_named(house: House, name: str) -> None:
    known = vars(Codes(verifiable="yes")) | {name: NO_CODE}
    assert name in assessment_lacks(known, REASON, era_of(house.process.from_date))
