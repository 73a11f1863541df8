"""What moderators can do: let through, hide with a rule, restore. Each judges the version that was read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.facts import ContributionHidden, ContributionPublished
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import count_published
from kuvend.foundation.contributions.versions import require_seen
from kuvend.foundation.core.access import require
from kuvend.foundation.moderation import rules
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import FactData, Subject


def let_through(*, actor: Actor, contribution: Contribution, seen_version: int, at: datetime) -> Contribution:
    """Publish a contribution that waited to be read."""
    return _decide(actor, contribution, seen_version, State.PUBLISHED, Decided.LET_THROUGH, "", "", at)


def hide(
    *, actor: Actor, contribution: Contribution, seen_version: int, house_rule: str, note: str = "", at: datetime
) -> Contribution:
    """Hide a contribution by a rule of the house; `note` is what its author reads besides."""
    return _decide(actor, contribution, seen_version, State.HIDDEN, Decided.HIDDEN, house_rule, note, at)


def restore(
    *, actor: Actor, contribution: Contribution, seen_version: int, note: str = "", at: datetime
) -> Contribution:
    """Bring a hidden contribution back."""
    return _decide(actor, contribution, seen_version, State.PUBLISHED, Decided.RESTORED, "", note, at)


@transaction.atomic
def _decide(
    actor: Actor,
    contribution: Contribution,
    seen_version: int,
    to: State,
    decided: Decided,
    house_rule: str,
    note: str,
    at: datetime,
) -> Contribution:
    related = ("activity__scope", "participant", "branch")
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related(*related).get(pk=contribution.pk)
    require(rules.may_move(actor, row, to))
    require_seen(row, seen_version)
    was_public = row.state == State.PUBLISHED
    row.state = to
    row.save(update_fields=["state"])
    Decision.objects.create(contribution=row, decided=decided, house_rule=house_rule, note=note.strip(), decided_at=at)
    if was_public != (to == State.PUBLISHED):
        count_published([row], step=1 if to == State.PUBLISHED else -1)
    subject = Subject(row.public_id)
    fact: FactData = (
        ContributionPublished(contribution=subject)
        if to == State.PUBLISHED
        else ContributionHidden(contribution=subject, house_rule=house_rule)
    )
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row
