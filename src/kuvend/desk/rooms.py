"""The desk's own rooms, each with what waits in it; the wiring hands them down beside those of capabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kuvend.desk import rules
from kuvend.desk.queries import what_waits
from kuvend.foundation.people.desk import DeskRoom

ROOMS: Sequence[DeskRoom] = (
    rules.ANSWER,  # this and the last count the obligations that are met there
    replace(rules.MODERATE, waits=what_waits.words_to_moderate),
    replace(rules.STAGES, waits=what_waits.stages_overdue),
    replace(rules.ACTIVITIES, waits=what_waits.activities_without_content),
    rules.TEXTS,  # nothing waits there, nor in the next one
    rules.PROCESSES,
    replace(rules.PARTNERSHIP, waits=what_waits.conditions_without_evidence),
    replace(rules.PEOPLE, waits=what_waits.holders_without_voucher),
    rules.BARRIERS,
)
