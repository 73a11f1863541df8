"""What can be done with processes: people join them, stages open and close, activities are announced."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, repeat

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from kuvend.foundation.core.access import require
from kuvend.foundation.core.markdown import one_line
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes import facts, rules
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Activity, GateItem, Participant, Process, Stage
from kuvend.foundation.processes.pseudonyms import draw_longer_pseudonym, draw_pseudonym
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Subject

SHORT_TRIES, LONG_TRIES = 4, 8


def participant_in(process: Process, *, person_id: int) -> Participant:
    """Return the person's participant in `process`; the first time it is made, with a fresh pseudonym."""
    known = Participant.objects.filter(process=process, person_id=person_id).first()
    if known:
        return known
    for draw in chain(repeat(draw_pseudonym, SHORT_TRIES), repeat(draw_longer_pseudonym, LONG_TRIES)):
        try:
            with transaction.atomic():
                return Participant.objects.create(process=process, person_id=person_id, pseudonym=draw())
        except IntegrityError:  # the pseudonym is taken, or another request of this person was faster
            if known := Participant.objects.filter(process=process, person_id=person_id).first():
                return known
    raise RuntimeError("no free pseudonym was found")


@transaction.atomic
def show_name(*, person_id: int, process: Process, name: str, organisation: str = "") -> Participant:
    """Show `name` (and the organisation spoken for) instead of the pseudonym from now on; "" goes back to it.

    Raises:
        NotAllowed: when the name belongs to somebody else.
    """
    require(rules.may_show_name(one_line(name)))
    participant = participant_in(process, person_id=person_id)
    participant.shown_name, participant.organisation = one_line(name), one_line(organisation)
    participant.save(update_fields=["shown_name", "organisation"])
    return participant


@transaction.atomic
def confirm_gate_item(*, actor: Actor, item: GateItem, title: Localized, url: str = "", at: datetime) -> GateItem:
    """Name the evidence for a condition of a stage."""
    require(rules.may_run_process(actor, item.stage.process.scope))
    item.evidence_title, item.evidence_url, item.confirmed_at = title, url, at
    item.save(update_fields=["evidence_title", "evidence_url", "confirmed_at"])
    confirmed = facts.GateItemConfirmed(gate_item=Subject(item.public_id), stage=Subject(item.stage.public_id))
    put(confirmed, at=at, role=actor.role_in(item.stage.process.scope.path))
    return item


@transaction.atomic
def open_stage(*, actor: Actor, stage: Stage, at: datetime) -> Stage:
    """Open a stage whose opening conditions hold."""
    stage = Stage.objects.select_for_update().select_related("process__scope").get(pk=stage.pk)
    require(rules.may_open_stage(actor, stage, at))
    stage.state, stage.opened_at = StageState.OPEN, at
    stage.save(update_fields=["state", "opened_at"])
    opened = facts.StageOpened(stage=Subject(stage.public_id), process=Subject(stage.process.public_id))
    put(opened, at=at, role=actor.role_in(stage.process.scope.path))
    return stage


@transaction.atomic
def close_stage(*, actor: Actor, stage: Stage, at: datetime) -> Stage:
    """Close a stage whose closing conditions hold."""
    stage = Stage.objects.select_for_update().select_related("process__scope").get(pk=stage.pk)
    require(rules.may_close_stage(actor, stage, at))
    stage.state, stage.closed_at = StageState.CLOSED, at
    stage.save(update_fields=["state", "closed_at"])
    closed = facts.StageClosed(stage=Subject(stage.public_id), process=Subject(stage.process.public_id))
    put(closed, at=at, role=actor.role_in(stage.process.scope.path))
    return stage


@transaction.atomic
def publish_activity(*, actor: Actor, activity: Activity, at: datetime) -> Activity:
    """Keep a new activity (an unsaved row) and put its rules on record; without a key it gets one of its title.

    Raises:
        NotAllowed: when the actor does not run its scope, or scope, stage and times do not fit.
    """
    require(rules.may_publish_activity(actor, activity))
    activity.key = activity.key or _key_for(activity)
    activity.save(force_insert=True)
    published = facts.ActivityPublished(
        activity=Subject(activity.public_id),
        process=Subject(activity.process.public_id),
        kind=activity.kind,
        opens_at=activity.opens_at.isoformat(),
        closes_at=activity.closes_at.isoformat(),
        answer_working_days=activity.answer_working_days,
        moderation=activity.moderation,
    )
    put(published, at=at, role=actor.role_in(activity.scope.path))
    return activity


def _key_for(activity: Activity) -> str:
    """Return a key that no other activity has: two may have one title, so it ends with the public id."""
    return f"{slugify(activity.title.shown('en')[0])[:60]}-{activity.public_id}".lstrip("-")
