"""Who may answer, and what an answer must hold before it is published."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.rules import where_owed
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.words import letters
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.responses.enums import LANDS, ResponseState
from kuvend.foundation.responses.models import Duty, Response

# OGP's MR-4.1 asks for feedback on how a contribution was considered; what shows nothing says nothing.
REASON_LETTERS = 40


def may_answer(actor: Actor, institution_id: int, scope_path: str) -> Permission:
    """An officer answers for the own institution, within the scope of the mandate."""
    if actor.system or actor.holds(Role.INSTITUTION_OFFICER, scope=scope_path, institution_id=institution_id):
        return ALLOWED
    return refused(_("Only an officer of the institution that owes the answer may write it."))


def may_pass_on(actor: Actor, duty: Duty) -> Permission:
    """The institution that owes the answer, or the secretariat, passes it on."""
    scope = where_owed(duty.contribution.activity, duty.contribution.about).path
    if actor.holds(Role.SECRETARIAT, scope=scope):
        return ALLOWED
    return may_answer(actor, duty.institution_id, scope)


def may_edit_response(actor: Actor, response: Response) -> Permission:
    """A draft is the institution's own."""
    if response.state != ResponseState.DRAFT:
        return refused(_("This answer is published. It can be corrected, and the correction is shown."))
    return may_answer(actor, response.institution_id, response.scope.path)


def may_correct_response(actor: Actor, response: Response) -> Permission:
    """A published response is corrected by the institution that gave it."""
    if response.state != ResponseState.PUBLISHED:
        return refused(_("This answer is still a draft."))
    return may_answer(actor, response.institution_id, response.scope.path)


def missing_parts(response: Response, answers: int, landings: Sequence[object]) -> dict[str, str]:
    """Return what a response still lacks before it can be published: field → the sentence at that field."""
    lacks: dict[str, str] = {}
    if not response.verdict:
        lacks["verdict"] = str(_("Choose a verdict."))
    if max(map(letters, response.reason.values()), default=0) < REASON_LETTERS:
        lacks["reason"] = str(
            _("Give the reason in at least %(n)d letters, in one language at least.") % {"n": REASON_LETTERS}
        )
    if response.verdict in LANDS and not landings and not any(response.nowhere.values()):
        lacks["landings"] = str(_("Say where it landed, or write why nowhere."))
    if not answers:
        lacks["selected"] = str(_("Choose at least one contribution."))
    return lacks
