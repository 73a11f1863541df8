"""The two plans: each is published several times, and its stages open and close as their conditions hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from kuvend.accountability.plans.demonstration import documents
from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.models import PlanInstitution
from kuvend.engines.formats.plan.documents import Commitment, GateEvidence, GateItem, PlanDocument, Stage
from kuvend.foundation.core.text import Localized
from kuvend.foundation.demonstration.data import Entry
from kuvend.foundation.demonstration.days import at as moment
from kuvend.foundation.demonstration.people import appoint_officers, give_printed_mandates
from kuvend.foundation.demonstration.timeline import Event
from kuvend.foundation.demonstration.world import SECRETARIAT, World
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes import models
from kuvend.foundation.processes.actions import close_stage, confirm_gate_item, open_stage, publish_stage_calendar
from kuvend.foundation.processes.enums import GateSide


def plan_events(world: World, file: Entry, document: PlanDocument, scopes: Iterable[str]) -> Iterator[Event]:
    """Yield the publications of a plan; with the first one its officials get the mandates in `scopes`."""
    days = {name: world.days.day(day) for name, day in file["versions"].items()}
    yield Event(moment(days["begun"], 9), partial(_begin, world, documents.begun(document), scopes))
    yield Event(moment(days["working_draft"], 9), partial(_publish, world, documents.working_draft(document)))
    yield Event(moment(days["whole"], 8, 30), partial(_publish, world, document))
    if "revised" in days:
        yield Event(moment(days["revised"], 9), partial(_publish, world, documents.revised(document)))
        yield Event(moment(days["revised"], 12), partial(_publish_days, world, document.key))


def _begin(world: World, document: PlanDocument, scopes: Iterable[str], at: datetime) -> None:
    import_plan(actor=HOUSE, document=document, at=at)
    give_printed_mandates(world, scopes, at)
    listed = PlanInstitution.objects.filter(plan__process__key=document.key).values("institution")
    appoint_officers(world, Institution.objects.filter(pk__in=listed).order_by("pk"), at)


def _publish(world: World, document: PlanDocument, at: datetime) -> None:
    commitments = tuple(_with_ids(world, one) for one in document.commitments)
    import_plan(actor=world.actor(SECRETARIAT, at), document=replace(document, commitments=commitments), at=at)


def _publish_days(world: World, key: str, at: datetime) -> None:
    """Publish the days anew, with the ways to take part that were announced in the meantime."""
    note = Localized(
        sq="U shtuan mënyrat e pjesëmarrjes që janë njoftuar deri tani.",
        en="The ways to take part that have been announced so far were added.",
    )
    publish_stage_calendar(actor=world.actor(SECRETARIAT, at), process=world.process(key), note=note, at=at)


def _with_ids(world: World, commitment: Commitment) -> Commitment:
    """Return a commitment that names the ideas it came from by their public ids, where the file has their keys.

    A house without the room of these words has none to name.
    """
    keys = commitment.details.contributions
    if not isinstance(keys, tuple):
        return commitment
    ids = tuple(world.contribution(key).public_id for key in keys if key in world.contribution_ids)
    return replace(commitment, details=replace(commitment.details, contributions=ids))


def stage_events(world: World, document: PlanDocument) -> Iterator[Event]:
    """Yield what happens to the stages of a plan: evidence is named, they open, they close."""
    for stage in document.stages:
        for item in stage.items:
            if isinstance(item.evidence, GateEvidence):
                hour = 8 if item.gate == GateSide.OPENS else 15
                confirm = partial(_confirm, world, document.key, item.key, item.evidence)
                yield Event(moment(_proven_date(stage, item), hour), confirm)
        if _holds(stage, GateSide.OPENS):
            first = max([stage.from_date, *(_proven_date(stage, one) for one in _items(stage, GateSide.OPENS))])
            yield Event(moment(first, 10), partial(_open, world, document.key, stage.key))
        if _holds(stage, GateSide.CLOSES):
            after = stage.to_date + timedelta(days=1)
            yield Event(moment(after, 9), partial(_close, world, document.key, stage.key))


def _items(stage: Stage, side: str) -> list[GateItem]:
    return [item for item in stage.items if item.gate == side]


def _holds(stage: Stage, side: str) -> bool:
    return all(isinstance(item.evidence, GateEvidence) for item in _items(stage, side))


def _proven_date(stage: Stage, item: GateItem) -> date:
    """Return the day of an item's evidence; without one, the eve of the stage or a day of its own within it."""
    if isinstance(item.evidence, GateEvidence) and item.evidence.day:
        return item.evidence.day
    if item.gate == GateSide.OPENS:
        return stage.from_date - timedelta(days=1)
    place = stage.items.index(item) + 1
    return stage.from_date + (stage.to_date - stage.from_date) * place / (len(stage.items) + 1)


def _confirm(world: World, process: str, key: str, evidence: GateEvidence, at: datetime) -> None:
    item = models.GateItem.objects.select_related("stage__process__scope").get(stage__process__key=process, key=key)
    title = Localized(evidence.title)
    confirm_gate_item(actor=world.actor(SECRETARIAT, at), item=item, title=title, url=evidence.url, at=at)


def _stage(process: str, key: str) -> models.Stage:
    return models.Stage.objects.get(process__key=process, key=key)


def _open(world: World, process: str, key: str, at: datetime) -> None:
    open_stage(actor=world.actor(SECRETARIAT, at), stage=_stage(process, key), at=at)


def _close(world: World, process: str, key: str, at: datetime) -> None:
    close_stage(actor=world.actor(SECRETARIAT, at), stage=_stage(process, key), at=at)
