"""Which room keeps which of the lists that rooms hand up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from kuvend.foundation.capabilities import Capability
from kuvend.foundation.contributions.kinds import set_word_kinds
from kuvend.foundation.core.confirmations import set_confirmations
from kuvend.foundation.core.findings import set_checks
from kuvend.foundation.core.limits import set_deed_limits
from kuvend.foundation.core.navigation import set_main_pages
from kuvend.foundation.datasets.findable import set_findable_sorts
from kuvend.foundation.datasets.listed import (
    set_bundles,
    set_datasets,
    set_feeds,
    set_help_pages,
    set_pages,
    set_papers,
)
from kuvend.foundation.demonstration.chapters import set_chapters
from kuvend.foundation.notifications.letters import set_letters
from kuvend.foundation.notifications.reactions import TELL_CONCERNED, tell_authors
from kuvend.foundation.notifications.reminders import Reminder, set_reminders
from kuvend.foundation.obligations.datasets import datasets_of_obligations
from kuvend.foundation.obligations.desk import counted
from kuvend.foundation.obligations.kinds import set_obligation_kinds
from kuvend.foundation.obligations.reminders import due_of_kind
from kuvend.foundation.outcomes.sorts import set_outcome_sorts
from kuvend.foundation.people.desk import set_desk_rooms
from kuvend.foundation.people.institution_parts import set_institution_figures, set_institution_parts
from kuvend.foundation.people.my_parts import set_my_parts
from kuvend.foundation.people.own import set_own_rows
from kuvend.foundation.places.naming import set_namers
from kuvend.foundation.processes.calendar_parts import set_calendar_parts
from kuvend.foundation.processes.gates import set_gate_rules
from kuvend.foundation.processes.kinds import set_kinds
from kuvend.foundation.processes.limits import set_day_limits
from kuvend.foundation.processes.process_pages import set_process_pages
from kuvend.foundation.processes.stage_notes import set_about_stage
from kuvend.foundation.record.cursors import set_reactions
from kuvend.publication.search.reactions import keep_index

Part = TypeVar("Part")


def keep(parts: Sequence[Capability]) -> None:
    """Give each room that keeps a list its lines, in the order of `parts`."""
    set_kinds(_all(part.kinds for part in parts))
    set_word_kinds(_all(part.words for part in parts))
    set_namers(kind.name_places for part in parts for kind in part.words)
    set_outcome_sorts(_all(part.outcomes for part in parts))
    set_gate_rules(part.gate_rules for part in parts)
    set_day_limits(_all(part.day_limits for part in parts))
    set_letters(_all(part.letters for part in parts))
    set_reminders(_all(_reminders(part) for part in parts))
    set_obligation_kinds(kinds := _all(part.obligations for part in parts))
    set_institution_parts(_all(part.about_institution for part in parts))
    set_institution_figures(_all(part.institution_figures for part in parts))
    set_my_parts(_all(part.about_me for part in parts))
    set_process_pages(_all(part.process_pages for part in parts))
    set_about_stage(_all(part.about_stage for part in parts))
    set_calendar_parts(_all(part.calendar for part in parts))
    set_own_rows(_all(part.own for part in parts))
    set_desk_rooms(counted(_all(part.desk for part in parts), kinds))
    set_confirmations(part.confirmations for part in parts)
    set_main_pages(_all(part.navigation for part in parts))
    set_deed_limits(_all(part.limits for part in parts))
    set_checks(_all(part.checks for part in parts))
    set_chapters(part.chapter for part in parts if part.chapter)
    set_help_pages(_all(part.help_pages for part in parts))
    set_findable_sorts(_all(part.findable for part in parts))
    set_reactions([*_all(part.reactions for part in parts), tell_authors(), TELL_CONCERNED, keep_index()])
    set_datasets(
        [*_all(part.datasets for part in parts), *datasets_of_obligations()], added=[part.columns for part in parts]
    )
    set_bundles(_all(part.bundles for part in parts))
    set_papers(_all(part.papers for part in parts))
    set_feeds(_all(part.feeds for part in parts))
    set_pages(_all(part.pages for part in parts), _all(part.page_sorts for part in parts))


def _reminders(part: Capability) -> list[Reminder]:
    """Return what officials are reminded of by a room: what it owes by a clock, and what it says itself."""
    by_clock = [Reminder(kind.deed, kind.heading, kind.roles, due_of_kind(kind)) for kind in part.obligations]
    return [*by_clock, *part.reminders]


def _all(lists: Iterable[Iterable[Part]]) -> list[Part]:
    return [part for handed in lists for part in handed]
