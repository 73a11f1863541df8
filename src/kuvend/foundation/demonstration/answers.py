"""What institutions answer: a duty goes to who can answer it, an answer is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from kuvend.engines.deadlines import due_date
from kuvend.engines.legaltext import numbers_in, passage, sentences
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.data import Entry, entries
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.days import spread
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import World
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.actions import (
    LandingPlace,
    agree_to_landing,
    draft_response,
    keep_draft,
    pass_on,
    publish_response,
)
from kuvend.foundation.responses.changing import words_of
from kuvend.foundation.responses.enums import Standing
from kuvend.foundation.responses.models import Duty, Landing, Response
from kuvend.foundation.responses.queries import LANDING_RELATED
from kuvend.foundation.responses.rules import owner_of

BEFORE_THE_ANSWER = timedelta(minutes=30)  # a text that was changed because of what people said comes out
BEFORE_THE_YES = timedelta(days=1)  # until another institution agrees to a change of its text
WORKING_DAYS_FOR_A_TEXT = 60  # in which a promised change is to come
WHY_PASSED_ON = Localized(
    sq="Kjo punë është në dorë të këtij institucioni, prandaj përgjigjet ai.",
    en="This work lies in the hands of this institution, so it is the one that answers.",
)


class AnswerLostError(ValueError):
    """An answer of the data files did not reach everybody it is meant for."""


def answer_events(world: World) -> Iterator[Event]:
    """Yield all answers, each after its duty has reached who answers."""
    for answer in entries("answers"):
        if missing := [key for key in answer["answers"] if key not in world.words]:
            world.left_out += missing
            continue
        at = answer_moment(world, answer)
        yield Event(at, partial(_leave_draft if answer.get("draft") else _publish, world, answer))
        if not answer.get("draft"):
            yield Event(at + BEFORE_THE_YES, partial(_agree, world, answer))
        for key in answer["answers"]:
            yield passing_on(world, world.words[key], answer["by"], before=at)


def answer_moment(world: World, answer: Entry) -> datetime:
    """Return when an answer is published, at an hour of its own; a draft was written yesterday at four."""
    if answer.get("draft"):
        return moment(world.days.day(-1), 16)
    return moment(world.days.day_of(answer), 11) + spread(answer["key"], 240)


def passing_on(world: World, entry: Entry, to: str, *, before: datetime | None = None) -> Event:
    """Return the event in which a duty reaches who will answer: on the next working day, but before the answer."""
    at = moment(due_date(world.days.day_of(entry), 1), 10) + spread(entry["key"], 60)
    return Event(min(at, before - timedelta(hours=1)) if before else at, partial(_pass_on, world, entry["key"], to))


def _pass_on(world: World, key: str, to: str, at: datetime) -> None:
    duty = Duty.objects.select_related("institution").get(contribution=world.contribution_ids[key])
    if duty.institution.key != to:
        officer = world.officer(duty.institution.key, at)
        words, receiver = world.contribution(key), world.institution(to)
        pass_on(actor=officer, contribution=words, to=receiver, reason=WHY_PASSED_ON, at=at)


def _leave_draft(world: World, answer: Entry, at: datetime) -> None:
    _draft(world, answer, at)


def _draft(world: World, answer: Entry, at: datetime) -> Response:
    """Write an answer as its officer does; who is meant and does not wait for this institution is left out."""
    officer, institution = world.officer(answer["by"], at), world.institution(answer["by"])
    ids = [world.contribution_ids[key] for key in answer["answers"]]
    process = Contribution.objects.select_related("activity__process__scope").get(pk=ids[0]).activity.process
    response = draft_response(actor=officer, process=process, institution=institution, contribution_ids=ids)
    if response.selected.count() != len(ids):
        raise AnswerLostError(f"{answer['key']}: not all of {', '.join(answer['answers'])} wait for {answer['by']}")
    places = [_place(world, institution, one, at) for one in answer["landings"]]
    return keep_draft(
        actor=officer,
        response=response,
        verdict=answer["verdict"],
        reason=Localized(answer["reason"]),
        nowhere=Localized(answer.get("nowhere", {})),
        landings=places,
    )


def _place(world: World, institution: Institution, entry: Entry, at: datetime) -> LandingPlace:
    """Return where words go: the sentences that hold the quoted passage, as an officer chooses them from the text.

    Without a passage it is the whole text. The day counts only where nothing has changed there yet.
    """
    outcome = world.outcome(entry["to"])
    text = OutcomeText.objects.get(outcome=outcome, version=outcome.version)
    quoted = entry.get("passage", {})
    passage = Localized({code: _sentences(words_of(text, code), quoted.get(code, "")) for code in text.body})
    due = entry.get("by") or due_date(local_date(at), WORKING_DAYS_FOR_A_TEXT)
    return LandingPlace(outcome=outcome, passage=passage, due_date=due)


def _sentences(text: str, quoted: str) -> str:
    numbers = numbers_in(text, quoted) if quoted else [one.number for one in sentences(text)]
    return passage(text, numbers)


def _agree(world: World, answer: Entry, at: datetime) -> None:
    """Let the institutions whose texts they are agree to what this answer proposes."""
    words = world.contribution_ids[answer["answers"][0]]
    for landing in Landing.objects.filter(response__answers__contribution=words).select_related(*LANDING_RELATED):
        if landing.standing == Standing.PROPOSED and (owner := owner_of(landing.text.outcome)):
            agree_to_landing(
                actor=world.officer(owner.key, at), landing=landing, seen_version=landing.response.version,
                seen_text=landing.text.outcome.version, at=at,
            )  # fmt: skip


def _publish(world: World, answer: Entry, at: datetime) -> None:
    publish_response(actor=world.officer(answer["by"], at), response=_draft(world, answer, at), at=at)
