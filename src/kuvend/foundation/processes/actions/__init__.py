"""What can be done with processes: people join, stages open, move and close, days and activities are published."""

from kuvend.foundation.processes.actions.activities import publish_activity
from kuvend.foundation.processes.actions.calendar import keep_calendar, publish_stage_calendar
from kuvend.foundation.processes.actions.participants import participant_in, show_name
from kuvend.foundation.processes.actions.stages import close_stage, confirm_gate_item, move_stage, open_stage

__all__ = [
    "close_stage",
    "confirm_gate_item",
    "keep_calendar",
    "move_stage",
    "open_stage",
    "participant_in",
    "publish_activity",
    "publish_stage_calendar",
    "show_name",
]
