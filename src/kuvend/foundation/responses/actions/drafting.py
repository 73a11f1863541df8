"""Drafts: begun, kept, taken over by a colleague, thrown away. What one draft holds no other can take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from kuvend.foundation.contributions.rules import own_words
from kuvend.foundation.core.access import NotAllowed, require
from kuvend.foundation.core.arrays import one_of
from kuvend.foundation.core.problems import NotWhole
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.responses import rules
from kuvend.foundation.responses.changing import stands_in
from kuvend.foundation.responses.enums import Verdict
from kuvend.foundation.responses.models import Landing, Response, Selection
from kuvend.foundation.responses.queries import (
    TEXT_RELATED,
    open_duties_among,
    owed_within,
    scopes_to_answer,
    unanswered_in,
    unread_in,
)


class NotInText(NotAllowed):
    """A passage does not stand in the version of the text that is named."""

    def __init__(self) -> None:
        super().__init__(_("These words do not stand in that version of the text. Choose them from it."))


class ChangedMeanwhile(NotAllowed):
    """Words that a draft answers are new, or changed, since its officer read them; nothing was published."""

    def __init__(self) -> None:
        super().__init__(
            _("Some of these words are new, or were changed after you read them. Read them, then publish.")
        )


class WrittenMeanwhile(NotAllowed):
    """Somebody wrote on the same answer since its page was drawn; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("This answer was changed meanwhile, in another window or by a colleague. Read it, then decide again.")
        )


class TextMeanwhile(WrittenMeanwhile):
    """The text that words go into has another version since its page was drawn; nothing was done."""

    def __init__(self) -> None:
        NotAllowed.__init__(
            self, _("The text has a new version since you opened this page. Read it, then decide again.")
        )


@dataclass(frozen=True)
class LandingPlace:
    """An outcome where words go: the passage of the version that was read (None: the present one), and by which day."""

    outcome: Outcome
    passage: Localized
    version: int | None = None
    due_date: date | None = None


@transaction.atomic
def draft_response(
    *, actor: Actor, process: Process, institution: Institution, contribution_ids: Sequence[int]
) -> Response:
    """Begin a response to those of `contribution_ids` whose answer the institution owes and that are in no draft.

    Its scope is the process's for an officer whose mandate holds there; for one of a policy goal or a component it
    is the scope of that mandate, and only what lies in it is answered. Nobody answers their own words.

    Raises:
        NotAllowed: when the actor is no officer of the institution in this process.
        NotWhole: when nothing is left to answer.
    """
    owed = open_duties_among(contribution_ids, institution, process).filter(selection__isnull=True)
    if actor.person_id is not None:
        owed = owed.exclude(own_words(actor.person_id))
    scopes = scopes_to_answer(actor, institution, process)
    scope = max(scopes, key=lambda one: owed.filter(owed_within(one.path)).count(), default=process.scope)
    require(rules.may_answer(actor, institution.pk, scope.path))
    response = _begin(actor, process=process, institution=institution, scope=scope)
    owed_versions = owed.filter(owed_within(scope.path)).order_by("pk").values_list("pk", "version")
    _hold(response, owed_versions)
    if not response.selections.exists():
        raise NotWhole({"selected": _("Nothing of this waits any more, or all of it is in a draft already.")})
    return response


@transaction.atomic
def draft_answer_to_all(*, actor: Actor, activity: Activity, at: datetime) -> Response:
    """Begin the one answer to all that was said in an activity; the draft that there is, is returned.

    Raises:
        NotAllowed: while it is open, or when the actor is no officer of the institution that asked.
    """
    activity = Activity.objects.select_for_update(of=("self",)).select_related("scope", "process").get(pk=activity.pk)
    require(rules.may_answer_activity(actor, activity, at))
    require(rules.may_answer_words_of(actor, activity))
    if begun := Response.objects.filter(activity=activity).first():
        return begun
    response = _begin(
        actor, process=activity.process, institution=activity.owner, scope=activity.scope, activity=activity
    )
    _hold(response, unanswered_in(activity).values_list("pk", "version"))
    return response


def _hold(response: Response, versions: Iterable[tuple[int, int]]) -> None:
    """Let a draft hold contributions (row ids) in the versions that were read; what another draft holds it leaves."""
    rows = [Selection(response=response, contribution_id=pk, version=version) for pk, version in versions]
    Selection.objects.bulk_create(rows, ignore_conflicts=True, batch_size=5000)  # a colleague may have been quicker


def _begin(actor: Actor, **where: object) -> Response:
    return Response.objects.create(holder_id=actor.person_id, held_at=Now(), **where)


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
    seen_versions: Mapping[int, int] | None = None,
    seen_draft: int | None = None,
) -> Response:
    """Keep what the officer wrote so far.

    Args:
        leave_out: contributions (row ids) that are taken out of the selection.
        seen_versions: for words that were shown anew, the version in which they were read, by row id.
        seen_draft: the version of the draft that the page showed; None where no page was drawn.

    Raises:
        NotAllowed: when the actor may not, or a colleague holds the draft.
        WrittenMeanwhile: when the draft was kept since the page was drawn.
        NotInText: when a passage does not stand in the version that it names.
        NotWhole: when there is no such verdict.
    """
    if verdict and verdict not in Verdict.values:
        raise NotWhole({"verdict": _("Choose a verdict.")})
    response = locked(response)  # somebody else of the institution may be publishing it
    require(rules.may_edit_response(actor, response))
    if seen_draft not in (None, response.draft_version):
        raise WrittenMeanwhile
    response.verdict, response.reason, response.nowhere = verdict, reason, nowhere
    response.draft_version += 1
    response.save(update_fields=["verdict", "reason", "nowhere", "draft_version"])
    response.selections.filter(contribution__in=list(leave_out)).delete()
    _keep_seen(response, seen_versions or {})
    response.landings.all().delete()
    Landing.objects.bulk_create([landing_at(response, place) for place in landings])
    return response


def _keep_seen(response: Response, seen_versions: Mapping[int, int]) -> None:
    """Keep the versions in which words were read; of an answer to all also of those that were new to it."""
    for contribution_id, version in seen_versions.items():
        response.selections.filter(contribution=contribution_id).update(version=version)
    if response.activity is not None and seen_versions:
        new = unanswered_in(response.activity).filter(pk__in=one_of(seen_versions)).values_list("pk", flat=True)
        _hold(response, [(pk, seen_versions[pk]) for pk in new])


def landing_at(response: Response, place: LandingPlace) -> Landing:
    """Return the landing of a response at a place, not saved yet.

    Raises:
        NotInText: when the passage does not stand in the version that is named.
    """
    version = place.outcome.version if place.version is None else place.version
    text = OutcomeText.objects.select_related(*TEXT_RELATED).filter(outcome=place.outcome, version=version).first()
    if text is None or (any(place.passage.values()) and not stands_in(place.passage, text)):
        raise NotInText
    return Landing(response=response, text=text, passage=place.passage, due_date=place.due_date)


@transaction.atomic
def take_over(*, actor: Actor, response: Response, at: datetime) -> Response:
    """Hold a draft from now on, in a colleague's place.

    Raises:
        NotAllowed: when the actor may not answer there, or it is published.
    """
    response = locked(response)
    require(rules.may_take_over(actor, response))
    response.holder_id, response.held_at = actor.person_id, at
    response.save(update_fields=["holder", "held_at"])
    return response


@transaction.atomic
def delete_draft(*, actor: Actor, response: Response, seen_draft: int | None = None) -> None:
    """Throw a draft away: what it was to answer waits again.

    Args:
        seen_draft: the version of the draft that the page showed; None where no page was drawn.

    Raises:
        NotAllowed: when the actor does not hold it, or it is published.
        WrittenMeanwhile: when the draft was kept since the page was drawn.
    """
    response = locked(response)
    require(rules.may_edit_response(actor, response))
    if seen_draft not in (None, response.draft_version):
        raise WrittenMeanwhile
    response.delete()


def locked(response: Response) -> Response:
    """Return a response as it is now, locked until the end of the transaction.

    Raises:
        NotAllowed: when a colleague has thrown it away.
    """
    related = ("institution", "process", "scope")
    row = Response.objects.select_for_update(of=("self",)).select_related(*related).filter(pk=response.pk).first()
    if row is None:
        raise NotAllowed(_("This draft was deleted."))
    return row


def require_read(response: Response) -> None:
    """Refuse to publish while a draft answers words that its officer has not read, or not in this version.

    Raises:
        ChangedMeanwhile: when there are such words.
    """
    if unread_in(response).exists():
        raise ChangedMeanwhile
