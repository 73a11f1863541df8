"""What institutions answer: duties go to who can answer, the words land in a text, the answer is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from kuvend.engines.deadlines import due_date
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.responses.actions import (
    LandingPlace,
    draft_response,
    keep_draft,
    pass_on,
    publish_response,
)
from kuvend.foundation.responses.models import Duty, Response
from kuvend.web.demo.data import Entry, entries
from kuvend.web.demo.days import at as moment
from kuvend.web.demo.days import spread
from kuvend.web.demo.timeline import Event
from kuvend.web.demo.world import SECRETARIAT, World

Words = Mapping[str, tuple[Localized, Localized]]
"""The title and body of each commitment and milestone as its plan says them at last, by key."""

IN_CHARGE = {  # of ideas that nobody has answered yet, by category
    "access-to-justice": "moj",
    "digital-services": "akshi",
    "fiscal-transparency": "mofe",
    "anti-corruption": "ncac",
}


class AnswerLostError(ValueError):
    """An answer of the data files did not reach everybody it is meant for."""


def answer_events(world: World, words: Words) -> Iterator[Event]:
    """Yield all answers; `words` are those that a text gets before somebody is told that it holds theirs."""
    ideas = {entry["key"]: entry for entry in entries("ideas")}
    said = {**ideas, **{entry["key"]: entry for entry in entries("comments")}}
    answered: set[str] = set()
    for answer in entries("answers"):
        answered.update(answer["answers"])
        if answer.get("draft"):
            at = moment(world.days.today, 0) - timedelta(hours=8)  # yesterday at four
            yield Event(at, partial(_leave_draft, world, answer))
        else:
            at = moment(world.days.day_of(answer), 11) + spread(answer["key"], 240)
            for landing in answer["landings"]:
                if landing["to"] in words:
                    write = partial(_publish_words, world, landing["to"], *words[landing["to"]])
                    yield Event(at - timedelta(minutes=30), write)
            yield Event(at, partial(_publish, world, answer))
        for key in answer["answers"]:
            yield _passing_on(world, said[key], answer["by"], before=at)
    for key in ideas.keys() - answered:
        if not ideas[key].get("waits"):
            yield _passing_on(world, ideas[key], IN_CHARGE[ideas[key]["category"]])


def _passing_on(world: World, entry: Entry, to: str, *, before: datetime | None = None) -> Event:
    """Return the event in which a duty reaches who will answer: on the next working day, but before the answer."""
    at = moment(due_date(world.days.day_of(entry), 1), 10) + spread(entry["key"], 60)
    return Event(min(at, before - timedelta(hours=1)) if before else at, partial(_pass_on, world, entry["key"], to))


def _pass_on(world: World, key: str, to: str, at: datetime) -> None:
    duty = Duty.objects.select_related("institution").get(contribution=world.said[key])
    if duty.institution.key != to:
        officer = world.officer(duty.institution.key, at)
        pass_on(actor=officer, contribution=world.contribution(key), to=world.institution(to), at=at)


def _publish_words(world: World, key: str, title: Localized, body: Localized, at: datetime) -> None:
    publish_text(actor=world.actor(SECRETARIAT, at), outcome=world.outcome(key), title=title, body=body, at=at)


def _leave_draft(world: World, answer: Entry, at: datetime) -> None:
    _draft(world, answer, at)


def _draft(world: World, answer: Entry, at: datetime) -> Response:
    """Write an answer as its officer does; who is meant and does not wait for this institution is left out."""
    officer, institution = world.officer(answer["by"], at), world.institution(answer["by"])
    ids = [world.said[key] for key in answer["answers"]]
    process = Contribution.objects.select_related("activity__process__scope").get(pk=ids[0]).activity.process
    response = draft_response(actor=officer, process=process, institution=institution, contribution_ids=ids)
    if response.selected.count() != len(ids):
        raise AnswerLostError(f"{answer['key']}: not all of {', '.join(answer['answers'])} wait for {answer['by']}")
    places = [LandingPlace(world.outcome(one["to"]), Localized(one.get("passage", {}))) for one in answer["landings"]]
    return keep_draft(
        actor=officer,
        response=response,
        verdict=answer["verdict"],
        reason=Localized(answer["reason"]),
        nowhere=Localized(),
        landings=places,
    )


def _publish(world: World, answer: Entry, at: datetime) -> None:
    publish_response(actor=world.officer(answer["by"], at), response=_draft(world, answer, at), at=at)
