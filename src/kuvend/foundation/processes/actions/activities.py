"""Activities are announced with their rules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from kuvend.foundation.core.access import require
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject


@transaction.atomic
def publish_activity(*, actor: Actor, activity: Activity, at: datetime) -> Activity:
    """Keep a new activity (an unsaved row) and put its rules on record; without a key it gets one of its title.

    Raises:
        NotAllowed: when the actor does not run its scope, or scope, stage and times do not fit.
    """
    require(rules.may_publish_activity(actor, activity))
    activity.key = activity.key or _key_for(activity)
    activity.save(force_insert=True)
    published = facts.ActivityPublished(
        activity=Subject(activity.public_id),
        process=Subject(activity.process.public_id),
        kind=activity.kind,
        opens_at=activity.opens_at.isoformat(),
        closes_at=activity.closes_at.isoformat(),
        answer_working_days=activity.answer_working_days,
        moderation=activity.moderation,
    )
    put(published, at=at, role=actor.role_in(activity.scope.path))
    return activity


def _key_for(activity: Activity) -> str:
    """Return a key that no other activity has: two may have one title, so it ends with the public id."""
    return f"{slugify(activity.title.shown('en')[0])[:60]}-{activity.public_id}".lstrip("-")
