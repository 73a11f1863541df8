"""From what the rooms know to the red thread: the dated steps of a contribution's way, each with its proof."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.engines.deadlines import is_overdue, working_days_between
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.rules import who_owes
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import lateness, overdue_by
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.openings import can_be_opened
from kuvend.foundation.record.steps import Step
from kuvend.foundation.responses.enums import Standing, Verdict
from kuvend.foundation.responses.models import Duty, Landing, Response, ResponseText
from kuvend.foundation.responses.queries import answer_due
from kuvend.publication.trail.landings import (
    PROOFS,
    TITLES,
    as_read,
    ending_of,
    title_with_kind,
    waits_for,
)
from kuvend.publication.trail.wording import Names, link_of, note_of, way_of_fact


@dataclass(frozen=True)
class Way:
    """What the rooms know of one contribution.

    Attributes:
        facts: those about the words and about their answer.
        following: those that prove what followed in texts; they may be about other words in the same text, too.
        reasons: those that facts seal, by their digest.
        whole_received: of a part: that the words were received of which it is one; None for all others.
    """

    contribution: Contribution
    duty: Duty | None
    response: Response | None
    texts: Sequence[ResponseText]
    landings: Sequence[Landing]
    after: Sequence[Step]
    decision: Decision | None
    facts: Sequence[RecordedFact]
    following: Sequence[RecordedFact]
    names: Names
    reasons: Mapping[str, Localized]
    whole_received: RecordedFact | None
    today: date


def draw_way(way: Way) -> list[Step]:
    """Return the steps of a way in time, what lies ahead at the end.

    What the rooms keep in rows is told with their words; every other fact by the words of its class.
    """
    from_rows = [*_answered(way), *_landed(way), *_taken_back(way), *_after_landing(way)]
    proven = {id(step.proof) for step in from_rows}
    rest = [fact for fact in way.facts if id(fact) not in proven]
    return in_time([*_by_fact(way, rest), *from_rows, *_ahead(way)])


def in_time(steps: Iterable[Step]) -> list[Step]:
    """Return steps in time, what lies ahead at the end: by its day, what has none last."""
    rows = list(steps)
    ahead = sorted((one for one in rows if one.ahead), key=lambda one: (not one.at_once, moment_of(one)))
    return [*sorted((one for one in rows if not one.ahead), key=_place_in_time), *ahead]


def moment_of(step: Step) -> datetime:
    """Return the moment by which a step stands among the others; a day counts as its end."""
    if isinstance(step.on, datetime):
        return step.on
    return datetime.combine(step.on or date.max, time.max, tzinfo=get_current_timezone())


def _place_in_time(step: Step) -> tuple[datetime, float]:
    """Return by what steps are ordered: their moment; of one moment, as their facts stand in the record."""
    index = step.proof.index if step.proof else None
    return moment_of(step), math.inf if index is None else index


def _by_fact(way: Way, facts: Sequence[RecordedFact]) -> Iterator[Step]:
    """The facts that are steps by themselves: whatever a room puts on record about a contribution."""
    for fact in facts:
        declared = way_of_fact(fact, way.contribution.public_id)
        if declared is None:
            continue
        if way.whole_received and fact.type == "contribution_received":  # a part was said when its whole was
            note, whole = _("It is a part of what was said then."), way.whole_received
            yield Step(str(declared.title), whole.at, note=note, proof=whole)
            continue
        note = note_of(fact, declared, way.names)
        if fact.type == "contribution_received" and fact.data.get("state") == State.PENDING:
            note = _("Receipt given. A moderator reads it first.")
        url, link = link_of(fact, declared)
        reason = way.reasons.get(str(fact.data.get("reason")), "")
        said_by = way.names.get(str(fact.subjects.get("from_institution")), "") if reason else ""
        yield Step(
            str(declared.title), fact.at, tint=declared.tint, note=note, quote=reason, quoted=said_by, url=url,
            link=link, proof=fact, words=_place(fact),
        )  # fmt: skip


def _place(fact: RecordedFact | None) -> int | None:
    """Return the entry in which an institution's words are sealed, None where none are."""
    return fact.index if fact and can_be_opened(fact) else None


def _proof(way: Way, *types: str, **data: Any) -> RecordedFact | None:
    """Return the fact of one of `types` whose data or subjects hold `data`."""
    for fact in (*way.facts, *way.following):
        parts = {**fact.data, **fact.subjects}
        if fact.type in types and all(parts.get(name) == value for name, value in data.items()):
            return fact
    return None


def _latest_proof(way: Way, type_: str, outcome: str) -> RecordedFact | None:
    """Return the last fact of a type about a text: what a correction took back may have been said there before."""
    proofs = [fact for fact in way.facts if fact.type == type_ and fact.subjects.get("outcome") == outcome]
    return proofs[-1] if proofs else None


def _answered(way: Way) -> Iterator[Step]:
    """The answer, and each correction of it."""
    if way.response is None:
        return
    for text in way.texts:
        first = text.version == 1
        verdict = Verdict(text.verdict)
        answered = _proof(way, "contribution_answered", "activity_answered", response=way.response.public_id)
        corrected = _proof(way, "response_corrected", version=text.version)
        yield Step(
            _("Answered") if first else _("Answer corrected"),
            text.published_at,
            tag=str(verdict.label),
            tint=Verdict(verdict).tint,
            duration=_time_taken(way, text) if first else "",
            quote=text.reason,
            quoted=way.response.institution.name,
            note="" if first else str(text.note),
            proof=answered if first else corrected,
            words=_place(_proof(way, "response_published") if first else corrected),
        )


def _time_taken(way: Way, text: ResponseText) -> str:
    """Say in how many working days the answer came, and whether that was late."""
    answered_on = local_date(text.published_at)
    posted_on = local_date(way.contribution.posted_at)
    days = working_days_between(posted_on, answered_on, country=settings.KUVEND_COUNTRY)
    duration = ngettext("after %(n)d working day", "after %(n)d working days", days) % {"n": days}
    if not days:
        duration = _("within a working day")
    if way.duty is None or not is_overdue(way.duty.due_date, on=answered_on):
        return duration
    return f"{duration}, {lateness(way.duty.due_date, answered_on)}"


def _landed(way: Way) -> Iterator[Step]:
    """Where the words went, or are to go: as far as each landing stands now."""
    for landing in way.landings:
        outcome, standing = landing.text.outcome, landing.standing
        if standing == Standing.TAKEN_BACK:
            continue
        answered_at = way.response.published_at if way.response else None
        proof = _latest_proof(way, PROOFS[standing], outcome.public_id)
        yield Step(
            TITLES[standing] % {"outcome": title_with_kind(outcome)},
            landing.landed_at or landing.refused_at or (proof.at if proof else answered_at),
            tint=Standing(standing).tint,
            note=waits_for(landing),
            quote=landing.refusal if standing == Standing.REFUSED else as_read(landing.passage),
            url=outcome.url,
            link=_("Read the text"),
            proof=proof,
            words=_place(proof),
        )


def _taken_back(way: Way) -> Iterator[Step]:
    """What a correction took back: the sentences, what was said of them, and why it no longer holds."""
    holds = _("%(outcome)s: what the answer said about this text before no longer holds.")
    proofs = [fact for fact in way.facts if fact.type == "landing_taken_back"]
    ended = [one for one in way.landings if one.taken_back_at is not None]
    for landing in sorted(ended, key=lambda one: (one.taken_back_at, one.pk), reverse=True):
        outcome = landing.text.outcome
        last = [fact for fact in proofs if fact.subjects.get("outcome") == outcome.public_id][-1:]
        proofs = [fact for fact in proofs if fact not in last]  # the one before it is of an earlier correction
        yield Step(
            _("The change was taken back"),
            landing.taken_back_at,
            tint="stop",
            note=" ".join([holds % {"outcome": outcome.title}, ending_of(landing, way.texts)]),
            quote=as_read(landing.passage),
            struck=True,
            url=outcome.url,
            link=_("Read the text"),
            proof=last[0] if last else None,
        )


def _after_landing(way: Way) -> Iterator[Step]:
    """What followed where the words landed, as the rooms of those texts tell it, each with its proof."""
    for step in way.after:
        if not step.ahead:
            fact = step.proven_by
            proof = _proof(way, fact.type, **{fact.field: fact.public_id}) if fact else None
            yield replace(step, proof=proof, words=_place(proof))


def _late(due: date, today: date) -> str:
    """Say how late something is that has not come; "" while it is in its days."""
    return overdue_by(due, today) if is_overdue(due, on=today) else ""


def answer_ahead(way: Way) -> Step | None:
    """Return the answer that is owed to words, with its day and who owes it; None where none is, or elsewhere."""
    row, due = way.contribution, answer_due(way.contribution)
    waits = row.state in {State.PENDING, State.PUBLISHED} and way.response is None and not row.continues
    if due is None or not waits:
        return None
    debtor = way.duty.institution.name if way.duty else who_owes(row.activity, row.about).name
    late = _late(due, way.today)
    return Step(_("Answer due"), due, tag=late, tint="stop" if late else "", note=str(debtor), ahead=True)


def _ahead(way: Way) -> Iterator[Step]:
    """What is still to come: publication, the answer by its day, the review."""
    row = way.contribution
    if row.state == State.PENDING:
        yield Step(_("A moderator reads it"), ahead=True, at_once=True)
    if answer := answer_ahead(way):
        yield answer
    owed_to_all = row.state == State.PUBLISHED and not row.activity.answers_owed and not row.continues
    if owed_to_all and not (way.duty or row.answer_due_date or way.response or row.root_id):
        day, owner = row.activity.answer_to_all_date, str(row.activity.owner.name)
        late = _late(day, way.today)
        yield Step(_("One answer to all due"), day, tag=late, tint="stop" if late else "", note=owner, ahead=True)
    for landing in way.landings:
        if landing.standing == Standing.PROMISED and landing.due_date:
            late = _late(landing.due_date, way.today)
            tint, text = "stop" if late else "", title_with_kind(landing.text.outcome)
            yield Step(_("Change due"), landing.due_date, tag=late, tint=tint, note=text, ahead=True)
    yield from (step for step in way.after if step.ahead)
