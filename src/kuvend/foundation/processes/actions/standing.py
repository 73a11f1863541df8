"""Setting up a standing process: one without a last day, for what people may always bring."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actions import keep_scope, site_scope
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes import facts, standing
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject


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
    if Process.objects.filter(key=key).exists() or Scope.objects.filter(key=key).exists():
        raise NotAllowed(standing.KEY_TAKEN)
    scope = keep_scope(key=key, title=title, parent=site)
    process = Process.objects.create(key=key, title=title, summary=summary, scope=scope, from_date=from_date)
    fact = facts.StandingProcessSetUp(process=Subject(process.public_id), from_date=from_date.isoformat())
    put(fact, at=at, role=actor.role_in(site.path))
    return process
