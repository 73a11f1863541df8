"""Answering: publish a draft to one or many, or to all of an activity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.access import require
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import NotWhole
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.openings import as_sealed, seal_openly
from kuvend.foundation.responses import facts, rules
from kuvend.foundation.responses.actions.drafting import locked, require_read
from kuvend.foundation.responses.actions.landing import begin_landings
from kuvend.foundation.responses.enums import DutyState, ResponseState
from kuvend.foundation.responses.models import Answered, Duty, Response, ResponseText
from kuvend.foundation.responses.prospects import changes_of
from kuvend.foundation.responses.queries import LANDING_RELATED, unanswered_in


@transaction.atomic
def publish_response(*, actor: Actor, response: Response, at: datetime) -> Response:
    """Publish a draft: each selected contribution that still waits gets this answer, its duty is met.

    Raises:
        NotAllowed: when the actor may not, or it is published already.
        ChangedMeanwhile: when words that it answers are no longer those that were read.
        NotWhole: when verdict, reason, landing or every contribution is missing.
    """
    response = locked(response)
    require(rules.may_edit_response(actor, response))
    published = _still_published(response)
    duties = _duties(response, published)
    require_read(response)
    rows = [duty.contribution for duty in duties]
    if response.activity:  # what becomes public from now on was read by nobody here
        rows = list(unanswered_in(response.activity).filter(pk__in=one_of(published)))
    newest = max((row.posted_at for row in rows), default=None)
    landings = list(response.landings.select_related(*LANDING_RELATED).order_by("pk"))
    changed = changes_of(landings, newest)
    if lacks := rules.missing_parts(response, len(rows), landings, changed=changed, today=local_date(at)):
        raise NotWhole(lacks)
    response.state, response.version, response.published_at = ResponseState.PUBLISHED, 1, at
    response.answer_count, response.holder, response.held_at = len(rows), None, None
    response.save(update_fields=["state", "version", "published_at", "answer_count", "holder", "held_at"])
    Answered.objects.bulk_create([Answered(contribution=row, response=response) for row in rows], batch_size=5000)
    Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(state=DutyState.MET, met_date=local_date(at))
    response.selections.all().delete()
    entries = _facts_of(response, keep_text(response, at), duties, at)
    if newest is not None:
        entries += begin_landings(response, landings, newest, at)
    put(*entries, at=at, role=actor.role_in(response.scope.path, Role.INSTITUTION_OFFICER))
    return response


def _still_published(response: Response) -> list[int]:
    """Lock what a draft answers, so that nothing is answered that was hidden or withdrawn a moment ago.

    Its duty lapses only when the fact of that is read. Locked as others do: words, the latest first, then duties.
    """
    rows = Contribution.objects.filter(state=State.PUBLISHED, continues=False)
    if response.activity_id is None:
        rows = rows.filter(pk__in=response.selections.values("contribution"))
    else:
        rows = rows.filter(activity=response.activity_id)
    return list(rows.select_for_update(no_key=True).order_by("-pk").values_list("pk", flat=True))


def _duties(response: Response, contribution_ids: Sequence[int]) -> list[Duty]:
    """Lock the open duties that a response meets."""
    duties = Duty.objects.select_for_update(of=("self",)).filter(
        contribution__in=one_of(contribution_ids), institution=response.institution, state=DutyState.OPEN
    )
    return list(duties.select_related("contribution__participant").order_by("pk"))


def sealed_words(response: Response, note: Localized | None = None) -> str:
    """Return the exact string that a response's digest seals: all that it says, as sealed JSON.

    The reason; why it is in no text yet, and why it was corrected, where it says so.
    """
    words = {"reason": response.reason, "nowhere": response.nowhere, "note": note or Localized()}
    return as_sealed({part: text for part, text in words.items() if part == "reason" or any(text.values())})


def keep_text(response: Response, at: datetime, note: Localized | None = None) -> ResponseText:
    """Keep what a response says now as its present version, sealed; `note` is why it was corrected."""
    sealed = seal_openly(sealed_words(response, note))
    return ResponseText.objects.create(
        response=response,
        version=response.version,
        verdict=response.verdict,
        reason=response.reason,
        note=note or Localized(),
        published_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )


def _facts_of(response: Response, text: ResponseText, duties: Sequence[Duty], at: datetime) -> list[FactData]:
    """Return the facts of a publication: the response, and each contribution or the activity that it answers."""
    subject, institution = Subject(response.public_id), Subject(response.institution.public_id)
    published = facts.ResponsePublished(
        response=subject,
        institution=institution,
        process=Subject(response.process.public_id),
        verdict=response.verdict,
        answers=response.answer_count,
        text=Digest(text.digest),
    )
    if response.activity is not None:
        return [published, _activity_answered(response, response.activity, at)]
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
    return [published, *answered]


def _activity_answered(response: Response, activity: Activity, at: datetime) -> FactData:
    due = activity.answer_to_all_date
    return facts.ActivityAnswered(
        activity=Subject(activity.public_id),
        response=Subject(response.public_id),
        institution=response.institution.public_id,
        verdict=response.verdict,
        answers=response.answer_count,
        due_date=due.isoformat(),
        working_days_late=max(0, working_days_between(due, local_date(at), country=settings.KUVEND_COUNTRY)),
    )
