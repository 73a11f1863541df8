"""The stages of a plan on their way into the database. What was confirmed here is never taken back by a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from django.db.models import F
from django.utils.translation import gettext as _

from kuvend.accountability.plans.document.actions.institutions import Institutions
from kuvend.accountability.plans.document.actions.ordering import keep_actors
from kuvend.accountability.plans.document.actions.values import text
from kuvend.accountability.plans.models import GateItemDetail, StageDetail
from kuvend.engines.formats.plan import documents
from kuvend.engines.formats.plan.documents import UNKNOWN, GateEvidence
from kuvend.foundation.core.text import Localized, in_every_language
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.processes.actions import confirm_gate_item, keep_calendar
from kuvend.foundation.processes.calendars import days_now, days_said, latest_calendar, replaced_days
from kuvend.foundation.processes.models import GateItem, Process, Stage

ASIDE = 1000  # numbers are moved here while they change places


def keep_stages(
    process: Process,
    stages: Sequence[documents.Stage],
    institutions: Institutions,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """Keep the stages in their order, with their conditions; evidence is named as anybody names it."""
    kept_keys = list(Stage.objects.filter(process=process).order_by("number").values_list("key", flat=True))
    if kept_keys != [stage.key for stage in stages][: len(kept_keys)]:
        Stage.objects.filter(process=process).update(number=F("number") + ASIDE)
    for number, stage in enumerate(stages, start=1):
        row = _keep_stage(process, number, stage)
        for place, item in enumerate(stage.items, start=1):
            _keep_item(row, place, item, institutions, actor=actor, at=at)
    _publish_days(process, actor=actor, at=at)


def _publish_days(process: Process, *, actor: Actor, at: datetime) -> None:
    """Publish the days of the stages where the file brought the first ones, or others than were published."""
    latest = latest_calendar(process)
    now, published = ([one for one in days if not one.activity_id] for days in (days_now(process), days_said(latest)))
    if now and now != published:
        keep_calendar(process, note=_note() if latest else Localized(), role=actor.role_in(process.scope.path), at=at)


def _note() -> Localized:
    return in_every_language(lambda _code: _("A new version of the plan’s file changed the days."))


def _keep_stage(process: Process, number: int, entry: documents.Stage) -> Stage:
    """Keep a stage; days that a deed here replaced since are not brought back by the file that named them first."""
    values = {"number": number, "title": text(entry.title), "from_date": entry.from_date, "to_date": entry.to_date}
    row = Stage.objects.filter(process=process, key=entry.key).first()
    if row and replaced_days(row, from_date=entry.from_date, to_date=entry.to_date):
        values |= {"from_date": row.from_date, "to_date": row.to_date}
    stage, _created = Stage.objects.update_or_create(process=process, key=entry.key, defaults=values)
    StageDetail.objects.update_or_create(stage=stage, defaults={"sources": list(entry.sources)})
    return stage


def _keep_item(
    stage: Stage,
    number: int,
    entry: documents.GateItem,
    institutions: Institutions,
    *,
    actor: Actor,
    at: datetime,
) -> None:
    item, _created = GateItem.objects.update_or_create(
        stage=stage,
        key=entry.key,
        defaults={
            "number": number,
            "side": entry.gate,
            "text": text(entry.text),
            "with_civil_society": entry.with_civil_society,
            "after_consultation": entry.after_consultation,
            "computed": entry.computed,
        },
    )
    keep_actors(item, [institutions[key] for key in entry.actors])
    evidence = entry.evidence if isinstance(entry.evidence, GateEvidence) else None
    GateItemDetail.objects.update_or_create(
        item=item,
        defaults={
            "evidence_unknown": entry.evidence is UNKNOWN,
            "evidence_simulated": bool(evidence and evidence.simulated),
            "evidence_date": evidence.day if evidence else None,
        },
    )
    if evidence and (item.evidence_title, item.evidence_url) != (text(evidence.title), evidence.url):
        moment = datetime.combine(evidence.day, time(12), UTC) if evidence.day else at
        confirm_gate_item(actor=actor, item=item, title=text(evidence.title), url=evidence.url, at=moment)
