"""A standing process, for what people may always bring: set up without a last day, corrected and ended for a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.clock import start_of_day
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actions import keep_scope, site_scope
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, standing
from kuvend.foundation.processes.actions.activities import close_activity_early, withdraw_activity
from kuvend.foundation.processes.models import Process, ProcessVersion
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, Subject
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
    role = actor.role_in(site.path)
    first = _keep_version(process, Localized(), role, at)
    fact = facts.StandingProcessSetUp(
        process=Subject(process.public_id), from_date=from_date.isoformat(), document=Digest(first.digest)
    )
    put(fact, at=at, role=role)
    return process


@transaction.atomic
def correct_standing_process(
    *,
    actor: Actor,
    process: Process,
    title: Localized,
    summary: Localized,
    from_date: date,
    reason: Localized,
    seen_version: int,
    at: datetime,
) -> Process:
    """Correct what a standing process is called and for, and its first day, as a new version; its key stays.

    What it said before stays readable. The same correction sent again changes nothing.

    Raises:
        NotAllowed: with the rule's reason; also when somebody changed it since `seen_version`.
    """
    row, site = _locked(process), site_scope()
    require(standing.may_run_site(actor, site))
    words: dict[str, Any] = {"title": title, "summary": summary, "from_date": from_date, "reason": reason}
    if row.versions.filter(version=seen_version + 1, **words).exists() and row.version == seen_version + 1:
        return row
    require(standing.may_correct(actor, site, row, seen_version=seen_version, **words))
    if not row.versions.exists():  # set up before versions were kept
        _keep_version(row, Localized(), "", start_of_day(row.from_date))
    row.title, row.summary, row.from_date, row.version = title, summary, from_date, seen_version + 1
    row.save(update_fields=["title", "summary", "from_date", "version"])
    keep_scope(key=row.scope.key, title=title, parent=site)
    version = _keep_version(row, reason, actor.role_in(site.path), at)
    fact = facts.StandingProcessCorrected(
        process=Subject(row.public_id),
        version=row.version,
        from_date=from_date.isoformat(),
        document=Digest(version.digest),
    )
    put(fact, at=at, role=version.role)
    return row


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
    row = _locked(process)
    if row.ended_at:
        return row
    site, ways = site_scope(), list(standing.ways_left(row, at))
    require(standing.may_end(actor, site, row, reason=reason, ways=ways, seen_versions=seen_versions, at=at))
    for way in ways:
        take_away = withdraw_activity if standing.ends_unopened(way, at) else close_activity_early
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


def _locked(process: Process) -> Process:
    return Process.objects.select_for_update(of=("self",)).select_related("scope").get(pk=process.pk)


def _keep_version(row: Process, reason: Localized, role: str, at: datetime) -> ProcessVersion:
    words = {"title": row.title, "summary": row.summary, "reason": reason}
    document = as_sealed(
        {"process": row.public_id, "version": row.version, "from_date": row.from_date.isoformat(), **words}
    )
    sealed = seal_openly(document)
    return ProcessVersion.objects.create(
        process=row, version=row.version, from_date=row.from_date, role=role, published_at=at,
        document=document, salt=sealed.salt, digest=sealed.digest, **words,
    )  # fmt: skip
