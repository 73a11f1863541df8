"""What is kept of processes, by subject."""

from kuvend.foundation.processes.models.activity import Activity, ActivityDraft, ActivityVersion, last_day
from kuvend.foundation.processes.models.calendar import CalendarDay, StageCalendar
from kuvend.foundation.processes.models.participant import SKELETON_LENGTH, Participant
from kuvend.foundation.processes.models.process import Process, ProcessVersion, Topic
from kuvend.foundation.processes.models.stage import EvidenceVersion, GateItem, Stage

__all__ = [
    "SKELETON_LENGTH",
    "Activity",
    "ActivityDraft",
    "ActivityVersion",
    "CalendarDay",
    "EvidenceVersion",
    "GateItem",
    "Participant",
    "Process",
    "ProcessVersion",
    "Stage",
    "StageCalendar",
    "Topic",
    "last_day",
]
