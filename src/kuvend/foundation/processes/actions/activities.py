"""The life of an activity: drafted, announced, corrected, extended, closed early or withdrawn.

Each public deed keeps a version with its reason and puts a fact on record that seals both.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from kuvend.foundation.core.access import require, require_listed
from kuvend.foundation.core.clock import end_of_day
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.actions.calendar import keep_calendar
from kuvend.foundation.processes.announcing import may_publish_activity
from kuvend.foundation.processes.calendars import latest_calendar
from kuvend.foundation.processes.enums import ActivityDeed, ModerationRule
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.processes.models import Activity, ActivityVersion, Process
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.openings import seal_openly


@transaction.atomic
def publish_activity(*, actor: Actor, activity: Activity, at: datetime) -> Activity:
    """Keep a new activity (an unsaved row) and put its rules on record; without a key it gets one of its title.

    It is announced at once and opens on its day, but not before it has what its kind needs (`content_came`).

    Raises:
        NotAllowed: when the actor does not run its scope, or scope, stage and times do not fit.
    """
    if activity.process.stands:  # it may be ended at this moment
        activity.process = (
            Process.objects.select_for_update(of=("self",)).select_related("scope").get(pk=activity.process_id)
        )
    require(may_publish_activity(actor, activity))
    require_listed(activity.moderation, ModerationRule.values)
    activity.key = activity.key or _key_for(activity)
    activity.save(force_insert=True)
    activity.waits_for_content = not _has_content(activity)
    activity.save(update_fields=["waits_for_content"])
    role = actor.role_in(activity.scope.path)
    announced = _keep_version(activity, ActivityDeed.ANNOUNCED, Localized(), role, at)
    published = facts.ActivityPublished(
        activity=Subject(activity.public_id),
        process=Subject(activity.process.public_id),
        kind=activity.kind,
        opens_at=activity.opens_at.isoformat(),
        closes_at=_iso(activity.closes_at),
        answer_working_days=activity.answer_working_days,
        moderation=activity.moderation,
        document=Digest(announced.digest),
    )
    put(published, at=at, role=role)
    return activity


def content_came(activity: Activity) -> None:
    """Let an activity open from now on when its text or its statements have come (asked by what brings them)."""
    if activity.waits_for_content and _has_content(activity):
        Activity.objects.filter(pk=activity.pk).update(waits_for_content=False)
        activity.waits_for_content = False


def _has_content(activity: Activity) -> bool:
    return kind_of(activity.kind).ready(activity)


@transaction.atomic
def correct_activity(
    *,
    actor: Actor,
    activity: Activity,
    title: Localized,
    summary: Localized,
    reason: Localized,
    seen_version: int,
    at: datetime,
) -> Activity:
    """Correct the title and the description of an activity as a new version; what it said before stays readable.

    Raises:
        NotAllowed: with the rule's reason; also when somebody changed it since `seen_version`.
    """
    row = _locked(activity)
    require(
        rules.may_correct_activity(actor, row, title=title, summary=summary, seen_version=seen_version, reason=reason)
    )
    row.title, row.summary = title, summary
    return _change(actor, row, ActivityDeed.CORRECTED, reason, at)


@transaction.atomic
def extend_activity(
    *, actor: Actor, activity: Activity, to_date: date, reason: Localized, seen_version: int, at: datetime
) -> Activity:
    """Keep an activity open to a later day; who took part is told, and the calendar of its process says so.

    Raises:
        NotAllowed: with the rule's reason; also when somebody changed it since `seen_version`.
    """
    row = _locked(activity)
    latest = last_day_possible(row)
    permission = rules.may_extend_activity(
        actor, row, to_date=to_date, latest=latest, seen_version=seen_version, reason=reason, at=at
    )
    require(permission)
    row.closes_at = end_of_day(to_date)
    return _change(actor, row, ActivityDeed.EXTENDED, reason, at)


def last_day_possible(activity: Activity) -> date:
    """Return the last day to which an activity can be extended."""
    announced = activity.versions.filter(version=1).first() or activity
    return rules.latest_last_day(activity, announced, country=settings.KUVEND_COUNTRY)


@transaction.atomic
def close_activity_early(
    *, actor: Actor, activity: Activity, reason: Localized, seen_version: int, at: datetime
) -> Activity:
    """Close an open activity now; what was said stays, and its answers are owed as before.

    Raises:
        NotAllowed: with the rule's reason; also when somebody changed it since `seen_version`.
    """
    row = _locked(activity)
    require(rules.may_close_early(actor, row, seen_version=seen_version, reason=reason, at=at))
    row.closes_at = at
    return _change(actor, row, ActivityDeed.CLOSED_EARLY, reason, at)


@transaction.atomic
def withdraw_activity(
    *, actor: Actor, activity: Activity, reason: Localized, seen_version: int, at: datetime
) -> Activity:
    """Withdraw an activity that has not opened; its page stays, with the reason.

    Raises:
        NotAllowed: with the rule's reason; also when somebody changed it since `seen_version`.
    """
    row = _locked(activity)
    require(rules.may_withdraw_activity(actor, row, seen_version=seen_version, reason=reason, at=at))
    row.withdrawn_at = at
    return _change(actor, row, ActivityDeed.WITHDRAWN, reason, at)


def put_on_other_days(
    activity: Activity, *, opens_at: datetime, closes_at: datetime, reason: Localized, role: str, at: datetime
) -> ActivityVersion:
    """Keep the days that an activity gets with its stage as its next version; the deed that calls puts the fact."""
    row = _locked(activity)
    row.opens_at, row.closes_at, row.version = opens_at, closes_at, row.version + 1
    row.save(update_fields=["opens_at", "closes_at", "version"])
    return _keep_version(row, ActivityDeed.MOVED, reason, role, at)


def _locked(activity: Activity) -> Activity:
    """Lock the process, as moving a stage does, then the activity; return it as it stands."""
    Process.objects.select_for_update().get(pk=activity.process_id)
    rows = Activity.objects.select_for_update(of=("self",)).select_related("process", "scope", "owner", "stage")
    row = rows.get(pk=activity.pk)
    if not row.versions.exists():  # announced before versions were kept
        _keep_version(row, ActivityDeed.ANNOUNCED, Localized(), "", row.opens_at)
    return row


def _change(actor: Actor, row: Activity, deed: ActivityDeed, reason: Localized, at: datetime) -> Activity:
    """Keep the row as its next version, put the deed on record, and publish the days where they changed."""
    row.version += 1
    row.save(update_fields=["title", "summary", "closes_at", "withdrawn_at", "version"])
    version = _keep_version(row, deed, reason, actor.role_in(row.scope.path), at)
    put(_fact_of(row, version), at=at, role=version.role)
    if row.stage_id and deed != ActivityDeed.CORRECTED and latest_calendar(row.process):
        keep_calendar(row.process, note=reason, role=version.role, at=at)
    return row


def _keep_version(row: Activity, deed: ActivityDeed, reason: Localized, role: str, at: datetime) -> ActivityVersion:
    document = _document(row, deed, reason)
    sealed = seal_openly(document)
    return ActivityVersion.objects.create(
        activity=row,
        version=row.version,
        deed=deed,
        title=row.title,
        summary=row.summary,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        reason=reason,
        role=role,
        published_at=at,
        document=document,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _document(row: Activity, deed: ActivityDeed, reason: Localized) -> str:
    """Return the string that a version's digest seals: JSON with sorted names."""
    whole: dict[str, Any] = {
        "activity": row.public_id,
        "process": row.process.public_id,
        "version": row.version,
        "deed": deed.value,
        "kind": row.kind,
        "title": row.title,
        "summary": row.summary,
        "owner": row.owner.key,
        "stage": row.stage.public_id if row.stage else "",
        "opens_at": row.opens_at.isoformat(),
        "closes_at": _iso(row.closes_at),
        "moderation": row.moderation,
        "answers_owed": row.answers_owed,
        "answer_working_days": row.answer_working_days,
        "reason": reason,
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _iso(moment: datetime | None) -> str:
    """Return a moment as facts and seals state it, "" where there is none."""
    return moment.isoformat() if moment else ""


def _fact_of(row: Activity, version: ActivityVersion) -> FactData:
    common: dict[str, Any] = {
        "activity": Subject(row.public_id),
        "process": Subject(row.process.public_id),
        "version": row.version,
        "document": Digest(version.digest),
    }
    if version.deed == ActivityDeed.CORRECTED:
        return facts.ActivityCorrected(**common)
    if version.deed == ActivityDeed.WITHDRAWN:
        return facts.ActivityWithdrawn(**common)
    common["closes_at"] = _iso(row.closes_at)
    extended = version.deed == ActivityDeed.EXTENDED
    return facts.ActivityExtended(**common) if extended else facts.ActivityClosedEarly(**common)


def _key_for(activity: Activity) -> str:
    """Return a key that no other activity has: two may have one title, so it ends with the public id."""
    return f"{slugify(activity.title.reading(SOURCE)[0])[:60]}-{activity.public_id}".lstrip("-")
