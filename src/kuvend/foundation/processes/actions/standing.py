"""A standing process, for what people may always bring: it is set up without a last day, and ended for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actions import keep_scope, site_scope
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, standing
from kuvend.foundation.processes.actions.activities import close_activity_early, withdraw_activity
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.openings import as_sealed, seal_openly


@transaction.atomic
def set_up_standing_process(
    *, actor: Actor, key: str, title: Localized, summary: Localized, from_date: date, at: datetime
) -> Process:
    """Keep a process without a last day, with a scope of its own below the site's, and put it on record.

    Raises:
        NotAllowed: when the actor does not run the whole site, the key is taken, or title or summary lacks.
    """
    site = site_scope()
    require(standing.may_set_up(actor, site, title=title, summary=summary))
    if standing.is_key_taken(key):
        raise NotAllowed(standing.KEY_TAKEN)
    scope = keep_scope(key=key, title=title, parent=site)
    process = Process.objects.create(key=key, title=title, summary=summary, scope=scope, from_date=from_date)
    fact = facts.StandingProcessSetUp(process=Subject(process.public_id), from_date=from_date.isoformat())
    put(fact, at=at, role=actor.role_in(site.path))
    return process


@transaction.atomic
def end_standing_process(
    *, actor: Actor, process: Process, reason: Localized, seen_versions: Mapping[str, int], at: datetime
) -> Process:
    """End a standing process; ended again it stays as it is.

    What is open in it closes, what has not opened is withdrawn, each with its own fact and letters, for the same
    reason. What was said stays, and its answers are owed as before.

    Args:
        seen_versions: version by public id of each way to take part that ends with it (`ways_left`), as it was read.

    Raises:
        NotAllowed: with the rule's reason; also when one of them was changed, or came, since it was read.
    """
    row = Process.objects.select_for_update(of=("self",)).select_related("scope").get(pk=process.pk)
    if row.ended_at:
        return row
    site, ways = site_scope(), list(standing.ways_left(row, at))
    require(standing.may_end(actor, site, row, reason=reason, ways=ways, seen_versions=seen_versions))
    for way in ways:
        take_away = withdraw_activity if way.opens_at > at else close_activity_early
        take_away(actor=actor, activity=way, reason=reason, seen_version=way.version, at=at)
    row.ended_at, row.end_reason = at, reason
    row.save(update_fields=["ended_at", "end_reason"])
    fact = facts.StandingProcessEnded(
        process=Subject(row.public_id),
        activities=len(ways),
        reason=seal_openly(as_sealed({"reason": reason})).digest,
    )
    put(fact, at=at, role=actor.role_in(site.path))
    return row
