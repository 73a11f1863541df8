"""Where one person stands on the map: for that person's eyes only."""

from __future__ import annotations

from dataclasses import dataclass

from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.lineage import shown_after
from kuvend.participation.deliberation.models import MapState, Vote
from kuvend.participation.deliberation.opinion import GRID, cell_of
from kuvend.participation.deliberation.picture import Picture, letter_of, picture_of
from kuvend.participation.deliberation.queries.single import release_of, rules_of
from kuvend.participation.deliberation.remembering import LEAST_VOTES, own_place


@dataclass(frozen=True)
class PlacePage:
    """Everything the page "where I am" shows; without a place `picture` is None."""

    answered: int
    least: int
    letter: str = ""
    anchor: str = ""
    picture: Picture | None = None


def place_page(activity: Activity, *, person_id: int) -> PlacePage:
    """Return where a person stands on the stored map, by the votes they have now."""
    votes = Vote.objects.filter(participant__person_id=person_id, statement__contribution__activity_id=activity.pk)
    answers = dict(votes.values_list("statement_id", "value"))
    deliberation = rules_of(activity)
    kept = release_of(deliberation)
    page = PlacePage(len(answers), LEAST_VOTES)
    if kept is None or not kept.mode:
        return page
    axes = MapState.objects.filter(pk=activity.pk).values_list("axes", flat=True).first() or {}
    place = own_place(axes, answers)
    if place is None:
        return page
    across, down = cell_of(place.point[None], axes["bounds"])[0].tolist()
    letter = letter_of(place.group)
    picture = picture_of(shown_after(kept.result, kept.lineage, grid=GRID), grid=GRID, own=(across, down))
    return PlacePage(len(answers), LEAST_VOTES, letter, f"group-{letter.lower()}", picture)
