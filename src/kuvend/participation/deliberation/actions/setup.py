"""What who runs a deliberation does: set its rules, write the statements it begins with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.receiving import Draft, receive
from kuvend.foundation.core.access import NotAllowed, require, require_listed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.words import one_line
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import content_came
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject
from kuvend.participation.deliberation import facts, rules
from kuvend.participation.deliberation.actions.translations import keep_translation
from kuvend.participation.deliberation.enums import STATEMENT, WhoAdds
from kuvend.participation.deliberation.models import WORDS_LENGTH, Deliberation, Statement


@dataclass(frozen=True)
class SeedStatement:
    """A statement that a deliberation begins with, in one language at least."""

    words: Localized
    meta: bool = False
    place: str = ""
    posted_at: datetime | None = field(default=None)


def deliberation_row(activity: Activity) -> Deliberation:
    """Return the row of a deliberation, made with the usual rules when nobody has set any."""
    return Deliberation.objects.get_or_create(activity=activity)[0]


@transaction.atomic
def set_rules(
    *,
    actor: Actor,
    activity: Activity,
    who_adds: str,
    minimum_voters: int,
    groups: int | None = None,
    at: datetime,
) -> Deliberation:
    """Say who adds statements, from how many voters on numbers are shown, and in how many groups the map parts people.

    Args:
        groups: 2 to 5, or None for as many as the map finds.

    Raises:
        NotAllowed: with the rule's reason, or when `who_adds` is none of `WhoAdds`.
    """
    require(rules.may_run(actor, activity, at))
    require_listed(who_adds, WhoAdds.values)
    deliberation = deliberation_row(activity)
    require(rules.may_set_minimum(actor, deliberation, minimum_voters))
    deliberation.who_adds, deliberation.minimum_voters = who_adds, minimum_voters
    deliberation.groups = groups
    deliberation.save(update_fields=["who_adds", "minimum_voters", "groups"])
    fact = facts.DeliberationRulesSet(
        activity=Subject(activity.public_id), who_adds=who_adds, minimum_voters=minimum_voters, groups=groups
    )
    put(fact, at=at, role=actor.role_in(activity.scope.path))
    return deliberation


@transaction.atomic
def seed_statements(
    *, actor: Actor, activity: Activity, statements: Sequence[SeedStatement], at: datetime
) -> list[Contribution]:
    """Publish statements of the institution that asks, under its name; nobody owes it an answer to them.

    Raises:
        NotAllowed: with the rule's reason; ValueError when one has no words, or too many.
    """
    require(rules.may_run(actor, activity, at))
    deliberation_row(activity)
    speaker = owner_participant(activity)
    drafts = [_draft(speaker, statement, at) for statement in statements]
    role = actor.role_in(activity.scope.path)
    rows = receive(activity=activity, kind=STATEMENT, drafts=drafts, role=role, owed=False)
    pairs = list(zip(rows, statements, strict=True))
    Statement.objects.bulk_create(
        Statement(contribution=row, seeded=True, meta=seed.meta, place=one_line(seed.place)) for row, seed in pairs
    )
    for row, seed in pairs:
        for language, words in seed.words.items():
            if language != row.language and words:
                keep_translation(row.statement, language=language, words=words, at=at, role=role)
    content_came(activity)
    return rows


def owner_participant(activity: Activity) -> Participant:
    """Return the face under which the institution that asks speaks in the process; no person can have its name."""
    name = activity.owner.name.reading(settings.LANGUAGE_CODE)[0][:120]
    speaker, _is_new = Participant.objects.get_or_create(
        process=activity.process, pseudonym=activity.owner.key[:60], defaults={"shown_name": name}
    )
    if speaker.person_id is not None:
        raise NotAllowed("the institution's key is somebody's pseudonym")
    return speaker


def _draft(speaker: Participant, statement: SeedStatement, at: datetime) -> Draft:
    words, language = statement.words.reading(settings.LANGUAGE_CODE)
    if not one_line(words) or len(one_line(words)) > WORDS_LENGTH:
        raise ValueError(f"a statement has 1 to {WORDS_LENGTH} characters")
    return Draft(speaker, words, "", language, statement.posted_at or at)
