"""What moderators can do: let through, hide with a rule, restore. Each judges the version that was read.

It reaches what holds the same words (`kin`): parts of split words, of splittings that were undone too, the whole, and
their earlier versions that stay readable.

A decision closes the reports that were shown with the words (`reports`, their public ids), and no others: what came
meanwhile, or was about another wording, is read in its turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.counting import count_published, counting_last
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.facts import (
    ContributionHidden,
    ContributionPublished,
    ContributionRead,
    ContributionTakenBack,
    VersionHidden,
    VersionPublished,
    VersionRefused,
    VersionRestored,
)
from kuvend.foundation.contributions.lineage import locked_with_kin
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.versions import (
    hidden_texts,
    make_public,
    require_seen,
    show_version,
    staying_texts,
    tell_change,
    waiting_text,
)
from kuvend.foundation.core.access import require
from kuvend.foundation.moderation import rules
from kuvend.foundation.moderation.deciding import keep_decision, locked, open_reports
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.kin import earlier_reached, kin_reached, reached_by_version, still_hidden
from kuvend.foundation.moderation.queries import latest_decision
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
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
    marked, missed = [], []
    for contribution, seen_version in sorted(read, key=lambda pair: -pair[0].pk):  # locked as all deeds do
        row = locked(contribution)
        reported = open_reports(row, reports).exists()
        if not rules.may_mark_read(actor, row, reported=reported) or row.version != seen_version:
            missed.append(row)
            continue
        row.read_version = row.version
        row.save(update_fields=["read_version"])
        keep_decision(row, Decided.READ, reports=reports, at=at)
        fact = ContributionRead(contribution=Subject(row.public_id), version=row.version)
        put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
        marked.append(row)
    return marked, missed


@transaction.atomic
def take_back(
    *, actor: Actor, contribution: Contribution, seen_version: int, reports: Sequence[str] = (), at: datetime
) -> Contribution:
    """Undo a let-through of the last hour while nothing rests on it: the contribution waits again.

    Raises:
        NotAllowed: with the rule's reason; WordsChanged.
    """
    row = locked(contribution)
    require(rules.may_take_back(actor, row, latest_decision(row.pk), at))
    require_seen(row, seen_version)
    row.state, row.read_version = State.PENDING, 0
    row.save(update_fields=["state", "read_version"])
    ContributionText.objects.filter(contribution=row, version=row.version).update(public_at=None)
    count_published([row], step=-1)
    keep_decision(row, Decided.TAKEN_BACK, reports=reports, at=at)
    fact = ContributionTakenBack(contribution=Subject(row.public_id))
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


@transaction.atomic
def hide_version(
    *, actor: Actor, contribution: Contribution, seen_version: int, house_rule: str, note: str = "",
    reports: Sequence[str] = (), at: datetime,
) -> Contribution:  # fmt: skip
    """Hide an earlier version that stayed public, by a rule of the house; the other words stay.

    What came of its words by splittings is hidden with it, as far as it holds none of the words of now.

    Args:
        seen_version: the version that is hidden; the reports that this closes are those about it.
    """
    row, *kin = locked_with_kin(contribution)
    text = staying_texts(row).filter(version=seen_version).first()
    require(rules.may_hide_version(actor, row, text))
    assert text is not None  # the rule lets nobody hide a version that is not there
    judgement = Judgement(State.HIDDEN, Decided.HIDDEN, house_rule, note, reports)
    _hide_text(actor, row, text, judgement, at)
    with counting_last():
        for words in reached_by_version(row, kin, text):
            _move(actor, words, judgement.alone, at)
    return row


def _hide_text(actor: Actor, row: Contribution, text: ContributionText, judgement: Judgement, at: datetime) -> None:
    """Hide an earlier version alone; of the reports those about it are closed."""
    text.hidden_rule, text.became = judgement.house_rule, []
    text.save(update_fields=["hidden_rule", "became"])
    tell_change(row, into=text.version)
    about_it = open_reports(row, judgement.reports).filter(version=text.version).values_list("public_id", flat=True)
    keep_decision(
        row, Decided.VERSION_HIDDEN, house_rule=judgement.house_rule, note=judgement.note.strip(),
        reports=list(about_it), at=at,
    )  # fmt: skip
    fact = VersionHidden(contribution=Subject(row.public_id), version=text.version, house_rule=judgement.house_rule)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))


@transaction.atomic
def restore_version(
    *, actor: Actor, contribution: Contribution, seen_version: int, note: str = "", at: datetime
) -> Contribution:
    """Bring back an earlier version that was hidden alone; it stands beside the present words, as it did before.

    What was hidden with it by splittings is restored before, each by itself: no words come back that were not read.

    Args:
        seen_version: the version that is restored.
    """
    row, *kin = locked_with_kin(contribution)
    text = hidden_texts(row).filter(version=seen_version).first()
    require(rules.may_restore_version(actor, row, text))
    assert text is not None  # the rule lets nobody restore a version that is not hidden
    require(rules.may_show_words([text.body], still_hidden(kin, ())))
    text.hidden_rule = ""
    text.save(update_fields=["hidden_rule"])
    for change in (text.version, text.version + 1):  # how the one before became it, and how it became the next
        tell_change(row, into=change)
    keep_decision(row, Decided.VERSION_RESTORED, note=note.strip(), at=at)
    fact = VersionRestored(contribution=Subject(row.public_id), version=text.version)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


@transaction.atomic
def let_version_through(*, actor: Actor, contribution: Contribution, seen_version: int, at: datetime) -> Contribution:
    """Let a new version of published words take their place; what rests on the earlier ones leaves them readable."""
    row, text = _locked_version(actor, contribution, seen_version)
    show_version(row, text, at=at)
    row.read_version = row.version
    row.save(update_fields=["read_version"])
    keep_decision(row, Decided.VERSION_LET_THROUGH, at=at)
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
    keep_decision(row, Decided.VERSION_REFUSED, house_rule=house_rule, note=note.strip(), at=at)
    fact = VersionRefused(contribution=Subject(row.public_id), version=text.version, house_rule=house_rule)
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
    return row


def _locked_version(
    actor: Actor, contribution: Contribution, seen_version: int
) -> tuple[Contribution, ContributionText]:
    row = locked(contribution)
    text = waiting_text(row)
    require(rules.may_decide_version(actor, row, text))
    assert text is not None  # the rule lets nobody decide about a version that is not there
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

    @property
    def alone(self) -> Judgement:
        """The same for what it reaches besides: the note and the reports are about the words that were judged."""
        return replace(self, note="", reports=())


@transaction.atomic
def _decide(
    actor: Actor, contribution: Contribution, seen_version: int, judgement: Judgement, at: datetime
) -> Contribution:
    row, *kin = locked_with_kin(contribution)
    require(rules.may_move(actor, row, judgement.to))
    require_seen(row, seen_version)
    further = kin_reached(row, kin, judgement.decided)
    if judgement.to == State.PUBLISHED:
        require(rules.may_show(row, still_hidden(kin, further)))
    with counting_last():
        _move(actor, row, judgement, at)
        for words in further:
            _move(actor, words, judgement.alone, at)
    if judgement.decided == Decided.HIDDEN:
        for words, text in earlier_reached(row, [other for other in kin if other not in further]):
            _hide_text(actor, words, text, judgement.alone, at)
    return row


def _move(actor: Actor, row: Contribution, judgement: Judgement, at: datetime) -> None:
    to, was_public = judgement.to, row.state == State.PUBLISHED
    row.state = to
    row.read_version = row.version
    row.save(update_fields=["state", "read_version"])
    if to == State.PUBLISHED:
        make_public(row, at=at)
    keep_decision(
        row,
        judgement.decided,
        house_rule=judgement.house_rule,
        note=judgement.note.strip(),
        reports=judgement.reports,
        at=at,
    )
    if was_public != (to == State.PUBLISHED) and not row.continues:
        count_published([row], step=1 if to == State.PUBLISHED else -1)
    subject = Subject(row.public_id)
    fact: FactData = (
        ContributionPublished(contribution=subject)
        if to == State.PUBLISHED
        else ContributionHidden(contribution=subject, house_rule=judgement.house_rule)
    )
    put(fact, at=at, role=actor.role_in(row.activity.scope.path, Role.MODERATOR))
