"""How words come in: one door for one and for many thousand, with the same rows and the same facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection

from kuvend.engines.deadlines import due_date
from kuvend.engines.deadlines.calendars import calendar_of
from kuvend.foundation.contributions import facts, rules
from kuvend.foundation.contributions.counting import count_published
from kuvend.foundation.contributions.enums import COMMENT, State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.quoting import Quote, quote_from
from kuvend.foundation.contributions.versions import NONE, locked, require_seen
from kuvend.foundation.core import limits
from kuvend.foundation.core.access import Permission, require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.markdown import render
from kuvend.foundation.core.prepared import Prepared, Slot
from kuvend.foundation.core.search import fold
from kuvend.foundation.core.words import normalise, one_line
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.rules import may_be_commented
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import PERSON
from kuvend.foundation.places.models import Place
from kuvend.foundation.processes.actions import let_names_wait, participant_in
from kuvend.foundation.processes.enums import ModerationRule
from kuvend.foundation.processes.models import Activity, Participant
from kuvend.foundation.record.actions import put_dated
from kuvend.foundation.record.facts import Sealed, Subject, seal

A_MOMENT = timedelta(minutes=10)
SAYING = 0x5A1D  # the lock of one participant's saying
SAID = Prepared(
    lambda: (
        Contribution.objects.filter(
            participant_id=Slot("participant"), activity_id=Slot("activity"), kind=Slot("kind"),
            posted_at__gte=Slot("since"), posted_at__lte=Slot("until"), title=Slot("title"), body=Slot("body"),
        )
        .exclude(state=State.WITHDRAWN)
        .order_by("-posted_at")
        .values_list("pk", "about_id", "parent_id")
    )
)  # fmt: skip


@dataclass(frozen=True)
class Draft:
    """What somebody says, before it is received."""

    participant: Participant
    title: str
    body: str
    language: str
    posted_at: datetime
    about: Outcome | None = None
    parent: Contribution | None = None
    quote: Quote | None = None
    place: Place | None = None


def sealed_words(title: str, body: str) -> str:
    """Return the exact string that a contribution's digest seals: title, blank line, body."""
    return f"{title}\n\n{body}"


def answer_due_date(activity: Activity, draft: Draft) -> date | None:
    """Return the day by which an answer is due, or None when none is owed (a reply, or the activity's rule)."""
    if draft.parent is not None or not activity.answers_owed:
        return None
    return due_date(local_date(draft.posted_at), activity.answer_working_days, country=settings.KUVEND_COUNTRY)


@dataclass(frozen=True)
class Reference:
    """What a person's words are about; nothing of it when they are about the activity as a whole.

    Attributes:
        about, parent: the text, or the contribution.
        seen_version: the version of it that was read.
        quote: sentences of that text that the words are about, word for word, in `quote_language`.
        place: the place that they are about.
    """

    about: Outcome | None = None
    parent: Contribution | None = None
    seen_version: int = NONE
    quote: str = ""
    quote_language: str = ""
    place: Place | None = None

    def as_read(self, draft: Draft, actor: Actor) -> Draft:
        """Return the draft with its quotation, and with what it replies to, locked and as it was read."""
        language, seen_version = self.quote_language, self.seen_version
        quote = quote_from(self.about, words=self.quote, language=language, seen_version=seen_version)
        draft = replace(draft, quote=quote, place=self.place)
        if self.parent is None:
            return draft
        parent = locked(self.parent)
        require(rules.may_reply(actor, parent, draft.posted_at))
        require_seen(parent, self.seen_version)
        return replace(draft, parent=parent)


def say(
    *,
    actor: Actor,
    activity: Activity,
    kind: str,
    title: str = "",
    body: str = "",
    language: str,
    reference: Reference = Reference(),
    limit: str,
    participant: Participant | None = None,
    keep: Callable[[Contribution], object] = lambda row: None,
    at: datetime,
) -> Contribution:
    """Let a person say something of `kind`: one door for all words, after the rules that a room asks itself.

    The same words a moment later are the same contribution, which is returned. The caller opened the transaction.

    Args:
        limit: the deed by which it is counted (that of a DeedLimit which a room hands up).
        participant: the person's participant, where the caller has read it.
        keep: keeps what the room has besides the words; not called for words that are known already.

    Raises:
        NotAllowed: with the reason of the rule; TooOften when the limit is reached; WordsChanged, TextChanged.
    """
    about, parent = reference.about, reference.parent
    require(_may_say(actor, activity, reference, at))
    if actor.person_id is None:
        raise ValueError("the house itself has no words of its own")
    participant = participant_in(activity.process, person_id=actor.person_id, participant=participant)
    draft = Draft(participant, title, body, language, at, about=about, parent=parent)
    if repeated := said_just_now(activity=activity, kind=kind, draft=draft):
        return repeated
    limits.count(limit, str(actor.person_id), at=at)
    if about and not parent and not actor.system:
        _require_standing(about)
    (row,) = receive(activity=activity, kind=kind, drafts=[reference.as_read(draft, actor)], role=PERSON)
    keep(row)
    return row


def _require_standing(about: Outcome) -> None:
    """Lock a text that words are about, which may be led elsewhere at this moment. Raises NotAllowed when it was."""
    about.refresh_from_db(fields=["continues"], from_queryset=Outcome.objects.select_for_update(no_key=True))
    require(may_be_commented(about))


def _may_say(actor: Actor, activity: Activity, reference: Reference, at: datetime) -> Permission:
    if reference.parent:
        return rules.may_reply(actor, reference.parent, at)
    if reference.about:
        return rules.may_comment_on(actor, reference.about, activity, at)
    return rules.may_contribute(actor, activity, at)


def said_just_now(*, activity: Activity, kind: str, draft: Draft) -> Contribution | None:
    """Return what the same participant said with the same words in the same place within the last minutes.

    Whoever says it twice at once waits here: equal words of one hand are one contribution, by whatever form they came.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SAYING, draft.participant.pk % 2**31])
    recent = SAID.rows(
        participant=draft.participant.pk, activity=activity.pk, kind=kind,
        since=draft.posted_at - A_MOMENT, until=draft.posted_at + A_MOMENT,
        title=one_line(draft.title), body=normalise(draft.body),
    )  # fmt: skip
    here = (draft.about.pk if draft.about else None, draft.parent.pk if draft.parent else None)
    equal = next((pk for pk, *there in recent if tuple(there) == here), None)
    return Contribution.objects.get(pk=equal) if equal else None


def receive(
    *, activity: Activity, kind: str, drafts: Sequence[Draft], role: str, owed: bool = True, at: datetime | None = None
) -> list[Contribution]:
    """Keep `drafts` as contributions of `kind`, with their first text version and their fact, in three INSERTs.

    The caller checked the rule and opened the transaction. Facts carry each draft's own moment, so an importer
    may bring in what was said in the past.

    Args:
        owed: whether an answer is owed as the activity's rule says; to what its owner says itself nobody owes one.
        at: the moment of the facts, where it is another than that of each draft.

    Raises:
        NotAllowed: when one of them says nothing.
    """
    read_first = activity.moderation == ModerationRule.BEFORE and role == PERSON
    state = State.PENDING if read_first else State.PUBLISHED
    cleaned = [(draft, one_line(draft.title), normalise(draft.body)) for draft in drafts]
    for _draft, title, body in cleaned:
        require(rules.says_something(title, body))
    sealed = [seal(sealed_words(title, body)) for _draft, title, body in cleaned]
    rows = Contribution.objects.bulk_create(
        [
            _row(activity, kind, state, draft, title, body, by_person=role == PERSON, owed=owed)
            for draft, title, body in cleaned
        ],
        batch_size=1000,
    )
    ContributionText.objects.bulk_create(
        [_text(row, seal_, public=state == State.PUBLISHED) for row, seal_ in zip(rows, sealed, strict=True)],
        batch_size=1000,
    )
    received = [(at or row.posted_at, _fact(row, seal_)) for row, seal_ in zip(rows, sealed, strict=True)]
    put_dated(received, role=role)
    if read_first:
        let_names_wait(draft.participant.pk for draft in drafts)
    if state == State.PUBLISHED:
        count_published(rows)
    return rows


def _row(
    activity: Activity, kind: str, state: State, draft: Draft, title: str, body: str, *, by_person: bool, owed: bool
) -> Contribution:
    parent, quote = draft.parent, draft.quote
    return Contribution(
        kind=kind,
        activity=activity,
        participant=draft.participant,
        about=draft.about,
        parent=parent,
        place=draft.place,
        root_id=(parent.root_id or parent.pk) if parent else None,
        branch_id=_branch_id(parent),
        state=state,
        read_version=0 if by_person else 1,  # what the house or its owner brings in nobody needs to read
        title=title,
        body=body,
        body_html=render(body),
        language=draft.language,
        quote=quote.words if quote else "",
        quote_language=quote.language if quote else "",
        quoted=quote.text if quote else None,
        posted_at=draft.posted_at,
        answer_due_date=answer_due_date(activity, draft) if owed else None,
        folded=fold(f"{title} {body}"),
    )


def _branch_id(parent: Contribution | None) -> int | None:
    """Return the first comment of the thread that a reply belongs to; None for a first comment itself."""
    if parent is None or parent.kind != COMMENT:
        return None
    return parent.branch_id or parent.pk


def _text(row: Contribution, sealed: Sealed, *, public: bool) -> ContributionText:
    return ContributionText(
        contribution=row,
        version=row.version,
        title=row.title,
        body=row.body,
        written_at=row.posted_at,
        public_at=row.posted_at if public else None,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _fact(row: Contribution, sealed: Sealed) -> facts.ContributionReceived:
    return facts.ContributionReceived(
        contribution=Subject(row.public_id),
        activity=Subject(row.activity.public_id),
        about=Subject(row.about.public_id) if row.about else None,
        parent=Subject(row.parent.public_id) if row.parent else None,
        kind=row.kind,
        state=row.state,
        answer_due_date=row.answer_due_date.isoformat() if row.answer_due_date else "",
        calendar=calendar_of(settings.KUVEND_COUNTRY).code if row.answer_due_date else None,
        text=sealed.digest,
    )
