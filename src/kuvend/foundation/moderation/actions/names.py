"""What moderators do about the names that people chose: let them stand, hide them by a rule."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.facts import NameHidden, NameRead
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import require
from kuvend.foundation.moderation import rules
from kuvend.foundation.moderation.deciding import keep_decision, locked
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import let_name_stand as show_chosen_name
from kuvend.foundation.processes.actions import take_name_away
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject


@transaction.atomic
def hide_name(
    *, actor: Actor, contribution: Contribution, seen_name: str, house_rule: str, note: str = "", at: datetime
) -> None:
    """Hide the name that its author chose, by a rule of the house: the pseudonym takes its place wherever it stood.

    Args:
        seen_name: the name that was read (`Participant.chosen_name`).
    """
    row = locked(contribution)
    require(rules.may_hide_name(actor, row, seen_name))
    take_name_away(row.participant, seen_name)
    keep_decision(row, Decided.NAME_HIDDEN, house_rule=house_rule, note=note.strip(), at=at)
    fact = NameHidden(contribution=Subject(row.public_id), house_rule=house_rule)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))


@transaction.atomic
def let_name_stand(*, actor: Actor, contribution: Contribution, seen_name: str, at: datetime) -> None:
    """Let the name that the author of a contribution chose stand: it is shown from now on where it had waited.

    Args:
        seen_name: the name that was read (`Participant.chosen_name`).

    Raises:
        NotAllowed: with the rule's reason, or when somebody else has a name by now that looks the same.
    """
    row = locked(contribution)
    require(rules.may_let_name_stand(actor, row, seen_name))
    show_chosen_name(row.participant, seen_name)
    keep_decision(row, Decided.NAME_READ, at=at)
    put(
        NameRead(contribution=Subject(row.public_id)),
        at=at,
        role=actor.role_in(row.activity.scope.path, Role.MODERATOR),
    )
