"""What can be done with processes: people join, stages open, move and close, activities live, days are published."""

from kuvend.foundation.processes.actions.activities import (
    close_activity_early,
    content_came,
    correct_activity,
    extend_activity,
    last_day_possible,
    publish_activity,
    withdraw_activity,
)
from kuvend.foundation.processes.actions.calendar import keep_calendar, publish_stage_calendar
from kuvend.foundation.processes.actions.drafts import (
    announce_draft,
    begin_activity_draft,
    drop_activity_draft,
    keep_activity_draft,
)
from kuvend.foundation.processes.actions.participants import (
    let_name_stand,
    let_names_wait,
    participant_in,
    show_name,
    take_name_away,
)
from kuvend.foundation.processes.actions.stages import close_stage, confirm_gate_item, move_stage, open_stage
from kuvend.foundation.processes.actions.standing import (
    correct_standing_process,
    end_standing_process,
    set_up_standing_process,
)
from kuvend.foundation.processes.actions.topics import set_topics

__all__ = [
    "announce_draft",
    "begin_activity_draft",
    "close_activity_early",
    "close_stage",
    "confirm_gate_item",
    "content_came",
    "correct_activity",
    "correct_standing_process",
    "drop_activity_draft",
    "end_standing_process",
    "extend_activity",
    "keep_activity_draft",
    "keep_calendar",
    "last_day_possible",
    "let_name_stand",
    "let_names_wait",
    "move_stage",
    "open_stage",
    "participant_in",
    "publish_activity",
    "publish_stage_calendar",
    "set_topics",
    "set_up_standing_process",
    "show_name",
    "take_name_away",
    "withdraw_activity",
]
