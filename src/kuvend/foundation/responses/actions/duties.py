"""Duties: opened and lapsed as facts say; passed on by those who owe them, taken back within the hour, handed back."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from django.db import transaction

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import onward_of, sources_of
from kuvend.foundation.contributions.rules import may_act_upon_all, where_owed, who_owes
from kuvend.foundation.contributions.versions import require_seen
from kuvend.foundation.core.access import require
from kuvend.foundation.core.prepared import Prepared, PreparedObjects, codes_in
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.openings import as_sealed, seal_openly
from kuvend.foundation.responses import facts, rules
from kuvend.foundation.responses.enums import DutyState, PassingKind
from kuvend.foundation.responses.models import Duty, Passing, Selection
from kuvend.foundation.responses.queries import has_begun, in_a_draft, passings_of


def sealed_reason(reason: Localized) -> str:
    """Return the exact string that the digest of a reason seals: every language, as sealed JSON."""
    return as_sealed({"reason": reason})


@transaction.atomic
def pass_on(
    *, actor: Actor, contribution: Contribution, to: Institution, reason: Localized, at: datetime,
    seen_version: int | None = None,
) -> Passing:  # fmt: skip
    """Let another institution owe the answer, by the same day; the author is told why.

    Args:
        seen_version: the version of the words that was read; None where nobody read them on a page.

    Raises:
        NotAllowed: when the actor may not, the words are in a draft, the other one had them already, or no reason.
        WordsChanged: when the author changed the words since.
    """
    duty = _locked(contribution)
    require(may_act_upon_all(actor, Contribution.objects.filter(pk=contribution.pk)))
    if seen_version is not None:
        require_seen(duty.contribution, seen_version)
    require(rules.may_pass_on(actor, duty))
    require(rules.may_leave(duty, in_a_draft(contribution.pk)))
    require(rules.may_receive(duty, to, passings_of(duty)))
    require(rules.is_reason_in_one(reason))
    passing = _passing(duty, PassingKind.PASSED_ON, to, reason, at)
    passed = facts.DutyPassedOn(**_subjects(passing), reason=Digest(passing.digest))
    _put(actor, duty, passed, at)
    return passing


@transaction.atomic
def take_back(*, actor: Actor, contribution: Contribution, at: datetime) -> Duty:
    """Undo the last passing on: the institution that passed it on owes the answer again.

    Raises:
        NotAllowed: after an hour, once the other institution has begun, or when the actor may not.
    """
    duty = _locked(contribution)
    require(may_act_upon_all(actor, Contribution.objects.filter(pk=contribution.pk)))
    passings = passings_of(duty)
    require(rules.may_take_back(actor, passings, touched=has_begun(contribution.pk, passings), at=at))
    passing = passings[-1]
    passing.taken_back_at = at
    passing.save(update_fields=["taken_back_at"])
    duty.institution = passing.from_institution
    duty.save(update_fields=["institution"])
    fact = facts.DutyTakenBack(
        contribution=Subject(contribution.public_id),
        institution=Subject(passing.from_institution.public_id),
        from_institution=Subject(passing.to_institution.public_id),
    )
    _put(actor, duty, fact, at)
    return duty


@transaction.atomic
def hand_back(*, actor: Actor, contribution: Contribution, reason: Localized, at: datetime) -> Passing:
    """Give a duty back to the institution that passed it on, once, with a reason that the author reads.

    Raises:
        NotAllowed: when nobody passed it on, it was handed back before, it is in a draft, or no reason is given.
    """
    duty = _locked(contribution)
    require(may_act_upon_all(actor, Contribution.objects.filter(pk=contribution.pk)))
    passings = passings_of(duty)
    require(rules.may_hand_back(actor, duty, passings))
    require(rules.may_leave(duty, in_a_draft(contribution.pk)))
    require(rules.is_reason_in_one(reason))
    passing = _passing(duty, PassingKind.HANDED_BACK, rules.came_from(passings), reason, at)
    _put(actor, duty, facts.DutyHandedBack(**_subjects(passing), reason=Digest(passing.digest)), at)
    return passing


def _passing(duty: Duty, kind: str, to: Institution, reason: Localized, at: datetime) -> Passing:
    """Keep how a duty goes to another institution, and let it owe the answer."""
    sealed = seal_openly(sealed_reason(reason))
    passing = Passing.objects.create(
        duty=duty,
        kind=kind,
        from_institution=duty.institution,
        to_institution=to,
        reason=reason,
        passed_at=at,
        salt=sealed.salt,
        digest=sealed.digest,
    )
    duty.institution = to
    duty.save(update_fields=["institution"])
    return passing


def _subjects(passing: Passing) -> dict[str, Subject]:
    return {
        "contribution": Subject(passing.duty.contribution.public_id),
        "from_institution": Subject(passing.from_institution.public_id),
        "to_institution": Subject(passing.to_institution.public_id),
    }


def _locked(contribution: Contribution) -> Duty:
    rows = Duty.objects.select_for_update(of=("self",)).select_related(
        "institution", "contribution__activity__scope", "contribution__about__scope", "contribution__participant"
    )
    return rows.get(contribution=contribution, state=DutyState.OPEN)


def _put(actor: Actor, duty: Duty, fact: FactData, at: datetime) -> None:
    scope = where_owed(duty.contribution.activity, duty.contribution.about).path
    put(fact, at=at, role=actor.role_in(scope, Role.INSTITUTION_OFFICER))


def open_duties(contribution_ids: Sequence[str]) -> int:
    """Open the duty of each published contribution (public ids) that is owed an answer; returns how many were new."""
    rows = OWED.objects(ids=list(contribution_ids))
    duties = [
        Duty(
            contribution=row,
            institution=who_owes(row.activity, row.about),
            due_date=row.answer_due_date,
        )
        for row in rows
        if row.answer_due_date
    ]
    if duties:
        Duty.objects.bulk_create(duties, ignore_conflicts=True, batch_size=1000)
    lapsed = [pk for (pk,) in LAPSED.rows(ids=list(contribution_ids))]
    if lapsed:
        Duty.objects.filter(pk__in=lapsed, state=DutyState.LAPSED).update(state=DutyState.OPEN)
    return len(duties)


OWED = PreparedObjects(
    lambda: Contribution.objects.filter(
        public_id__in=codes_in("ids"),
        state=State.PUBLISHED,
        continues=False,
        answer_due_date__isnull=False,
        duty__isnull=True,
    ),
    related=("activity__owner", "about__institution"),
    without=("folded", "search"),
)
LAPSED = Prepared(
    lambda: Duty.objects.filter(
        contribution__public_id__in=codes_in("ids"),
        contribution__state=State.PUBLISHED,
        state=DutyState.LAPSED,
        contribution__continues=False,
    ).values_list("pk")
)


def lapse_duties(contribution_ids: Sequence[str]) -> int:
    """Let the open duties of contributions lapse that are not public or continue in others; returns how many did."""
    if not contribution_ids:
        return 0
    rows = Contribution.objects.filter(public_id__in=contribution_ids)
    ended = list(rows.exclude(state=State.PUBLISHED, continues=False).values_list("pk", flat=True))
    Selection.objects.filter(contribution__in=ended).delete()
    return Duty.objects.filter(contribution__in=ended, state=DutyState.OPEN).update(state=DutyState.LAPSED)


def owe_parts(*, whole: str, parts: Sequence[str]) -> None:
    """Let the institution that owed the answer to split words owe those to the parts (public ids), as it came there.

    The parts went the way of the whole: they are handed back to where it came from, and go to nobody who had it. Nobody
    takes them back: who split them has begun (`has_begun`).
    """
    owing = Duty.objects.filter(contribution__public_id=whole).first()
    if owing is None:
        return
    passings = Passing.objects.filter(duty=owing, taken_back_at=None).order_by("passed_at", "pk")
    duties = list(Duty.objects.filter(contribution__public_id__in=parts, passings__isnull=True).order_by("pk"))
    moved = [duty.pk for duty in duties if duty.institution_id != owing.institution_id]
    Duty.objects.filter(pk__in=moved).update(institution=owing.institution_id)
    Passing.objects.bulk_create([_same_way(passing, duty) for passing in passings for duty in duties])


def _same_way(passing: Passing, duty: Duty) -> Passing:
    way = copy(passing)
    way.pk, way.duty = None, duty
    return way


def share_due_dates(contribution_ids: Sequence[str]) -> None:
    """Let the duty of words (public ids), and of all in which these continue, be due by the earliest day.

    That is the day that they, or words merged into them, had: whoever is merged waits no longer than before. Once that
    is undone the day is again the own one, wherever on the way it was undone.
    """
    led_ids = set(Contribution.objects.filter(public_id__in=contribution_ids).values_list("pk", flat=True))
    rows = Duty.objects.select_for_update(of=("self",)).select_related("contribution")
    moving = rows.filter(contribution__in=led_ids | onward_of(led_ids)).exclude(state=DutyState.MET)
    duties = list(moving.order_by("pk"))
    sources = sources_of([duty.contribution_id for duty in duties])
    merged = {pk for group in sources.values() for pk in group}
    days = dict(Contribution.objects.filter(pk__in=merged).values_list("pk", "answer_due_date"))
    for duty in duties:
        own = duty.contribution.answer_due_date
        days_of = (own, *(days[pk] for pk in sources.get(duty.contribution_id, ())))
        due = min((day for day in days_of if day), default=duty.due_date)
        if due != duty.due_date:
            Duty.objects.filter(pk=duty.pk).update(due_date=due)
