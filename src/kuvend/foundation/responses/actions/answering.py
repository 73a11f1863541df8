"""Answering: draft a response, select, publish it to one or many, correct it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import require
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.openings import seal_openly
from kuvend.foundation.responses import facts, rules
from kuvend.foundation.responses.enums import TAKES_NOTHING_UP, DutyState, ResponseState
from kuvend.foundation.responses.models import Answered, Duty, Landing, Response, ResponseText
from kuvend.foundation.responses.queries import open_duties_among, owed_within, scopes_to_answer


class NotWhole(Exception):
    """A response lacks parts; `lacks` maps each field to the sentence shown at it."""

    def __init__(self, lacks: dict[str, str]) -> None:
        super().__init__("; ".join(lacks.values()))
        self.lacks = lacks


@dataclass(frozen=True)
class LandingPlace:
    """An outcome where words went, and the passage if it can be named."""

    outcome: Outcome
    passage: Localized


@transaction.atomic
def draft_response(
    *, actor: Actor, process: Process, institution: Institution, contribution_ids: Sequence[int]
) -> Response:
    """Begin a response to those of `contribution_ids` whose answer the institution owes.

    Its scope is the process's for an officer whose mandate holds there; for one of a policy goal or a component it
    is the scope of that mandate, and only what lies in it is answered.

    Raises:
        NotAllowed: when the actor is no officer of the institution in this process.
    """
    owed = open_duties_among(contribution_ids, institution, process)
    scopes = scopes_to_answer(actor, institution, process)
    scope = max(scopes, key=lambda one: owed.filter(owed_within(one.path)).count(), default=process.scope)
    require(rules.may_answer(actor, institution.pk, scope.path))
    response = Response.objects.create(process=process, institution=institution, scope=scope)
    response.selected.set(owed.filter(owed_within(scope.path)))
    return response


@transaction.atomic
def keep_draft(
    *,
    actor: Actor,
    response: Response,
    verdict: str,
    reason: Localized,
    nowhere: Localized,
    landings: Sequence[LandingPlace],
    leave_out: Iterable[int] = (),
) -> Response:
    """Keep what the officer wrote so far; contributions in `leave_out` are taken out of the selection."""
    response = _locked(response)  # somebody else of the institution may be publishing it
    require(rules.may_edit_response(actor, response))
    response.verdict, response.reason, response.nowhere = verdict, reason, nowhere
    response.save(update_fields=["verdict", "reason", "nowhere"])
    response.selected.remove(*leave_out)
    response.landings.all().delete()
    Landing.objects.bulk_create(
        [Landing(response=response, text=_text(place), passage=place.passage) for place in landings]
    )
    return response


def _locked(response: Response) -> Response:
    related = ("institution", "process", "scope")
    return Response.objects.select_for_update(of=("self",)).select_related(*related).get(pk=response.pk)


def _text(place: LandingPlace) -> OutcomeText:
    return OutcomeText.objects.get(outcome=place.outcome, version=place.outcome.version)


@transaction.atomic
def publish_response(*, actor: Actor, response: Response, at: datetime) -> Response:
    """Publish a draft: each selected contribution that still waits gets this answer, its duty is met.

    Raises:
        NotAllowed: when the actor may not, or it is published already.
        NotWhole: when verdict, reason, landing or every contribution is missing.
    """
    response = _locked(response)
    require(rules.may_edit_response(actor, response))
    chosen = one_of(_still_published(response))
    duties = list(
        Duty.objects.select_for_update(of=("self",))
        .filter(contribution__in=chosen, institution=response.institution, state=DutyState.OPEN)
        .select_related("contribution")
        .order_by("pk")
    )
    landings = list(response.landings.select_related("text__outcome"))
    if lacks := rules.missing_parts(response, len(duties), landings):
        raise NotWhole(lacks)
    response.state, response.version, response.published_at = ResponseState.PUBLISHED, 1, at
    response.answer_count = len(duties)
    response.save(update_fields=["state", "version", "published_at", "answer_count"])
    Answered.objects.bulk_create([Answered(contribution=duty.contribution, response=response) for duty in duties])
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(state=DutyState.MET, met_date=local_date(at))
    response.selected.clear()
    for landing in landings:
        Outcome.objects.filter(pk=landing.text.outcome_id).update(landing_count=F("landing_count") + len(duties))
    text = _keep_text(response, at)
    put(
        *_facts_of(response, text, duties, landings, at),
        at=at,
        role=actor.role_in(response.scope.path, Role.INSTITUTION_OFFICER),
    )
    return response


def _still_published(response: Response) -> list[int]:
    """Lock what a draft answers, so that nothing is answered that was hidden or withdrawn a moment ago.

    Its duty lapses only when the fact of that is read. Locked as others do: words, the latest first, then duties.
    """
    rows = Contribution.objects.filter(pk__in=response.selected.values("pk"), state=State.PUBLISHED)
    return list(rows.select_for_update(no_key=True).order_by("-pk").values_list("pk", flat=True))


def sealed_words(response: Response) -> str:
    """Return the exact string that a response's digest seals: its reason in every language, one a line."""
    return "\n".join(f"{code}: {text}" for code, text in sorted(response.reason.items()))


def _keep_text(response: Response, at: datetime) -> ResponseText:
    sealed = seal_openly(sealed_words(response))
    return ResponseText.objects.create(
        response=response,
        version=response.version,
        verdict=response.verdict,
        reason=response.reason,
        published_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _facts_of(
    response: Response, text: ResponseText, duties: Sequence[Duty], landings: Sequence[Landing], at: datetime
) -> list[FactData]:
    """Return the facts of a publication: the response, each contribution answered, each landing."""
    subject, institution = Subject(response.public_id), Subject(response.institution.public_id)
    published = facts.ResponsePublished(
        response=subject,
        institution=institution,
        process=Subject(response.process.public_id),
        verdict=response.verdict,
        answers=len(duties),
        text=Digest(text.digest),
    )
    answered = [
        facts.ContributionAnswered(
            contribution=Subject(duty.contribution.public_id),
            response=subject,
            institution=institution,
            verdict=response.verdict,
            due_date=duty.due_date.isoformat(),
            working_days_late=max(
                0, working_days_between(duty.due_date, local_date(at), country=settings.KUVEND_COUNTRY)
            ),
        )
        for duty in duties
    ]
    landed = [
        facts.WordsLanded(
            response=subject, outcome=Subject(landing.text.outcome.public_id), version=landing.text.version
        )
        for landing in landings
    ]
    return [published, *answered, *landed]


def _take_landings_back(response: Response) -> None:
    for landing in response.landings.select_related("text"):
        places = Outcome.objects.filter(pk=landing.text.outcome_id)
        places.update(landing_count=F("landing_count") - response.answer_count)
    response.landings.all().delete()


@transaction.atomic
def correct_response(*, actor: Actor, response: Response, verdict: str, reason: Localized, at: datetime) -> Response:
    """Publish a new version of a response; the earlier ones stay readable beside it.

    Under a verdict that takes nothing up the words are no longer said to have gone anywhere.

    Raises:
        NotAllowed: when the actor may not, or the response is still a draft.
        NotWhole: when the verdict, the reason or a landing is missing.
    """
    response = _locked(response)
    require(rules.may_correct_response(actor, response))
    response.verdict, response.reason = verdict, reason
    lacks = rules.missing_parts(response, response.answer_count, list(response.landings.all()))
    if lacks:
        raise NotWhole(lacks)
    if verdict in TAKES_NOTHING_UP:
        _take_landings_back(response)
    response.version += 1
    response.save(update_fields=["verdict", "reason", "version"])
    text = _keep_text(response, at)
    corrected = facts.ResponseCorrected(
        response=Subject(response.public_id),
        institution=Subject(response.institution.public_id),
        version=response.version,
        verdict=verdict,
        text=Digest(text.digest),
    )
    put(corrected, at=at, role=actor.role_in(response.scope.path, Role.INSTITUTION_OFFICER))
    return response
