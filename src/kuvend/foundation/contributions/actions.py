"""What can be done with contributions: comment, edit, withdraw, support.

A capability with words of its own (ideas) asks its rules and calls `receiving.say`; the shared deeds are here.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from kuvend.foundation.contributions import facts, rules
from kuvend.foundation.contributions.counting import count_published
from kuvend.foundation.contributions.enums import COMMENT, State
from kuvend.foundation.contributions.limits import POST_COMMENT
from kuvend.foundation.contributions.lineage import locked_with_same_words
from kuvend.foundation.contributions.models import Contribution, ContributionText, Support
from kuvend.foundation.contributions.receiving import Reference, say, sealed_words
from kuvend.foundation.contributions.versions import NONE, latest_text, locked, next_version, require_seen, show_version
from kuvend.foundation.core import limits
from kuvend.foundation.core.access import require
from kuvend.foundation.core.words import normalise, one_line
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.people.holding import hold_account
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject, seal


@transaction.atomic
def post_comment(
    *,
    actor: Actor,
    activity: Activity,
    body: str,
    language: str,
    about: Outcome | None = None,
    parent: Contribution | None = None,
    seen_version: int = NONE,
    quote: str = "",
    quote_language: str = "",
    participant: Participant | None = None,
    at: datetime,
) -> Contribution:
    """Say something about an outcome, in reply to a contribution, or about the activity as a whole.

    The same words a moment later are the same comment, which is returned.

    Args:
        seen_version: the version of `parent`, or of the text of `about`, that was read.
        quote: sentences of that version that the comment is about, word for word, in `quote_language`.
        participant: the author's participant, where the caller has read it.

    Raises:
        NotAllowed: with the reason of the rule; TooOften when the hour's limit is reached; WordsChanged, TextChanged.
    """
    return say(
        actor=actor,
        activity=activity,
        kind=COMMENT,
        body=body,
        language=language,
        reference=Reference(about, parent, seen_version, quote, quote_language),
        limit=POST_COMMENT.deed,
        participant=participant,
        at=at,
    )


def _person(actor: Actor) -> int:
    """Return the person behind an actor whose rule has let it pass."""
    if actor.person_id is None:
        raise ValueError("the house itself has no words of its own")
    return actor.person_id


def _keep_version(row: Contribution, title: str, body: str, *, at: datetime) -> None:
    """Keep new words as a version with its fact; they wait where a moderator reads first."""
    sealed = seal(sealed_words(title, body))
    ContributionText.objects.filter(contribution=row, waits=True).update(waits=False)
    text = ContributionText.objects.create(
        contribution=row,
        version=next_version(row),
        title=title,
        body=body,
        written_at=at,
        waits=rules.is_read_first(row),
        salt=sealed.salt,
        digest=sealed.digest,
    )
    if not text.waits:
        show_version(row, text, at=at)
    fact = facts.VersionReceived if text.waits else facts.ContributionEdited
    put(fact(contribution=Subject(row.public_id), version=text.version, text=sealed.digest), at=at, role=PERSON)


@transaction.atomic
def edit(
    *,
    actor: Actor,
    contribution: Contribution,
    seen_version: int,
    title: str,
    body: str,
    language: str = "",
    at: datetime,
) -> Contribution:
    """Change the words, or say in which language they are; earlier words on which something rests stay public.

    Where a moderator reads first, the new version of published words waits, and the earlier one stays meanwhile.

    Raises:
        NotAllowed: with the reason of the rule; TooOften when the hour's limit is reached; WordsChanged.
    """
    hold_account(_person(actor))
    row = locked(contribution)
    require(rules.may_edit(actor, row, at))
    latest = latest_text(row)
    require_seen(latest, seen_version)
    title, body = one_line(title), normalise(body)
    require(rules.says_something(title, body))
    is_new_language, is_new_text = language not in {"", row.language}, (title, body) != (latest.title, latest.body)
    if is_new_language or is_new_text:
        limits.count("edit", str(_person(actor)), at=at)
    if is_new_language:
        row.language = language
        row.save(update_fields=["language"])
    if is_new_text:
        _keep_version(row, title, body, at=at)
    return row


@transaction.atomic
def withdraw(*, actor: Actor, contribution: Contribution, at: datetime) -> Contribution:
    """Take the words back: they are no longer shown; replies and the record stand.

    Their parts go with them, and so does the whole of which they are a part: it holds the same words.

    Raises:
        NotAllowed: with the reason of the rule; TooOften when the hour's limit is reached.
    """
    row, *relatives = locked_with_same_words(contribution)
    require(rules.may_withdraw(actor, row))
    limits.count("withdraw", str(_person(actor)), at=at)
    rows = [row, *(other for other in relatives if other.state != State.WITHDRAWN)]
    count_published([words for words in rows if words.state == State.PUBLISHED and not words.continues], step=-1)
    Contribution.objects.filter(pk__in=[words.pk for words in rows]).update(state=State.WITHDRAWN)
    row.state = State.WITHDRAWN
    put(*(facts.ContributionWithdrawn(contribution=Subject(words.public_id)) for words in rows), at=at, role=PERSON)
    return row


@transaction.atomic
def support(*, actor: Actor, contribution: Contribution, seen_version: int, at: datetime) -> bool:
    """Stand behind a contribution; returns False when that was already so.

    Raises:
        NotAllowed: with the reason of the rule; TooOften when the minute's limit is reached; WordsChanged.
    """
    require(rules.may_support(actor, contribution, at))
    person_id = _person(actor)
    limits.count("support", str(person_id), at=at)
    participant = participant_in(contribution.activity.process, person_id=person_id)
    row = locked(contribution)
    require(rules.may_support(actor, row, at))
    require_seen(row, seen_version)
    support_row, is_new = Support.objects.get_or_create(
        contribution=contribution, participant=participant, defaults={"given_at": at, "version": row.version}
    )
    anew = not is_new and support_row.version != row.version
    if anew:  # it stood behind an earlier wording
        support_row.version, support_row.given_at = row.version, at
        support_row.save(update_fields=["version", "given_at"])
    if is_new or anew:
        Contribution.objects.filter(pk=contribution.pk).update(support_count=F("support_count") + 1)
    return is_new or anew


@transaction.atomic
def take_support_back(*, actor: Actor, contribution: Contribution, at: datetime) -> bool:
    """No longer stand behind it, at whatever version; returns False when that was already so.

    Raises:
        NotAllowed: with the reason of the rule; TooOften when the minute's limit of supporting is reached.
    """
    limits.count("support", str(_person(actor)), at=at)  # before the row, as in giving it
    row = locked(contribution)
    require(rules.may_join(actor, row, at))
    supports = Support.objects.filter(contribution=row, participant__person_id=_person(actor))
    counted = supports.filter(version=row.version).count()
    number, _tables = supports.delete()
    if counted:
        Contribution.objects.filter(pk=contribution.pk).update(support_count=F("support_count") - 1)
    return bool(number)
