"""Where one person stands on the map: for that person's eyes only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.maps.letters import shown_after
from kuvend.participation.deliberation.models import Vote
from kuvend.participation.deliberation.queries.rows import release_of, rules_of
from kuvend.participation.deliberation.releases.picture import Picture, letter_of, picture_of
from kuvend.participation.deliberation.releases.places import least_of, own_place, told_answers


@dataclass(frozen=True)
class PlacePage:
    """Everything the page "where I am" shows; without a place `picture` is None.

    Of the `compared_by` statements that tell groups apart `answered` were answered; from `least` on one is placed.
    """

    answered: int = 0
    compared_by: int = 0
    least: int = 0
    letter: str = ""
    anchor: str = ""
    picture: Picture | None = None


def place_page(activity: Activity, *, person_id: int) -> PlacePage:
    """Return where a person stands: by the votes they have now, and by the published numbers of the release."""
    votes = Vote.objects.filter(participant__person_id=person_id, statement__contribution__activity_id=activity.pk)
    answers = dict(votes.values_list("statement__contribution__public_id", "value"))
    release = release_of(rules_of(activity))
    if release is None or not release.mode:
        return PlacePage()
    result = shown_after(release.result, release.lineage)
    page = PlacePage(len(told_answers(result, answers)), len(result["counts"]), least_of(result))
    place = own_place(result, answers)
    if place is None:
        return page
    letter = letter_of(result["groups"][place.nearest]["id"])
    return replace(page, letter=letter, anchor=f"group-{letter.lower()}", picture=picture_of(result, own=place))
