"""A stage's page: its days, its conditions with their evidence, the ways to take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.wording import Named, Tag, in_words, page_url, span
from kuvend.foundation.processes.calendars import calendar_versions
from kuvend.foundation.processes.enums import GateSide
from kuvend.foundation.processes.gates import holds
from kuvend.foundation.processes.models import Activity, EvidenceVersion, GateItem, Stage
from kuvend.foundation.processes.notice import NOTICE_DAYS, announced_at, days_ahead
from kuvend.foundation.processes.process_pages import rows_beside, section_of, url_of_process
from kuvend.foundation.processes.queries import stage_in_words
from kuvend.foundation.processes.stage_notes import EvidenceNote, StageNotes, notes_of
from kuvend.foundation.record.proofs import Proofs, proofs_of
from kuvend.publication.portal.queries.calendar_versions import PUBLISHED, VersionRow, rows_of

TOLD = ("gate_item_confirmed", "stage_opened", "stage_closed", "stage_moved", PUBLISHED)
NO_NOTE = EvidenceNote()


@dataclass(frozen=True)
class GateItemRow:
    """A condition: who acts, whether it holds, and the evidence or why it fails.

    `earlier` is the evidence that was named before it was named anew: (name, address, day), the latest first.

    `confirmed` says the day of its evidence, else when it was confirmed here, else that no source tells the day.
    """

    text: Any
    actors: Sequence[Named]
    with_civil_society: bool
    state: Tag
    evidence: Any
    evidence_url: str
    confirmed: str
    simulated: bool
    proof: str
    earlier: Sequence[tuple[Any, str, str]] = ()


@dataclass(frozen=True)
class StagePage:
    """Everything that a stage's page shows; `process` has an address where a room has its page.

    `section` is the main page to which the stage belongs.
    """

    stage: Stage
    process: Named
    section: str
    simulated: bool
    days: str
    state: Tag
    opened: str
    closed: str
    opened_proof: str
    closed_proof: str
    announced: str
    early: str
    early_reason: Any
    versions: Sequence[VersionRow]
    opening: Sequence[GateItemRow]
    closing: Sequence[GateItemRow]
    activities: Sequence[tuple[str, Any, str, Tag]]


def stage_page(public_id: str, *, at: datetime) -> StagePage | None:
    """Return a stage's page as of a moment, or None when there is no such stage."""
    stage = Stage.objects.select_related("process", *rows_beside("process__")).filter(public_id=public_id).first()
    if stage is None:
        return None
    items = list(GateItem.objects.filter(stage=stage).select_related("stage").order_by("side", "number"))
    actors, earlier, notes = _actors(items), _earlier(items), notes_of(stage, items)
    versions = calendar_versions(stage.process, stage_id=stage.pk)
    calendars = [one.calendar.public_id for one in versions]
    proofs = proofs_of([stage.public_id, *(item.public_id for item in items), *calendars], types=TOLD)
    rows = {
        side: [_item(item, actors, earlier, proofs, at, notes) for item in items if item.side == side]
        for side in GateSide
    }
    return StagePage(
        stage=stage,
        process=Named(stage.process.title, url_of_process(stage.process)),
        section=section_of(stage.process),
        simulated=notes.days_simulated,
        days=span(stage.from_date, stage.to_date),
        state=Tag(stage_in_words(stage, local_date(at)), stage.tint),
        opened=in_words(stage.opened_at),
        closed=in_words(stage.closed_at),
        opened_proof=proofs.url("stage_opened", stage.public_id),
        closed_proof=proofs.url("stage_closed", stage.public_id),
        announced=_announced(stage),
        early=_early(stage),
        early_reason=stage.early_reason,
        versions=rows_of(versions, proofs),
        opening=rows[GateSide.OPENS],
        closing=rows[GateSide.CLOSES],
        activities=_activities(stage, at),
    )


def _announced(stage: Stage) -> str:
    """Say since when the stage's days stand published, and how long before its first day that was."""
    since = announced_at(stage)
    if since is None:
        return _("Its dates are not published in a calendar.")
    ahead = days_ahead(since, stage.from_date) or 0
    if ahead < 0:
        sentence = ngettext(
            "Published on %(day)s, %(n)s day after its first day.",
            "Published on %(day)s, %(n)s days after its first day.",
            -ahead,
        )
    else:
        sentence = ngettext(
            "Published on %(day)s, %(n)s day before it starts.",
            "Published on %(day)s, %(n)s days before it starts.",
            ahead,
        )
    return sentence % {"day": in_words(since), "n": abs(ahead)}


def _early(stage: Stage) -> str:
    """Say with how much notice a stage opened that had less than it should; "" for all others."""
    if not stage.early_reason:
        return ""
    before = (stage.from_date - local_date(stage.opened_at)).days if stage.opened_at else 0
    if before > 0:
        sentence = ngettext(
            "It opened %(n)s day before its announced first day.",
            "It opened %(n)s days before its announced first day.",
            before,
        )
        return sentence % {"n": before}
    if stage.notice_days is None:
        return _("It opened without its days having been published before.")
    sentence = ngettext(
        "It was announced %(n)s day ahead instead of %(needed)s.",
        "It was announced %(n)s days ahead instead of %(needed)s.",
        stage.notice_days,
    )
    return sentence % {"n": stage.notice_days, "needed": NOTICE_DAYS}


def _actors(items: Sequence[GateItem]) -> dict[int, list[Named]]:
    through = GateItem.actors.through.objects.filter(gateitem__in=items).order_by("pk")
    actors: dict[int, list[Named]] = {}
    for row in through.select_related("institution"):
        actor = Named(row.institution.name, page_url("institution", row.institution.public_id))
        actors.setdefault(row.gateitem_id, []).append(actor)
    return actors


def _earlier(items: Sequence[GateItem]) -> dict[int, list[tuple[Any, str, str]]]:
    """Return the evidence that was named before, by condition; one statement."""
    versions: dict[int, list[EvidenceVersion]] = {}
    for row in EvidenceVersion.objects.filter(item__in=items).order_by("-version"):
        versions.setdefault(row.item_id, []).append(row)
    return {key: [(one.title, one.url, in_words(one.named_at)) for one in rows[1:]] for key, rows in versions.items()}


def _item(
    item: GateItem,
    actors: dict[int, list[Named]],
    earlier: dict[int, list[tuple[Any, str, str]]],
    proofs: Proofs,
    at: datetime,
    notes: StageNotes,
) -> GateItemRow:
    note = notes.evidence.get(item.pk, NO_NOTE)
    unknown = note.unknown and item.confirmed_at is None
    if holds(item, at):
        state = Tag(_("holds"), "ok")
    else:
        state = Tag(_("no evidence is known") if unknown else _("does not hold yet"), "wait")
    return GateItemRow(
        text=item.text,
        actors=actors.get(item.pk, ()),
        with_civil_society=item.with_civil_society,
        state=state,
        evidence=item.evidence_title,
        evidence_url=item.evidence_url,
        confirmed=_confirmed(item, note, notes.days_simulated),
        simulated=note.simulated,
        proof=proofs.url("gate_item_confirmed", item.public_id),
        earlier=earlier.get(item.pk, ()),
    )


def _confirmed(item: GateItem, note: EvidenceNote, simulated_days: bool) -> str:
    """Say when evidence is from. Where the days are simulated, the day of the deed here says nothing of it."""
    if note.on_date:
        return in_words(note.on_date)
    if item.confirmed_at is None:
        return ""
    if simulated_days:
        return _("no source tells its day")
    return _("confirmed here on %(day)s") % {"day": in_words(item.confirmed_at)}


def _activities(stage: Stage, at: datetime) -> list[tuple[str, Any, str, Tag]]:
    """Return (address, title, days, state) of the ways to take part in a stage."""
    rows = []
    for activity in Activity.objects.filter(stage=stage).order_by("opens_at", "pk"):
        if activity.withdrawn_at:
            state = Tag(_("withdrawn"))
        elif at < activity.opens_at:
            state = Tag(pgettext("activity", "not yet open"))
        elif at < activity.end:
            state = Tag(pgettext("activity", "open"), "ok")
        else:
            state = Tag(pgettext("activity", "closed"))
        url = page_url("activity", activity.public_id)
        rows.append((url, activity.title, span(local_date(activity.opens_at), activity.last_day), state))
    return rows
