"""Stages open, move and close; evidence for their conditions is named."""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized, in_every_language
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.actions.activities import put_on_other_days
from kuvend.foundation.processes.actions.calendar import keep_calendar
from kuvend.foundation.processes.calendars import calendar_number
from kuvend.foundation.processes.enums import MoveCause, StageState
from kuvend.foundation.processes.models import ActivityVersion, EvidenceVersion, GateItem, Process, Stage, StageCalendar
from kuvend.foundation.processes.moving import Moves, StageMove, days_late, moves
from kuvend.foundation.processes.notice import announced_at, days_ahead, lacks_notice
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.openings import OpenSeal, seal_openly


@transaction.atomic
def confirm_gate_item(*, actor: Actor, item: GateItem, title: Localized, url: str = "", at: datetime) -> GateItem:
    """Name the evidence for a condition of a stage, in its time and order; what was named before stays readable.

    Raises:
        NotAllowed: with the reason of the rule; once the stage has gone on by evidence, that stands.
    """
    stage = _locked(item.stage)
    item.refresh_from_db()
    item.stage = stage
    require(rules.may_confirm_gate_item(actor, item, at))
    version = _keep_evidence(item, title, url, at)
    item.evidence_title, item.evidence_url, item.confirmed_at = title, url, at
    item.save(update_fields=["evidence_title", "evidence_url", "confirmed_at"])
    confirmed = facts.GateItemConfirmed(
        gate_item=Subject(item.public_id),
        stage=Subject(stage.public_id),
        version=version.version,
        evidence=Digest(version.digest),
    )
    put(confirmed, at=at, role=actor.role_in(stage.process.scope.path))
    return item


def sealed_evidence(title: Localized, url: str) -> str:
    """Return the exact string that seals evidence for a condition: its name by language and its address, as JSON."""
    return json.dumps({"title": title, "url": url}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _keep_evidence(item: GateItem, title: Localized, url: str, at: datetime) -> EvidenceVersion:
    count = item.evidence.count()
    if not count and item.confirmed_at:  # named before versions were kept
        EvidenceVersion.objects.create(
            item=item, version=1, title=item.evidence_title, url=item.evidence_url, named_at=item.confirmed_at
        )
        count = 1
    sealed = seal_openly(sealed_evidence(title, url))
    return EvidenceVersion.objects.create(
        item=item, version=count + 1, title=title, url=url, named_at=at, salt=sealed.salt, digest=sealed.digest
    )


@transaction.atomic
def open_stage(*, actor: Actor, stage: Stage, at: datetime, early_reason: Localized | None = None) -> Stage:
    """Open a stage whose opening conditions hold; with less notice than MR-3.1 asks for, only for a published reason.

    Args:
        early_reason: why it opens all the same, in all languages; not kept when there was notice enough.

    Raises:
        NotAllowed: with the reason of the rule.
    """
    stage = _locked(stage)
    require(rules.may_open_stage(actor, stage, at, early_reason=early_reason))
    stage.state, stage.opened_at = StageState.OPEN, at
    stage.notice_days = days_ahead(announced_at(stage), local_date(at))
    sealed = _keep_reason(stage, early_reason) if early_reason and lacks_notice(stage, at) else None
    stage.save(update_fields=["state", "opened_at", "notice_days", "early_reason", "early_salt"])
    opened = facts.StageOpened(
        stage=Subject(stage.public_id),
        process=Subject(stage.process.public_id),
        notice_days=stage.notice_days,
        early_reason=sealed.digest if sealed else None,
    )
    put(opened, at=at, role=actor.role_in(stage.process.scope.path))
    return stage


def _locked(stage: Stage) -> Stage:
    """Lock the process, so that its days change in one deed at a time, then the stage."""
    Process.objects.select_for_update().get(pk=stage.process_id)
    return Stage.objects.select_for_update(of=("self",)).select_related("process__scope").get(pk=stage.pk)


def _keep_reason(stage: Stage, reason: Localized) -> OpenSeal:
    sealed = seal_openly("\n".join(f"{language}: {reason[language]}" for language in sorted(reason)))
    stage.early_reason, stage.early_salt = reason, sealed.salt
    return sealed


@transaction.atomic
def close_stage(*, actor: Actor, stage: Stage, at: datetime) -> Stage:
    """Close a stage whose closing conditions hold; closed late, the days of what follows are put later."""
    stage = _locked(stage)
    require(rules.may_close_stage(actor, stage, at))
    role, today = actor.role_in(stage.process.scope.path), local_date(at)
    stage.state, stage.closed_at = StageState.CLOSED, at
    stage.save(update_fields=["state", "closed_at"])
    closed = facts.StageClosed(stage=Subject(stage.public_id), process=Subject(stage.process.public_id))
    put(closed, at=at, role=role)
    if days_late(stage, today):
        all_moves = moves(stage, to_date=today, at=at)
        if len(all_moves.stages) > 1:
            _move(stage.process, all_moves, cause=MoveCause.CLOSED_LATE, note=_closed_late(stage), role=role, at=at)
    return stage


def _closed_late(stage: Stage) -> Localized:
    return in_every_language(
        lambda code: (
            _("The stage “%(stage)s” closed later than planned; what follows moved with it.")
            % {"stage": stage.title.reading(code)[0]}
        )
    )


@transaction.atomic
def move_stage(
    *, actor: Actor, stage: Stage, to_date: date, reason: Localized, seen_calendar: int, at: datetime
) -> StageCalendar:
    """Put the last day of a stage on another day; what follows moves with it, and a new calendar is published.

    Args:
        seen_calendar: the version of the calendar that was seen (`calendar_number`); all days stand in it.

    Raises:
        NotAllowed: with the reason of the rule; also when days were changed since.
    """
    stage = _locked(stage)
    if calendar_number(stage.process) != seen_calendar:
        raise NotAllowed(rules.DAYS_CHANGED)
    require(rules.may_move_stage(actor, stage, to_date=to_date, reason=reason, at=at))
    all_moves = moves(stage, to_date=to_date, at=at)
    role = actor.role_in(stage.process.scope.path)
    return _move(stage.process, all_moves, cause=MoveCause.MOVED, note=reason, role=role, at=at)


def _move(
    process: Process, all_moves: Moves, *, cause: MoveCause, note: Localized, role: str, at: datetime
) -> StageCalendar:
    """Keep the new days, publish the calendar that holds them, and put each move on record."""
    for move in all_moves.stages:
        move.stage.from_date, move.stage.to_date = move.new.first, move.new.last
        move.stage.save(update_fields=["from_date", "to_date"])
    versions = [
        put_on_other_days(way.activity, opens_at=way.opens_at, closes_at=way.closes_at, reason=note, role=role, at=at)
        for way in all_moves.activities
    ]
    calendar = keep_calendar(process, note=note, role=role, at=at)
    causes = [cause, *[MoveCause.FOLLOWS] * (len(all_moves.stages) - 1)]
    moved: list[FactData] = [
        _stage_moved(move, calendar, because) for move, because in zip(all_moves.stages, causes, strict=True)
    ]
    put(*moved, *(_activity_moved(version, calendar) for version in versions), at=at, role=role)
    return calendar


def _stage_moved(move: StageMove, calendar: StageCalendar, cause: MoveCause) -> facts.StageMoved:
    return facts.StageMoved(
        stage=Subject(move.stage.public_id),
        process=Subject(calendar.process.public_id),
        calendar=Subject(calendar.public_id),
        because=cause.value,
        old_from_date=move.old.first.isoformat(),
        old_to_date=move.old.last.isoformat(),
        new_from_date=move.new.first.isoformat(),
        new_to_date=move.new.last.isoformat(),
    )


def _activity_moved(version: ActivityVersion, calendar: StageCalendar) -> facts.ActivityMoved:
    return facts.ActivityMoved(
        activity=Subject(version.activity.public_id),
        process=Subject(calendar.process.public_id),
        calendar=Subject(calendar.public_id),
        opens_at=version.opens_at.isoformat(),
        closes_at=version.closes_at.isoformat() if version.closes_at else "",
        version=version.version,
        document=Digest(version.digest),
    )
