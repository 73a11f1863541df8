"""The stages of a plan on their way into the database. What was confirmed here is never taken back by a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.db.models import F

from kuvend.accountability.plans.actions.goals import Institutions
from kuvend.accountability.plans.actions.ordering import keep_actors
from kuvend.accountability.plans.actions.values import text
from kuvend.accountability.plans.models import GateItemDetail, StageDetail
from kuvend.engines.formats.plan import documents
from kuvend.engines.formats.plan.documents import UNKNOWN, GateEvidence
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import confirm_gate_item
from kuvend.foundation.processes.models import GateItem, Process, Stage

ASIDE = 1000  # numbers are moved here while they change places


def keep_stages(
    process: Process,
    given: Sequence[documents.Stage],
    institutions: Institutions,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep the stages in their order, with their conditions; evidence is named as anybody names it."""
    kept = list(Stage.objects.filter(process=process).order_by("number").values_list("key", flat=True))
    if kept != [stage.key for stage in given][: len(kept)]:
        Stage.objects.filter(process=process).update(number=F("number") + ASIDE)
    for number, stage in enumerate(given, start=1):
        row = _keep_stage(process, number, stage)
        for place, item in enumerate(stage.items, start=1):
            _keep_item(row, place, item, institutions, actor=actor, at=at)


def _keep_stage(process: Process, number: int, given: documents.Stage) -> Stage:
    stage, _made = Stage.objects.update_or_create(
        process=process,
        key=given.key,
        defaults={
            "number": number,
            "title": text(given.title),
            "from_date": given.from_date,
            "to_date": given.to_date,
        },
    )
    StageDetail.objects.update_or_create(stage=stage, defaults={"sources": list(given.sources)})
    return stage


def _keep_item(
    stage: Stage,
    number: int,
    given: documents.GateItem,
    institutions: Institutions,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    item, _made = GateItem.objects.update_or_create(
        stage=stage,
        key=given.key,
        defaults={
            "number": number,
            "side": given.gate,
            "text": text(given.text),
            "with_civil_society": given.with_civil_society,
            "computed": given.computed,
        },
    )
    keep_actors(item, [institutions[key] for key in given.actors])
    evidence = given.evidence if isinstance(given.evidence, GateEvidence) else None
    GateItemDetail.objects.update_or_create(
        item=item,
        defaults={
            "evidence_unknown": given.evidence is UNKNOWN,
            "evidence_simulated": bool(evidence and evidence.simulated),
            "evidence_date": evidence.day if evidence else None,
        },
    )
    if evidence and (item.evidence_title, item.evidence_url) != (text(evidence.title), evidence.url):
        moment = datetime.combine(evidence.day, time(12), UTC) if evidence.day else at
        confirm_gate_item(actor=actor, item=item, title=text(evidence.title), url=evidence.url, at=moment)
