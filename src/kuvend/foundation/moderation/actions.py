"""What moderators can do: let through, hide with a rule, restore. Each judges the version that was read.

A decision closes the reports that were shown with the words (`reports`, their public ids), and no others: what came
meanwhile, or was about another wording, is read in its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.facts import (
    ContributionHidden,
    ContributionPublished,
    ContributionRead,
    ContributionTakenBack,
    NameHidden,
    VersionHidden,
    VersionPublished,
    VersionRefused,
)
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.receiving import count_published
from kuvend.foundation.contributions.versions import (
    make_public,
    require_seen,
    show_version,
    staying_texts,
    tell_change,
    waiting_text,
)
from kuvend.foundation.core import limits
from kuvend.foundation.core.access import require
from kuvend.foundation.moderation import rules
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.models import Complaint, Decision
from kuvend.foundation.moderation.queries import latest_decision
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import take_name_away
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import FactData, Subject


def let_through(
    *, actor: Actor, contribution: Contribution, seen_version: int, reports: Sequence[str] = (), at: datetime
) -> Contribution:
    """Publish a contribution that waited to be read."""
    judgement = Judgement(State.PUBLISHED, Decided.LET_THROUGH, reports=reports)
    return _decide(actor, contribution, seen_version, judgement, at)


def hide(
    *, actor: Actor, contribution: Contribution, seen_version: int, house_rule: str, note: str = "",
    reports: Sequence[str] = (), at: datetime,
) -> Contribution:  # fmt: skip
    """Hide a contribution by a rule of the house; `note` is what its author reads besides."""
    judgement = Judgement(State.HIDDEN, Decided.HIDDEN, house_rule, note, reports)
    return _decide(actor, contribution, seen_version, judgement, at)


def restore(
    *, actor: Actor, contribution: Contribution, seen_version: int, note: str = "", reports: Sequence[str] = (),
    at: datetime,
) -> Contribution:  # fmt: skip
    """Bring a hidden contribution back."""
    judgement = Judgement(State.PUBLISHED, Decided.RESTORED, note=note, reports=reports)
    return _decide(actor, contribution, seen_version, judgement, at)


@transaction.atomic
def mark_read(
    *, actor: Actor, read: Sequence[tuple[Contribution, int]], reports: Sequence[str] = (), at: datetime
) -> tuple[list[Contribution], list[Contribution]]:
    """Say of published words, each with the version that was seen, that they were read and stay.

    The earlier versions that stay public were seen with it. Returns those that were marked and those that were not:
    changed meanwhile, no longer published, or read already.
    """
    done, left = [], []
    for contribution, seen_version in sorted(read, key=lambda pair: -pair[0].pk):  # locked as all deeds do
        row = _locked(contribution)
        reported = _open(row, reports).exists()
        if not rules.may_mark_read(actor, row, reported=reported) or row.version != seen_version:
            left.append(row)
            continue
        row.read_version = row.version
        row.save(update_fields=["read_version"])
        _keep_decision(row, Decided.READ, reports=reports, at=at)
        fact = ContributionRead(contribution=Subject(row.public_id), version=row.version)
        put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
        done.append(row)
    return done, left


@transaction.atomic
def take_back(
    *, actor: Actor, contribution: Contribution, seen_version: int, reports: Sequence[str] = (), at: datetime
) -> Contribution:
    """Undo a let-through of the last hour while nothing rests on it: the contribution waits again.

    Raises:
        NotAllowed: with the rule's reason; WordsChanged.
    """
    row = _locked(contribution)
    require(rules.may_take_back(actor, row, latest_decision(row.pk), at))
    require_seen(row, seen_version)
    row.state, row.read_version = State.PENDING, 0
    row.save(update_fields=["state", "read_version"])
    ContributionText.objects.filter(contribution=row, version=row.version).update(public_at=None)
    count_published([row], step=-1)
    _keep_decision(row, Decided.TAKEN_BACK, reports=reports, at=at)
    fact = ContributionTakenBack(contribution=Subject(row.public_id))
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


@transaction.atomic
def complain(
    *, contribution: Contribution, seen_version: int, house_rule: str, note: str, network: str, at: datetime
) -> Complaint:
    """Report published words to the moderators, by a rule of the house; nobody needs an account for it.

    Args:
        seen_version: the version that was read; a report about an earlier one is a report, too.
        network: a key of the network that asks; it counts for the limits of the day and is not kept.

    Raises:
        NotAllowed: when the words are not published; TooOften.
    """
    require(rules.may_complain(contribution))
    limits.count("complain", network, at=at)
    limits.count("complain_of_one", f"{network}:{contribution.public_id}", at=at)
    return Complaint.objects.create(
        contribution=contribution,
        version=seen_version or contribution.version,
        house_rule=house_rule,
        note=note[:500],
        made_at=at,
    )


def _open(row: Contribution, reports: Sequence[str]) -> QuerySet[Complaint]:
    """Return those of the reports that were shown which are about these words and still open."""
    return Complaint.objects.filter(contribution=row, decision__isnull=True, public_id__in=reports)


def _keep_decision(
    row: Contribution, decided: Decided, *, house_rule: str = "", note: str = "", reports: Sequence[str] = (),
    at: datetime,
) -> Decision:  # fmt: skip
    """Remember what was decided; it closes the reports that were shown and that it judges."""
    decision = Decision.objects.create(
        contribution=row, decided=decided, house_rule=house_rule, note=note, decided_at=at
    )
    if reports:
        _open(row, reports).update(decision=decision)
    return decision


@transaction.atomic
def hide_version(
    *, actor: Actor, contribution: Contribution, seen_version: int, house_rule: str, note: str = "",
    reports: Sequence[str] = (), at: datetime,
) -> Contribution:  # fmt: skip
    """Hide an earlier version that stayed public, by a rule of the house; the other words stay.

    Args:
        seen_version: the version that is hidden; the reports that this closes are those about it.
    """
    row = _locked(contribution)
    text = staying_texts(row).filter(version=seen_version).first()
    require(rules.may_hide_version(actor, row, text))
    if text is None:
        raise ValueError("the rule lets nobody hide a version that is not there")
    text.hidden_rule, text.became = house_rule, []
    text.save(update_fields=["hidden_rule", "became"])
    tell_change(row, into=text.version)
    about_it = list(_open(row, reports).filter(version=text.version).values_list("public_id", flat=True))
    _keep_decision(row, Decided.VERSION_HIDDEN, house_rule=house_rule, note=note.strip(), reports=about_it, at=at)
    fact = VersionHidden(contribution=Subject(row.public_id), version=text.version, house_rule=house_rule)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


@transaction.atomic
def hide_name(
    *, actor: Actor, contribution: Contribution, seen_name: str, house_rule: str, note: str = "", at: datetime
) -> None:
    """Hide the name that its author chose, by a rule of the house: the pseudonym takes its place wherever it stood.

    Args:
        seen_name: the name that was read (`Participant.chosen_name`).
    """
    row = _locked(contribution)
    require(rules.may_hide_name(actor, row, seen_name))
    take_name_away(row.participant)
    _keep_decision(row, Decided.NAME_HIDDEN, house_rule=house_rule, note=note.strip(), at=at)
    fact = NameHidden(contribution=Subject(row.public_id), house_rule=house_rule)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))


@transaction.atomic
def let_version_through(*, actor: Actor, contribution: Contribution, seen_version: int, at: datetime) -> Contribution:
    """Let a new version of published words take their place; what rests on the earlier ones leaves them readable."""
    row, text = _locked_version(actor, contribution, seen_version)
    show_version(row, text, at=at)
    row.read_version = row.version
    row.save(update_fields=["read_version"])
    _keep_decision(row, Decided.VERSION_LET_THROUGH, at=at)
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
    _keep_decision(row, Decided.VERSION_REFUSED, house_rule=house_rule, note=note.strip(), at=at)
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


@dataclass(frozen=True)
class Judgement:
    """Where a decision puts words, by which rule, with which note; `reports` are those that were shown with them."""

    to: State
    decided: Decided
    house_rule: str = ""
    note: str = ""
    reports: Sequence[str] = ()


@transaction.atomic
def _decide(
    actor: Actor, contribution: Contribution, seen_version: int, judgement: Judgement, at: datetime
) -> Contribution:
    row, to = _locked(contribution), judgement.to
    require(rules.may_move(actor, row, to))
    require_seen(row, seen_version)
    was_public = row.state == State.PUBLISHED
    row.state = to
    row.read_version = row.version
    row.save(update_fields=["state", "read_version"])
    if to == State.PUBLISHED:
        make_public(row, at=at)
    _keep_decision(
        row,
        judgement.decided,
        house_rule=judgement.house_rule,
        note=judgement.note.strip(),
        reports=judgement.reports,
        at=at,
    )
    if was_public != (to == State.PUBLISHED):
        count_published([row], step=1 if to == State.PUBLISHED else -1)
    subject = Subject(row.public_id)
    fact: FactData = (
        ContributionPublished(contribution=subject)
        if to == State.PUBLISHED
        else ContributionHidden(contribution=subject, house_rule=judgement.house_rule)
    )
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row
