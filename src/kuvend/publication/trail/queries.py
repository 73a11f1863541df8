"""Reading the whole way of one contribution, in few statements, ready to be drawn."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from kuvend.foundation.contributions.enums import COMMENT, LineageKind, State
from kuvend.foundation.contributions.models import Contribution, Lineage
from kuvend.foundation.contributions.queries import (
    Branch,
    EarlierWords,
    came_into,
    comments_on,
    earlier_words,
    first_whole,
    replies_to,
    supporters_with_merged,
    ways_on,
    went_into,
)
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.paging import Page
from kuvend.foundation.core.prepared import PreparedObjects, Slot
from kuvend.foundation.core.text import Localized
from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.moderation.models import Decision
from kuvend.foundation.moderation.queries import latest_decision
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.queries import outcomes_onward, succession_steps
from kuvend.foundation.outcomes.sorts import steps_after
from kuvend.foundation.processes.rules import is_open
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.queries import NotPublishedError, facts_about, verifier_key
from kuvend.foundation.record.steps import Step
from kuvend.foundation.responses.models import Landing, Passing, Response, ResponseText
from kuvend.foundation.responses.queries import landings_of
from kuvend.publication.trail.steps import Way, answer_ahead, draw_way, in_time, moment_of
from kuvend.publication.trail.wording import names_in

PAGE_RELATIONS = ("participant", "activity__owner", "duty__institution", "answered__response__institution")
UNSHOWN = (
    "folded", "search", "body", "activity__summary", "activity__owner__short_name", "duty__institution__short_name",
    "answered__response__institution__short_name", "answered__response__reason", "answered__response__nowhere",
)  # fmt: skip
PASSED = {"duty_passed_on", "duty_handed_back"}
MOST_WAYS = 8  # of words that continue in others, drawn on one page
LED = ("into", "parts")  # the fields in which facts name where other words continue
ROW = PreparedObjects(
    lambda: Contribution.objects.filter(public_id=Slot("public_id")), related=PAGE_RELATIONS, without=UNSHOWN
)


@dataclass(frozen=True)
class ContributionPage:
    """Everything the page of a contribution shows.

    Attributes:
        answers_owed: the answers still to come; where words continue in others, those that are owed there.
        came: what continues in these words, by how it came (`_continuing_here`).
    """

    contribution: Contribution
    words_shown: bool
    open: bool
    body: SafeString
    about_url: str
    quoted_version: int | None
    steps: Sequence[Step]
    standing: Step
    next_step: Step | None
    earlier: Sequence[EarlierWords]
    answered_version: int | None
    response: Response | None
    answers_owed: Sequence[Step]
    comments: Page[Branch]
    detail: Any
    detail_template: str
    decision: Decision | None
    received_index: int | None
    verifier_key: str
    went: Sequence[Lineage]
    came: Mapping[str, Sequence[Lineage]]
    supporters: int


def contribution_page(public_id: str, *, at: datetime, after: str = "") -> ContributionPage | None:
    """Return the page of a contribution at a moment, or None; `after` is the key of its comments' page."""
    row = ROW.first(public_id=public_id)
    if row is None:
        return None
    way = way_of(row, today=local_date(at))
    steps = draw_way(way)
    onward = ways_onward(row, today=way.today) if row.continues else []
    if onward:
        steps = in_time([*steps, *steps_onward(onward)])
    is_led = any(is_lineage(fact) for fact in way.facts)
    is_public = row.state == State.PUBLISHED
    details = row.word_kind.detail([row.pk]) if is_public else {}
    earlier, open_now = _earlier(row), bool(is_open(row.activity, at))
    return ContributionPage(
        contribution=row,
        words_shown=is_public,
        open=is_public and open_now and not row.continues,
        body=mark_safe(row.body_html),  # noqa: S308 - rendered and cleaned on save
        about_url=row.about.url if row.about else "",
        quoted_version=_quoted_version(row),
        steps=steps,
        standing=next((step for step in reversed(steps) if not step.ahead), steps[0]),
        next_step=next((step for step in steps if step.ahead), None),
        earlier=earlier,
        answered_version=_answered_version(earlier, way.response),
        response=way.response,
        answers_owed=[step for one in (way, *(there for there, _since in onward)) if (step := answer_ahead(one))],
        comments=_comments(row, after, open_now=open_now),
        detail=details.get(row.pk),
        detail_template=row.word_kind.template,
        decision=way.decision,
        received_index=next((fact.index for fact in way.facts if fact.type == "contribution_received"), None),
        verifier_key=_key(),
        went=went_into(row.pk) if row.continues else [],
        came=_continuing_here(row) if is_led else {},
        supporters=supporters_with_merged(row.pk) if is_led else row.support_count,
    )


def _continuing_here(row: Contribution) -> dict[str, list[Lineage]]:
    """Return what continues in words, by how it came: `wholes` of which they are a part, own `parts`, `merged`."""
    ways: dict[str, list[Lineage]] = {}
    lines: list[Any] = [*came_into(row.pk)]  # with `whole_again`
    for line in lines:
        how = "wholes" if line.kind == LineageKind.SPLIT else "parts" if line.whole_again else "merged"
        ways.setdefault(how, []).append(line)
    return ways


def _earlier(row: Contribution) -> list[EarlierWords]:
    """Return the earlier wordings that stay, those that a moderator hid with their rule in words."""
    versions = earlier_words(row)
    return [
        replace(version, hidden_rule=str(HouseRule(version.hidden_rule).label)) if version.hidden_rule else version
        for version in versions
    ]


def _answered_version(earlier: Sequence[EarlierWords], response: Response | None) -> int | None:
    """Return the earlier version to which an answer was given, None when it was given to the present words."""
    if response is None or response.published_at is None or not earlier:
        return None
    last = earlier[0]
    if last.replaced_at is None or response.published_at > last.replaced_at:
        return None
    before = [words.version for words in earlier if words.public_at and words.public_at <= response.published_at]
    return max(before, default=None)


def _quoted_version(row: Contribution) -> int | None:
    """Return the version of the text in which the quoted sentences stand, None without any."""
    return OutcomeText.objects.values_list("version", flat=True).get(pk=row.quoted_id) if row.quoted_id else None


def _key() -> str:
    """Return the record's public key, "" until its first signature."""
    try:
        return str(verifier_key())
    except NotPublishedError:
        return ""


def _comments(row: Contribution, after: str, *, open_now: bool) -> Page[Branch]:
    if not row.comment_count:
        return Page([])
    read = replies_to if row.kind == COMMENT else comments_on
    return read(row.pk, takes_replies=open_now, after=after)


def _after(landings: Sequence[Landing]) -> list[Step]:
    """Return what followed in texts that the words changed; what is only promised has nothing yet.

    What lies ahead is of the texts that stand for themselves: of the others nothing is to come.
    """
    landed = {one.text.outcome_id: one.text.outcome for one in landings if one.landed_text_id is not None}
    steps = _after_in(landed.values())
    if not any(outcome.continues for outcome in landed.values()):
        return steps
    since = dict(outcomes_onward(landed.values()))
    onward = Outcome.objects.in_bulk([pk for pk in since if pk not in landed])
    steps = [step for step in steps if not step.ahead]
    for pk, outcome in onward.items():  # what the texts became has a way of its own
        steps += [step for step in _after_in([outcome]) if not step.ahead and moment_of(step) >= since[pk]]
    standing = [outcome for outcome in (*landed.values(), *onward.values()) if not outcome.continues]
    ahead = [step for step in _after_in(standing) if step.ahead]
    return [*steps, *ahead, *succession_steps(landed.values())]


def _after_in(outcomes: Iterable[Outcome]) -> list[Step]:
    return steps_after((outcome.kind, outcome.pk) for outcome in outcomes)


def way_of(row: Contribution, *, today: date) -> Way:
    """Return what the rooms know of a contribution's way; `row` carries its duty and answer (PAGE_RELATIONS)."""
    answered = getattr(row, "answered", None)
    response: Response | None = answered.response if answered else None
    landings: list[Landing] = list(landings_of(response.pk)) if response else []
    texts = list(ResponseText.objects.filter(response=response).order_by("version")) if response else []
    after = _after(landings)
    proofs = [step.proven_by for step in after if step.proven_by]
    own = {row.public_id, *([response.public_id] if response else [])}
    fields = ["contribution", "response", *LED, *(fact.field for fact in proofs)]
    recorded = facts_about([*own, *(fact.public_id for fact in proofs)], fields=fields)
    facts = [fact for fact in recorded if _names_any(fact, own)]
    return Way(
        contribution=row,
        duty=getattr(row, "duty", None),
        response=response,
        texts=texts,
        landings=landings,
        after=after,
        decision=latest_decision(row.pk) if row.state == State.HIDDEN else None,
        facts=facts,
        following=[fact for fact in recorded if fact not in facts],
        names=names_in(facts, titles={one.text.outcome.public_id: one.text.outcome.title for one in landings}),
        reasons=_reasons(row, facts),
        whole_received=_whole_received(row, facts),
        today=today,
    )


def _names_any(fact: RecordedFact, ids: Container[str]) -> bool:
    """Tell whether a fact is about one of these; what is about their text alone may be about others' words."""
    return any(id_ in ids for value in fact.subjects.values() for id_ in ([value] if isinstance(value, str) else value))


def _reasons(row: Contribution, facts: Sequence[RecordedFact]) -> dict[str, Localized]:
    """Return why the answer went from one institution to another, by the digests in facts; seldom asked."""
    reasons: dict[str, Localized] = {}
    if any(fact.type in PASSED for fact in facts):
        reasons |= dict(Passing.objects.filter(duty__contribution=row).values_list("digest", "reason"))
    if digests := [str(fact.data["reason"]) for fact in facts if is_lineage(fact) and "reason" in fact.data]:
        reasons |= dict(Lineage.objects.filter(digest__in=digests).values_list("digest", "reason"))
    return reasons


def _whole_received(row: Contribution, facts: Sequence[RecordedFact]) -> RecordedFact | None:
    """Return the receipt of the words of which these are a part; no statement for words that are none."""
    if not any(row.public_id in fact.subjects.get("parts", ()) for fact in facts):
        return None
    receipts = facts_about([first_whole(row.pk)], fields=["contribution"])
    return next((fact for fact in receipts if fact.type == "contribution_received"), None)


def is_lineage(fact: RecordedFact) -> bool:
    """Tell whether a fact is about words that continue in others."""
    return any(name in fact.subjects for name in LED)


def ways_onward(row: Contribution, *, today: date) -> list[tuple[Way, datetime]]:
    """Return the ways of those in which words continue, and since when they do.

    Of words that continue in more than `MOST_WAYS`, the way of the first; links lead to all.
    """
    since = dict(ways_on(row.pk)[:MOST_WAYS])
    rows = Contribution.objects.filter(pk__in=since).select_related(*PAGE_RELATIONS).defer(*UNSHOWN).order_by("pk")
    return [(way_of(there, today=today), since[there.pk]) for there in rows]


def steps_onward(ways: Sequence[tuple[Way, datetime]]) -> list[Step]:
    """Return what happened where words continue, from when they did, and what lies ahead there; named by where."""
    return [
        replace(step, title=_("%(step)s, in “%(where)s”") % {"step": step.title, "where": title_of(way.contribution)})
        for way, since in ways
        for step in draw_way(way)
        if step.ahead or _is_after(step, since)
    ]


def _is_after(step: Step, since: datetime) -> bool:
    """Tell whether a step came after words were led there; that they were is told by their own way."""
    told_already = step.proof is not None and (
        step.proof.type == "contribution_received" or (is_lineage(step.proof) and step.proof.at <= since)
    )
    return moment_of(step) >= since and not told_already


def title_of(row: Contribution) -> str:
    """Return by what words are named elsewhere: their title while they are public, else what they are."""
    title = row.title if row.state == State.PUBLISHED else ""
    return Truncator(title or f"{capfirst(str(row.word_kind.label))} {row.public_id}").chars(60)
