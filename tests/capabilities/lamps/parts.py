"""What lamps tell on pages that are not theirs: of an institution, a process, a stage, the calendar, open data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.urls import reverse

from kuvend.engines.formats.papers.tree import PaperDocument, paragraph
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.datasets.bundles import Bundle
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.datasets.papers import Paper
from kuvend.foundation.outcomes.sorts import OutcomeSort
from kuvend.foundation.people.institution_parts import InstitutionFigure, InstitutionPart
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.calendar_parts import CalendarPart, CalendarSpan, ProcessDay
from kuvend.foundation.processes.limits import DayLimit
from kuvend.foundation.processes.models import GateItem, Process, Stage
from kuvend.foundation.processes.process_pages import ProcessPage
from kuvend.foundation.processes.stage_notes import EvidenceNote, StageNotes
from kuvend.foundation.record.cursors import Reaction
from kuvend.foundation.record.facts import RecordedFact
from tests.capabilities.lamps.facts import LampRepaired
from tests.capabilities.lamps.models import Lamp, LampRegister, Watch

LAMP_RULE = OutcomeSort(name="lamp_rule", label="rule on lamps", page="rule_on_lamps")


def lamps_burn(stage: Stage, at: datetime) -> bool:
    """Hold when no lamp is out of which somebody wrote in the stage's process."""
    return not Lamp.objects.filter(said__activity__process=stage.process_id, repaired_at=None).exists()


def dark_days(process: Process, today: date) -> Sequence[DayLimit]:
    """Return the day after which a process runs into the nights without lamps."""
    rows = LampRegister.objects.filter(process=process)
    return [DayLimit(row.winter_date, Localized(sq="Netët janë të errëta.", en="The nights are dark.")) for row in rows]


def _unwatch(facts: list[RecordedFact]) -> None:
    """Nobody waits any more for a lamp that burns."""
    Watch.objects.filter(lamp__public_id__in=[fact.subjects["lamp"] for fact in facts]).delete()


UNWATCH = Reaction(name="unwatch_lamps", fact_types=frozenset({LampRepaired.type}), react=_unwatch)


def _owed_by(institution: Institution, at: datetime) -> int | None:
    return Lamp.objects.filter(repair__institution=institution, repaired_at=None).count() or None


def _owed_counts() -> Mapping[int, int]:
    owed = Lamp.objects.filter(repaired_at=None)
    return dict(owed.values_list("repair__institution_id").annotate(n=Count("pk")))


OF_AN_INSTITUTION = InstitutionPart(order=20, template="lamps/parts/institution.html", data=_owed_by)
OWED = InstitutionFigure(label="lamps owed", counts=_owed_counts)
REGISTER = ProcessPage(
    related="lamp_register", url_name="lamp_register", latest="latest_lamps", invitation="Read the register of lamps"
)


def evidence_of_lamps(stage: Stage, items: Sequence[GateItem]) -> StageNotes:
    """Say that nothing is known of lamps while none was ever repaired."""
    silent = not Lamp.objects.filter(repaired_at__isnull=False).exists()
    about = [item for item in items if item.computed == "lamps_burn"]
    return StageNotes(evidence={item.pk: EvidenceNote(unknown=silent) for item in about})


def _days(processes: Sequence[Process], today: date) -> list[ProcessDay]:
    rows = Lamp.objects.filter(said__activity__process__in=processes).select_related("said__activity__process")
    return [
        ProcessDay(
            f"lamp-{lamp.public_id}", local_date(lamp.reported_at), "A lamp went out", lamp.place,
            reverse("lamp", args=[lamp.public_id]), lamp.said.activity.process.title,
        )
        for lamp in rows
    ]  # fmt: skip


def _dark(processes: Sequence[Process], today: date) -> list[CalendarSpan]:
    rows = LampRegister.objects.filter(process__in=processes)
    return [
        CalendarSpan(f"dark-{row.public_id}", row.winter_date, row.winter_date + timedelta(days=30), "Dark nights")
        for row in rows
    ]


def _out(processes: Sequence[Process], today: date) -> int:
    return Lamp.objects.filter(repaired_at=None).count()


CALENDAR = CalendarPart(days=_days, spans=_dark, template="lamps/parts/calendar.html", data=_out)


def _lists() -> list[tuple[str, str]]:
    rows = Institution.objects.filter(obligations__lamp__isnull=False).distinct()
    return [(str(row.name), reverse("lamp_list", args=[row.public_id])) for row in rows]


LISTS = Bundle(name="lamp-lists", title="Lists of lamps", holds="The lamps of one institution.", entries=_lists)


def _entries(public_id: str) -> int | None:
    return Lamp.objects.filter(public_id=public_id).count() or None


def _paper(public_id: str, at: datetime) -> PaperDocument | None:
    lamp = Lamp.objects.filter(public_id=public_id).first()
    if lamp is None:
        return None
    return PaperDocument(title=f"A lamp in {lamp.place}", language="en", author="", blocks=(paragraph("It is out."),))


def _kept(lamps: Sequence[Lamp]) -> list[Findable]:
    return [
        Findable(public_id=lamp.public_id, title={"en": f"A lamp in {lamp.place}"}, moment=lamp.reported_at)
        for lamp in lamps
    ]


FINDABLE_LAMPS = FindableSort(
    name="lamp", kinds=lambda: {"lamp": Naming("lamp", "Lamps")}, page="lamp", rows=Lamp.objects.all, draw=_kept,
    facts=frozenset({"lamp_reported"}),
)  # fmt: skip
LAMP_PAPER = Paper(name="lamp", label="A lamp", page="lamp", entries=_entries, document=_paper)
