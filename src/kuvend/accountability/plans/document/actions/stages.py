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
    _publish_days(process, actor=actor, at=at)


def _publish_days(process: Process, *, actor: Actor, at: datetime) -> None:
    """Publish the days of the stages where the file brought the first ones, or others than were published."""
    latest = latest_calendar(process)
    now, said = ([one for one in days if not one.activity_id] for days in (days_now(process), days_said(latest)))
    if now and now != said:
        keep_calendar(process, note=_note() if latest else Localized(), role=actor.role_in(process.scope.path), at=at)


def _note() -> Localized:
    return in_every_language(lambda _code: _("A new version of the plan’s file changed the days."))


def _keep_stage(process: Process, number: int, given: documents.Stage) -> Stage:
    """Keep a stage; days that a deed here replaced since are not brought back by the file that named them first."""
    values = {"number": number, "title": text(given.title), "from_date": given.from_date, "to_date": given.to_date}
    kept = Stage.objects.filter(process=process, key=given.key).first()
    if kept and replaced_days(kept, from_date=given.from_date, to_date=given.to_date):
        values |= {"from_date": kept.from_date, "to_date": kept.to_date}
    stage, _made = Stage.objects.update_or_create(process=process, key=given.key, defaults=values)
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
            "after_consultation": given.after_consultation,
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
