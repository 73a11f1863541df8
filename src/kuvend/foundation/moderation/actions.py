"""What moderators can do: let through, hide with a rule, restore. Each judges the version that was read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.facts import (
    ContributionHidden,
    ContributionPublished,
    VersionPublished,
    VersionRefused,
)
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.receiving import count_published
from kuvend.foundation.contributions.versions import make_public, require_seen, show_version, waiting_text
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
def let_version_through(*, actor: Actor, contribution: Contribution, seen_version: int, at: datetime) -> Contribution:
    """Let a new version of published words take their place; what rests on the earlier ones leaves them readable."""
    row, text = _locked_version(actor, contribution, seen_version)
    show_version(row, text, at=at)
    Decision.objects.create(contribution=row, decided=Decided.VERSION_LET_THROUGH, decided_at=at)
    fact = VersionPublished(contribution=Subject(row.public_id), version=text.version)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


@transaction.atomic
def refuse_version(
    *, actor: Actor, contribution: Contribution, seen_version: int, house_rule: str, note: str = "", at: datetime
) -> Contribution:
    """Refuse a new version of published words by a rule of the house; the earlier words stay."""
    row, text = _locked_version(actor, contribution, seen_version)
    text.waits = False
    text.save(update_fields=["waits"])
    decided = Decided.VERSION_REFUSED
    Decision.objects.create(contribution=row, decided=decided, house_rule=house_rule, note=note.strip(), decided_at=at)
    fact = VersionRefused(contribution=Subject(row.public_id), version=text.version, house_rule=house_rule)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


def _locked(contribution: Contribution) -> Contribution:
    related = ("activity__scope", "participant", "branch")
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related(*related).get(pk=contribution.pk)


def _locked_version(
    actor: Actor, contribution: Contribution, seen_version: int
) -> tuple[Contribution, ContributionText]:
    row = _locked(contribution)
    text = waiting_text(row)
    require(rules.may_decide_version(actor, row, text))
    if text is None:
        raise ValueError("the rule lets nobody decide about a version that is not there")
    require_seen(text, seen_version)
    return row, text


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
    row = _locked(contribution)
    require(rules.may_move(actor, row, to))
    require_seen(row, seen_version)
    was_public = row.state == State.PUBLISHED
    row.state = to
    row.save(update_fields=["state"])
    if to == State.PUBLISHED:
        make_public(row, at=at)
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
