"""Who finds work in which room of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.desk import DeskRoom, may_enter
from kuvend.foundation.people.enums import Role

RUNNERS = frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER})
KEEPERS = frozenset({Role.SECRETARIAT, Role.OPERATOR})

# rooms of capabilities stand between: reports at 30, assess at 40, the plan check at 70
ANSWER = DeskRoom(url_name="desk", label=_("To answer"), roles=frozenset({Role.INSTITUTION_OFFICER}), place=10)
MODERATE = DeskRoom(url_name="desk_moderate", label=_("To moderate"), roles=frozenset({Role.MODERATOR}), place=20)
STAGES = DeskRoom(url_name="desk_stages", label=_("Stages"), roles=RUNNERS, place=50)
ACTIVITIES = DeskRoom(url_name="desk_activities", label=_("Activities"), roles=RUNNERS, place=60)
TEXTS = DeskRoom(url_name="desk_texts", label=_("Texts"), roles=RUNNERS, place=62)
PROCESSES = DeskRoom(url_name="desk_processes", label=_("Processes"), roles=frozenset({Role.SECRETARIAT}), place=65)
PARTNERSHIP = DeskRoom(
    url_name="desk_partnership",
    label=_("Civil society’s part"),
    roles=frozenset({Role.CIVIL_SOCIETY_MEMBER}),
    place=80,
)
PEOPLE = DeskRoom(url_name="desk_people", label=_("People"), roles=KEEPERS, place=90)
BARRIERS = DeskRoom(url_name="desk_barriers", label=_("Barriers"), roles=KEEPERS, place=100)


def room_for_words(actor: Actor) -> DeskRoom | None:
    """Return the room from which the actor comes to words that are merged and split; None where none is theirs."""
    return next((room for room in (ANSWER, MODERATE, ACTIVITIES) if may_enter(actor, room)), None)


def may_find_words(actor: Actor) -> Permission:
    """Who answers, moderates or runs activities finds words that say the same; each has its own rule (`lineage`)."""
    return ALLOWED if room_for_words(actor) else may_enter(actor, ANSWER)
