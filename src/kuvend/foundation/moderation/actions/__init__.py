"""What can be done in moderation: report words; let them through, read, hide and restore them; judge names."""

from kuvend.foundation.moderation.actions.complaints import complain
from kuvend.foundation.moderation.actions.names import hide_name, let_name_stand
from kuvend.foundation.moderation.actions.words import (
    hide,
    hide_version,
    let_through,
    let_version_through,
    mark_read,
    refuse_version,
    restore,
    restore_version,
    take_back,
)

__all__ = [
    "complain",
    "hide",
    "hide_name",
    "hide_version",
    "let_name_stand",
    "let_through",
    "let_version_through",
    "mark_read",
    "refuse_version",
    "restore",
    "restore_version",
    "take_back",
]
