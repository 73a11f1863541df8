"""The published versions of a process's days: when, by whom, why, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from kuvend.foundation.core.wording import in_words, span
from kuvend.foundation.people.enums import SYSTEM, Role
from kuvend.foundation.processes.calendars import CalendarVersion, DayChange, calendar_versions
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.proofs import Proofs, proofs_of

PUBLISHED = "stage_calendar_published"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A stage or a way to take part with its days before ("" for a new one) and after, in words."""

    title: Any
    way: bool
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as pages list it; `changes` is empty for the first one, which announces everything."""

    number: int
    day: str
    by: str
    note: Any
    proof: str
    changes: Sequence[ChangeRow]
    announced: int


def version_rows(process: Process) -> list[VersionRow]:
    """Return the published versions of a process's days, the newest first."""
    versions = calendar_versions(process)
    return rows_of(versions, proofs_of([one.calendar.public_id for one in versions], types=[PUBLISHED]))


def rows_of(versions: Sequence[CalendarVersion], proofs: Proofs) -> list[VersionRow]:
    """Return versions as rows; `proofs` hold those of their calendars."""
    return [_row(one, proofs.url(PUBLISHED, one.calendar.public_id)) for one in versions]


def _row(version: CalendarVersion, proof: str) -> VersionRow:
    first = version.calendar.version == 1
    return VersionRow(
        number=version.calendar.version,
        day=in_words(version.calendar.published_at),
        by=role_in_words(version.calendar.role),
        note=version.calendar.note,
        proof=proof,
        changes=[] if first else [_change(change) for change in version.changes],
        announced=len(version.changes) if first else 0,
    )


def role_in_words(role: str) -> str:
    """Return in which role somebody published a version."""
    return _("this site, from the plan’s file") if role == SYSTEM else str(Role(role).label)


def _change(change: DayChange) -> ChangeRow:
    return ChangeRow(
        change.title, change.way, span(*change.old) if change.old else "", span(*change.new) if change.new else "–"
    )
