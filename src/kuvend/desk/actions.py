"""Deeds of the desk that span rooms below: each calls their actions, whose rules decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.desk.queries.waiting import Filter, chosen_duties
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.actions import NotWhole, draft_response, pass_on
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Passing, Response

NOTHING_CHOSEN = _("Choose at least one contribution that waits for an answer and is in no draft.")


class NotOneAnswer(Exception):
    """What was chosen cannot be answered together; `reason` is shown to the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


def begin_answer(*, actor: Actor, narrowing: Filter, public_ids: Sequence[str] | None) -> Response:
    """Begin a draft for what was chosen: all that the filter finds (`public_ids` None) or single contributions.

    Raises:
        NotOneAnswer: when nothing that waits was chosen, or it belongs to several processes or institutions.
    """
    duties = chosen_duties(actor, narrowing, public_ids)
    places = {(process_id, institution_id) for _contribution, process_id, institution_id in duties}
    if not places:
        raise NotOneAnswer(NOTHING_CHOSEN)
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
def pass_all_on(
    *, actor: Actor, seen_versions: Mapping[str, int], to: Institution, reason: Localized, at: datetime
) -> list[Passing]:
    """Let another institution owe the answers to several contributions, for one reason: to all of them or to none.

    Args:
        seen_versions: the version of the words that was read, by the public id of the contribution.

    Raises:
        NotAllowed: when one of them may not be passed on (see `pass_on`); WordsChanged when its words are new.
    """
    rows = Contribution.objects.filter(public_id__in=list(seen_versions), duty__state=DutyState.OPEN).order_by("pk")
    return [
        pass_on(actor=actor, contribution=row, to=to, reason=reason, seen_version=seen_versions[row.public_id], at=at)
        for row in rows
    ]
