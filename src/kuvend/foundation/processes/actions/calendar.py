"""The days of a process are published in versions, each later one with a dated note (MR-3.1)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.calendars import days_now, days_said, latest_calendar, sealed_text
from kuvend.foundation.processes.models import CalendarDay, Process, StageCalendar
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.openings import seal_openly


@transaction.atomic
def publish_stage_calendar(*, actor: Actor, process: Process, note: Localized, at: datetime) -> StageCalendar:
    """Publish the days of a process as they stand: its stages, and the ways to take part in them.

    Args:
        note: why the days changed, in all languages; empty for the first version.

    Raises:
        NotAllowed: with the reason of the rule; also when the newest version says the same already.
    """
    process = Process.objects.select_for_update(of=("self",)).select_related("scope").get(pk=process.pk)
    latest = latest_calendar(process)
    version = latest.version + 1 if latest else 1
    require(rules.may_publish_calendar(actor, process, note=note, version=version))
    if latest and days_said(latest) == days_now(process):
        raise NotAllowed(rules.SAME_DAYS)
    return keep_calendar(process, note=note, role=actor.role_in(process.scope.path), at=at)


@transaction.atomic
def keep_calendar(process: Process, *, note: Localized, role: str, at: datetime) -> StageCalendar:
    """Keep the days as the next version, unless the newest says the same; the deed that calls has asked its rule."""
    Process.objects.select_for_update().get(pk=process.pk)
    latest, days = latest_calendar(process), days_now(process)
    if latest and days_said(latest) == days:
        return latest
    version = latest.version + 1 if latest else 1
    sealed = seal_openly(sealed_text(process, version=version, note=note, days=days))
    calendar = StageCalendar.objects.create(
        process=process, version=version, published_at=at, role=role, note=note, salt=sealed.salt, digest=sealed.digest
    )
    CalendarDay.objects.bulk_create(
        CalendarDay(
            calendar=calendar,
            stage_id=day.stage_id,
            activity_id=day.activity_id or None,
            from_date=day.from_date,
            to_date=day.to_date,
        )
        for day in days
    )
    published = facts.StageCalendarPublished(
        calendar=Subject(calendar.public_id),
        process=Subject(process.public_id),
        version=version,
        stages=sum(not one.activity_id for one in days),
        activities=sum(bool(one.activity_id) for one in days),
        document=sealed.digest,
    )
    put(published, at=at, role=role)
    return calendar
