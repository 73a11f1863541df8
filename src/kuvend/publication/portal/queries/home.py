"""The first page: where the process stands, what is open, and what people's words changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Activity, Process, Stage
from kuvend.foundation.processes.queries import open_activities, stages_of
from kuvend.foundation.responses.models import Answered, Landing
from kuvend.foundation.responses.queries import answer_rates
from kuvend.publication.portal.queries.activities import ListedActivity, listed_activities

OPEN_SHOWN = 8
LOOKS = {StageState.CLOSED: "done", StageState.OPEN: "now"}


@dataclass(frozen=True)
class ShownStage:
    """A stage on the thread of its process; `look` is its mark there, `said` its state in words."""

    url: str
    title: Localized
    look: str
    said: str
    days: str


@dataclass(frozen=True)
class Figure:
    """A number with its meaning and the page of the records that it counts."""

    count: int
    meaning: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class HomePage:
    """Everything the first page shows; `process` is None before the first one."""

    process: Process | None
    stages: Sequence[ShownStage]
    open: Sequence[ListedActivity]
    figures: Sequence[Figure]


def current_process(today: date) -> Process | None:
    """Return the process that runs on a day (the one that began last), else the one that ended last."""
    running = Process.objects.filter(from_date__lte=today, to_date__gte=today).order_by("-from_date", "pk")
    return running.first() or Process.objects.order_by("-to_date", "pk").first()


def days_between(first: date, last: date) -> str:
    """Write a span of days: "1 July – 31 August 2026"; the year stands once when it is the same."""
    same_year = first.year == last.year
    return f"{date_format(first, 'j F' if same_year else 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"


def _shown(stage: Stage, today: date) -> ShownStage:
    days = days_between(stage.from_date, stage.to_date)
    if stage.state == StageState.OPEN and stage.to_date >= today:
        left = working_days_between(today, stage.to_date, country=settings.KUVEND_COUNTRY)
        days += " · " + ngettext("%(n)d working day left", "%(n)d working days left", left) % {"n": left}
    look = LOOKS.get(StageState(stage.state), "")
    return ShownStage(
        reverse("stage", args=[stage.public_id]), stage.title, look, str(StageState(stage.state).label), days
    )


def landed_count() -> int:
    """Return how many contributions have an answer that names where their words went."""
    landed = Landing.objects.filter(response=OuterRef("response"))
    return Answered.objects.filter(Exists(landed)).count()


def figures(today: date) -> list[Figure]:
    """Return what happened to all contributions so far, each number with the page of its records."""
    said = Activity.objects.aggregate(said=Sum("contribution_count"), comments=Sum("comment_count"))
    rates = answer_rates(None, today=today)
    records = reverse("contributions")
    return [
        Figure((said["said"] or 0) + (said["comments"] or 0), _("contributions"), records),
        Figure(rates.answered, _("answered"), f"{records}?show=answered"),
        Figure(landed_count(), _("changed a text"), f"{records}?show=landed"),
        Figure(rates.overdue, _("wait beyond their day"), f"{records}?show=overdue", late=True),
    ]


def home_page(at: datetime) -> HomePage:
    """Return the first page as it is at a moment."""
    today = local_date(at)
    process = current_process(today)
    stages = [_shown(stage, today) for stage in stages_of(process)] if process else []
    return HomePage(process, stages, listed_activities(open_activities(at)[:OPEN_SHOWN], at), figures(today))
