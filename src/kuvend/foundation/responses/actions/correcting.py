"""Correcting: a published answer says something else from now on; what it said of texts is taken back, or made anew."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import NotWhole
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
from kuvend.foundation.responses import facts, rules
from kuvend.foundation.responses.actions.answering import keep_text
from kuvend.foundation.responses.actions.drafting import (
    LandingPlace,
    WrittenMeanwhile,
    landing_at,
    locked,
)
from kuvend.foundation.responses.actions.landing import begin_landings, landings_held, take_landings_back
from kuvend.foundation.responses.enums import TAKES_NOTHING_UP, Standing
from kuvend.foundation.responses.models import Landing, Response
from kuvend.foundation.responses.prospects import changes_of, newest_words


@dataclass(frozen=True)
class PlacesAfter:
    """Where the words of a corrected response go: what stays as it is, what is taken back, and what is new.

    What was refused is over: it stays, with its reason. What is new is not saved yet.
    """

    stays: Sequence[Landing]
    taken_back: Sequence[Landing]
    new: Sequence[Landing]


def places_after(
    response: Response, landings: Sequence[Landing], places: Sequence[LandingPlace] | None, *, verdict: str
) -> PlacesAfter:
    """Return what becomes of the landings of a response in a correction.

    Args:
        landings: all that it has and did not take back before.
        places: where its words go from now on. One with the same place, sentences and day stays untouched, one that
            landed whatever its day; the others are new. None leaves all as they are. Under a verdict that takes
            nothing up none is left.

    Raises:
        NotAllowed: when a change of the same text was refused to it.
        NotInText: when a passage does not stand in the version that it names.
    """
    standing = [one for one in landings if one.standing != Standing.REFUSED]
    over = [one for one in landings if one.standing == Standing.REFUSED]
    if verdict in TAKES_NOTHING_UP:
        return PlacesAfter(over, standing, [])
    if places is None:
        return PlacesAfter(landings, [], [])
    landed = {_where(one.text.outcome_id, one) for one in standing if one.standing == Standing.LANDED}
    keyed = [(_key(one.text.outcome_id, one, landed), one) for one in standing]
    places_by_key = {_key(place.outcome.pk, place, landed): place for place in places}
    new = [place for key, place in places_by_key.items() if key not in {key for key, _landing in keyed}]
    for place in new:
        require(rules.may_name_again(place.outcome, over))
    return PlacesAfter(
        [*over, *(one for key, one in keyed if key in places_by_key)],
        [one for key, one in keyed if key not in places_by_key],
        [landing_at(response, place) for place in new],
    )


def _where(outcome_id: int, place: Landing | LandingPlace) -> tuple[object, ...]:
    return outcome_id, frozenset((code, text) for code, text in place.passage.items() if text)


def _key(outcome_id: int, place: Landing | LandingPlace, landed: Set[tuple[object, ...]]) -> tuple[object, ...]:
    """Return by what a place is the same one: its text, the words of its sentences, its day.

    What landed keeps its day, whatever is named now: a promise kept late never becomes one kept in time.
    """
    where = _where(outcome_id, place)
    return where if where in landed else (*where, place.due_date)


@transaction.atomic
def correct_response(
    *, actor: Actor, response: Response, verdict: str, reason: Localized, note: Localized, seen_version: int,
    at: datetime, nowhere: Localized | None = None, places: Sequence[LandingPlace] | None = None,
) -> Response:  # fmt: skip
    """Publish a new version of a response; the earlier ones stay readable beside it.

    Args:
        note: why it is corrected, in all languages.
        seen_version: the version that was read and is corrected.
        nowhere: why the words are in no text yet; None leaves it as it was.
        places: where the words go from now on (see `places_after`); None leaves them where they go.

    Raises:
        NotAllowed: when the actor may not, the response is still a draft, or a change of the same text was refused.
        WrittenMeanwhile: when it was corrected since.
        NotInText: when a passage does not stand in the version that it names.
        NotWhole: when the verdict, the reason, a landing or the note is missing.
    """
    response = locked(response)
    require(rules.may_correct_response(actor, response))
    if response.version != seen_version:
        raise WrittenMeanwhile
    response.verdict, response.reason = verdict, reason
    response.nowhere = response.nowhere if nowhere is None else nowhere
    after = places_after(response, landings_held(response), places, verdict=verdict)
    newest = newest_words(response)
    if lacks := lacks_of_correction(response, after, note, newest=newest, at=at):
        raise NotWhole(lacks)
    response.version += 1
    response.save(update_fields=["verdict", "reason", "nowhere", "version"])
    corrected = _corrected(response, keep_text(response, at, note).digest, after)
    taken_back = take_landings_back(response, after.taken_back, at)
    new = Landing.objects.bulk_create(after.new)
    begun = begin_landings(response, new, newest, at)
    role = actor.role_in(response.scope.path, Role.INSTITUTION_OFFICER)
    put(corrected, *taken_back, *begun, at=at, role=role)
    return response


def _corrected(response: Response, text: str, after: PlacesAfter) -> facts.ResponseCorrected:
    return facts.ResponseCorrected(
        response=Subject(response.public_id),
        institution=Subject(response.institution.public_id),
        version=response.version,
        verdict=response.verdict,
        text=Digest(text),
        taken_back=len(after.taken_back) or None,
    )


def lacks_of_correction(
    response: Response, after: PlacesAfter, note: Localized, *, newest: datetime | None, at: datetime
) -> dict[str, str]:
    """Return what a correction lacks: field → the sentence at it. What stays was whole when it was published.

    Args:
        newest: when the last of the words was posted that the response answers.
    """
    whole = {one.text_id for one in after.stays} | changes_of(after.new, newest).keys()
    places = [*after.stays, *after.new]
    lacks = rules.missing_parts(response, response.answer_count, places, changed=whole, today=local_date(at))
    if not (permission := rules.is_reason(note)):
        lacks["note"] = str(permission.reason)
    return lacks
