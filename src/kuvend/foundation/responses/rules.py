"""Who may answer, and what an answer must hold before it is published."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.rules import may_act_upon, may_act_upon_all, where_owed
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.words import letters
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.responses.enums import LANDS, OVER, PassingKind, ResponseState, Standing, Verdict
from kuvend.foundation.responses.models import Duty, Landing, Passing, Response

# OGP's MR-4.1 asks for feedback on how a contribution was considered; what shows nothing says nothing.
REASON_LETTERS = 40
SHORT_REASON_LETTERS = 15  # of why a duty is passed on, a proposal refused
UNDO = timedelta(hours=1)  # in which what was passed on can be taken back


def may_answer(actor: Actor, institution_id: int, scope_path: str) -> Permission:
    """An officer answers for the own institution, within the scope of the mandate."""
    if actor.system or actor.holds(Role.INSTITUTION_OFFICER, scope=scope_path, institution_id=institution_id):
        return ALLOWED
    return refused(_("Only an officer of the institution that owes the answer may write it."))


def may_pass_on(actor: Actor, duty: Duty) -> Permission:
    """The institution that owes the answer, or the secretariat, passes it on."""
    if not actor.holds(Role.SECRETARIAT, scope=_scope_of(duty)):
        return _may_move(actor, duty, duty.institution_id)
    return may_act_upon(actor, duty.contribution)


def _may_move(actor: Actor, duty: Duty, institution_id: int) -> Permission:
    """An officer of the institution moves a duty, unless the words are the own ones."""
    return may_answer(actor, institution_id, _scope_of(duty)) and may_act_upon(actor, duty.contribution)


def may_receive(duty: Duty, to: Institution, passings: Sequence[Passing]) -> Permission:
    """A duty goes to another institution, and never round in a circle.

    Args:
        passings: how the duty came where it is; those that were taken back do not count.
    """
    if duty.institution_id == to.pk:
        return refused(_("This institution owes the answer already."))
    if any(to.pk in (one.from_institution_id, one.to_institution_id) for one in passings if not one.taken_back_at):
        return refused(_("This institution has had it already. Hand it back with a reason, or answer it."))
    return ALLOWED


def may_leave(duty: Duty, draft: Response | None) -> Permission:
    """What an officer has in a draft is not passed on under the hand."""
    if draft is not None and draft.institution_id == duty.institution_id:
        return refused(_("It is in a draft. Take it out there first."))
    return ALLOWED


def may_take_back(actor: Actor, passings: Sequence[Passing], *, touched: bool, at: datetime) -> Permission:
    """Who passed it on takes it back within the hour, while the other institution has not begun.

    Args:
        passings: how the duty came where it is, the last one last.
        touched: whether the other institution has begun: it is in a draft, or a part of words split since.
    """
    last = passings[-1] if passings else None
    if last is None or last.kind != PassingKind.PASSED_ON or last.taken_back_at or at > last.passed_at + UNDO:
        return refused(_("It can be taken back within an hour only."))
    if not (permission := _may_move(actor, last.duty, last.from_institution_id)):
        return permission
    if touched:
        return refused(_("The other institution has begun with it."))
    return ALLOWED


def came_from(passings: Sequence[Passing]) -> Institution:
    """Return the institution from which a duty came last. Raises IndexError when it never moved."""
    return [one for one in passings if not one.taken_back_at][-1].from_institution


def may_hand_back(actor: Actor, duty: Duty, passings: Sequence[Passing]) -> Permission:
    """Who was passed a duty gives it back to the one before, once."""
    if not (permission := _may_move(actor, duty, duty.institution_id)):
        return permission
    standing = [one for one in passings if not one.taken_back_at]
    if not standing or standing[-1].to_institution_id != duty.institution_id:
        return refused(_("Nobody passed it on to your institution."))
    if any(one.kind == PassingKind.HANDED_BACK for one in standing):
        return refused(_("It was handed back once already. Now it is answered, or passed on to somebody else."))
    return ALLOWED


def _scope_of(duty: Duty) -> str:
    return where_owed(duty.contribution.activity, duty.contribution.about).path


def is_reason(reason: Localized) -> Permission:
    """A reason is given in all languages, in a sentence each."""
    if reason.missing():
        words = _("Give the reason in all languages, each in at least %(n)d letters.")
        return refused(words % {"n": SHORT_REASON_LETTERS})
    if min(map(letters, reason.values())) < SHORT_REASON_LETTERS:
        return refused(_("Give the reason in at least %(n)d letters.") % {"n": SHORT_REASON_LETTERS})
    return ALLOWED


def is_reason_in_one(reason: Localized) -> Permission:
    """A reason for those who read the words beside it is given in one language at least, in a sentence."""
    if max(map(letters, reason.values()), default=0) < SHORT_REASON_LETTERS:
        words = _("Give the reason in at least %(n)d letters, in one language at least.")
        return refused(words % {"n": SHORT_REASON_LETTERS})
    return ALLOWED


def owner_of(outcome: Outcome) -> Institution | None:
    """Return the institution whose text it is: its own one, else the owner of the activity it was put up in."""
    return outcome.institution or (outcome.activity.owner if outcome.activity else None)


def asks_for_yes(landing: Landing) -> bool:
    """Tell whether a landing lies in another institution's text, which must agree to it."""
    owner = owner_of(landing.text.outcome)
    return owner is not None and owner.pk != landing.response.institution_id


def may_name_again(outcome: Outcome, refused_landings: Sequence[Landing]) -> Permission:
    """What an institution refused is final: the same answer does not ask for a change of that text again."""
    if any(one.text.outcome_id == outcome.pk for one in refused_landings):
        return refused(_("The institution whose text it is refused a change there."))
    return ALLOWED


def may_decide_landing(actor: Actor, landing: Landing) -> Permission:
    """An officer of the institution whose text it is agrees to a proposed change, or refuses it.

    What comes of the own words is a colleague's to decide.
    """
    outcome = landing.text.outcome
    owner = owner_of(outcome)
    if landing.response.state != ResponseState.PUBLISHED or landing.standing != Standing.PROPOSED or owner is None:
        return refused(_("This proposal is decided already."))
    permission = may_answer(actor, owner.pk, outcome.scope.path)
    return permission and may_act_upon_answer(actor, landing.response)


def may_answer_activity(actor: Actor, activity: Activity, at: datetime) -> Permission:
    """Once it is closed, the institution that asked gives the one answer to all that was said there."""
    if activity.answers_owed:
        return refused(_("Here each contribution gets an answer of its own."))
    if activity.end > at:
        return refused(_("It is still open: the answer to all comes after closing."))
    return may_answer(actor, activity.owner_id, activity.scope.path)


def may_act_upon_answer(actor: Actor, response: Response) -> Permission:
    """Nobody writes, takes over, publishes or corrects for an institution what answers the own words."""
    answered = Q(answered__response=response) | Q(selection__response=response)
    if response.activity_id is not None:
        answered |= Q(activity=response.activity_id, state=State.PUBLISHED)
    return may_act_upon_all(actor, Contribution.objects.filter(answered))


def may_answer_words_of(actor: Actor, activity: Activity) -> Permission:
    """Nobody begins the answer to all where they spoke themselves."""
    return may_act_upon_all(actor, Contribution.objects.filter(activity=activity, state=State.PUBLISHED))


def may_edit_response(actor: Actor, response: Response) -> Permission:
    """A draft is written by the officer who holds it; a colleague takes it over first."""
    if response.state != ResponseState.DRAFT:
        return refused(_("This answer is published. It can be corrected, and the correction is shown."))
    if response.holder_id not in (None, actor.person_id) and not actor.system:
        return refused(_("A colleague holds this draft. Take it over first."))
    return _may_answer_with(actor, response)


def may_take_over(actor: Actor, response: Response) -> Permission:
    """Every officer who may answer takes a colleague's draft over."""
    if response.state != ResponseState.DRAFT:
        return refused(_("This answer is published. It can be corrected, and the correction is shown."))
    return _may_answer_with(actor, response)


def may_correct_response(actor: Actor, response: Response) -> Permission:
    """A published response is corrected by the institution that gave it."""
    if response.state != ResponseState.PUBLISHED:
        return refused(_("This answer is still a draft."))
    return _may_answer_with(actor, response)


def _may_answer_with(actor: Actor, response: Response) -> Permission:
    permission = may_answer(actor, response.institution_id, response.scope.path)
    return permission and may_act_upon_answer(actor, response)


def missing_parts(
    response: Response, answers: int, landings: Sequence[Landing], *, changed: Collection[int], today: date
) -> dict[str, str]:
    """Return what a response still lacks before it can be published: field → the sentence at that field.

    Args:
        answers: how many contributions it answers.
        landings: where it says the words go; what was refused or taken back leads nowhere.
        changed: the texts of those (row ids) that differ there already; the others need a day, today or later.
    """
    lacks: dict[str, str] = {}
    if response.verdict not in Verdict.values:
        lacks["verdict"] = str(_("Choose a verdict."))
    if max(map(letters, response.reason.values()), default=0) < REASON_LETTERS:
        lacks["reason"] = str(
            _("Give the reason in at least %(n)d letters, in one language at least.") % {"n": REASON_LETTERS}
        )
    leads_somewhere = any(one.standing not in OVER for one in landings)
    if response.verdict in LANDS and not leads_somewhere and not any(response.nowhere.values()):
        lacks["landings"] = str(_("Say where it landed, or why it is not in any text."))
    if any(one.text.outcome.continues for one in landings if one.text_id not in changed):
        lacks["landings"] = str(_("A text that you named continues elsewhere by now, or was left aside. Name another."))
    if any(not any(one.passage.values()) for one in landings if one.text_id not in changed):
        lacks["passage"] = str(_("Choose the sentences of the text that the words go into."))
    elif any(one.text_id not in changed and not _day_ahead(one, today) for one in landings):
        lacks["due_date"] = str(_("Nothing has changed there yet: name the day by which it will, today or later."))
    if not answers:
        lacks["selected"] = str(_("Choose at least one contribution."))
    return lacks


def _day_ahead(landing: Landing, today: date) -> bool:
    return landing.due_date is not None and not is_overdue(landing.due_date, on=today)
