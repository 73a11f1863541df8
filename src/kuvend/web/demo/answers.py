"""What institutions answer: a duty goes to who can answer it, an answer is published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from kuvend.engines.deadlines import due_date
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
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
from kuvend.web.demo.world import World

IN_CHARGE = {  # of ideas that nobody has answered yet, by category; others still wait where they came in
    "digital-services": "akshi",
    "fiscal-transparency": "mofe",
    "anti-corruption": "ncac",
}


class AnswerLostError(ValueError):
    """An answer of the data files did not reach everybody it is meant for."""


def answer_events(world: World) -> Iterator[Event]:
    """Yield all answers, each after its duty has reached who answers; ideas nobody has answered go their way too."""
    said = {entry["key"]: entry for entry in [*entries("ideas"), *entries("comments")]}
    answered: set[str] = set()
    for answer in entries("answers"):
        at = answer_moment(world, answer)
        yield Event(at, partial(_leave_draft if answer.get("draft") else _publish, world, answer))
        answered.update(answer["answers"])
        for key in answer["answers"]:
            yield _passing_on(world, said[key], answer["by"], before=at)
    for entry in entries("ideas"):
        if entry["key"] not in answered and not entry.get("waits") and entry["category"] in IN_CHARGE:
            yield _passing_on(world, entry, IN_CHARGE[entry["category"]])


def answer_moment(world: World, answer: Entry) -> datetime:
    """Return when an answer is published, at an hour of its own; a draft was written yesterday at four."""
    if answer.get("draft"):
        return moment(world.days.day(-1), 16)
    return moment(world.days.day_of(answer), 11) + spread(answer["key"], 240)


def _passing_on(world: World, entry: Entry, to: str, *, before: datetime | None = None) -> Event:
    """Return the event in which a duty reaches who will answer: on the next working day, but before the answer."""
    at = moment(due_date(world.days.day_of(entry), 1), 10) + spread(entry["key"], 60)
    return Event(min(at, before - timedelta(hours=1)) if before else at, partial(_pass_on, world, entry["key"], to))


def _pass_on(world: World, key: str, to: str, at: datetime) -> None:
    duty = Duty.objects.select_related("institution").get(contribution=world.said[key])
    if duty.institution.key != to:
        officer = world.officer(duty.institution.key, at)
        pass_on(actor=officer, contribution=world.contribution(key), to=world.institution(to), at=at)


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
        nowhere=Localized(answer.get("nowhere", {})),
        landings=places,
    )


def _publish(world: World, answer: Entry, at: datetime) -> None:
    publish_response(actor=world.officer(answer["by"], at), response=_draft(world, answer, at), at=at)
