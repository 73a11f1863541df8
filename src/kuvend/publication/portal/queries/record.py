"""The public record as a page: what was done, in words, with the proof of each entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.queries import record_page as newest

DEEDS: dict[str, str | Promise] = {
    "contribution_received": _("A contribution was received"),
    "contribution_edited": _("A contribution was changed by its author"),
    "contribution_published": _("A contribution was read and published"),
    "contribution_hidden": _("A contribution was hidden"),
    "contribution_withdrawn": _("A contribution was withdrawn"),
    "contribution_answered": _("A contribution was answered"),
    "response_published": _("An answer was published"),
    "response_corrected": _("An answer was corrected"),
    "words_landed": _("Words went into a text"),
    "duty_passed_on": _("The duty to answer was passed on"),
    "outcome_text_published": _("A text was published"),
    "plan_published": _("A plan was published"),
    "plan_submitted": _("A plan was submitted to OGP"),
    "progress_reported": _("Progress was reported"),
    "commitment_assessed": _("A commitment was assessed"),
    "activity_published": _("An activity was announced"),
    "gate_item_confirmed": _("A condition of a stage was confirmed"),
    "stage_opened": _("A stage was opened"),
    "stage_closed": _("A stage was closed"),
    "stage_calendar_published": _("The days of the stages were published"),
    "stage_moved": _("A stage was put on other days"),
    "activity_moved": _("An activity was put on other days"),
    "mandate_given": _("A mandate was given"),
    "mandate_ended": _("A mandate was ended"),
}
ROLES: dict[str, str | Promise] = {
    "person": _("a person"),
    "system": _("the house itself"),
    **{role.value: role.label for role in Role},
}


@dataclass(frozen=True)
class ShownEntry:
    """An entry of the record in words; `url` is the page of the contribution that it is about, if any."""

    index: int
    deed: str | Promise
    role: str | Promise
    at: datetime
    url: str


@dataclass(frozen=True)
class ShownRecord:
    """Everything the page of the record shows. `checkpoint` is the signed head, "" before the first one."""

    size: int
    checkpoint: str
    signed_at: datetime | None
    entries: Sequence[ShownEntry]
    older_than: int | None


def shown_record(*, before: int | None) -> ShownRecord:
    """Return the newest entries, or those before an index, with the head they stand under."""
    page = newest(before=before)
    write = Writer()
    entries = [_shown(write, fact) for fact in page.entries]
    return ShownRecord(page.size, page.checkpoint, page.signed_at, entries, page.older_than)


def _shown(write: Writer, fact: RecordedFact) -> ShownEntry:
    about = fact.subjects.get("contribution")
    return ShownEntry(
        index=fact.index or 0,
        deed=DEEDS.get(fact.type, fact.type),
        role=ROLES.get(fact.role, fact.role),
        at=fact.at,
        url=write.url(about) if isinstance(about, str) else "",
    )
