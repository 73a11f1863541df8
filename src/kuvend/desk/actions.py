"""Deeds of the desk that span rooms below: each calls their actions, whose rules decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.desk.queries.waiting import Filter, chosen_duties
from kuvend.foundation.outcomes.actions import open_for_comments
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.responses.actions import NotWhole, draft_response
from kuvend.foundation.responses.models import Response
from kuvend.participation.drafting.actions import SectionText, publish_draft


class NotOneAnswer(Exception):
    """What was chosen cannot be answered together; `reason` is shown to the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def begin_answer(*, actor: Actor, chosen: Filter, public_ids: Sequence[str] | None) -> Response:
    """Begin a draft for what was chosen: all that the filter finds (`public_ids` None) or single contributions.

    Raises:
        NotOneAnswer: when nothing that waits was chosen, or it belongs to several processes or institutions.
    """
    duties = chosen_duties(actor, chosen, public_ids)
    places = {(process_id, institution_id) for _contribution, process_id, institution_id in duties}
    if not places:
        raise NotOneAnswer(_("Choose at least one contribution that waits for an answer and is in no draft."))
    if len(places) > 1:
        raise NotOneAnswer(
            _("You chose from several processes or institutions. Choose one activity in the filter first.")
        )
    ((process_id, institution_id),) = places
    try:
        return draft_response(
            actor=actor,
            process=Process.objects.select_related("scope").get(pk=process_id),
            institution=Institution.objects.get(pk=institution_id),
            contribution_ids=[duty[0] for duty in duties],
        )
    except NotWhole as error:  # a colleague was quicker, or these are the own words
        raise NotOneAnswer(str(error)) from error


@transaction.atomic
def publish_for_comments(
    *,
    actor: Actor,
    activity: Activity,
    sections: Sequence[SectionText],
    outcomes: Sequence[Outcome],
    seen: str,
    at: datetime,
) -> None:
    """Publish a text in `activity` and put existing outcomes up beside it; both, or neither.

    Raises:
        NotAllowed: with the reason of the rule that refused; DraftChanged when the draft is not the one with the stamp
            `seen` any more.
    """
    if sections:
        publish_draft(actor=actor, activity=activity, sections=sections, seen=seen, at=at)
    open_for_comments(actor=actor, outcomes=outcomes, activity=activity, at=at)
