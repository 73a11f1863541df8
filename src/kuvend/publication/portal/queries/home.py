"""The first page: where the process stands, what is open, and what people's words changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Sum
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.kinds import word_kinds
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import overdue
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import Named
from kuvend.foundation.processes.enums import StageState
from kuvend.foundation.processes.models import Activity, Process, Stage
from kuvend.foundation.processes.process_pages import latest_page, rows_beside, url_of_process
from kuvend.foundation.processes.queries import current_process, open_activities, stages_of
from kuvend.foundation.responses.enums import Verdict
from kuvend.foundation.responses.models import Answered
from kuvend.foundation.responses.queries import answer_rates, landed, promised
from kuvend.publication.portal.queries.activities import ListedActivity, listed_activities

OPEN_SHOWN = 8


@dataclass(frozen=True)
class ShownStage:
    """A stage on the thread of its process; `look` is its mark there, `state` its state in words."""

    url: str
    title: Localized
    look: str
    state: str
    days: str


@dataclass(frozen=True)
class Figure:
    """A number with its meaning and the page of the records that it counts."""

    count: int
    meaning: str
    url: str
    late: bool = False


@dataclass(frozen=True)
class Example:
    """Somebody's words that changed a text: what a figure means for one person."""

    url: str
    words: str
    language: str
    author: str
    day: str
    verdict: str
    tint: str


@dataclass(frozen=True)
class Promises:
    """Contributions that were promised a change which has not come yet; `late` those beyond its day."""

    count: int
    late: int
    url: str


@dataclass(frozen=True)
class HomePage:
    """Everything the first page shows; `process` is None before the first one, `example` before the first landing.

    `documents` are the processes that have a page of their own, `latest` the address and name of the last of these,
    `next` the stage that comes next in `process`.
    """

    process: Process | None
    documents: Sequence[Named]
    latest: tuple[str, str] | None
    stages: Sequence[ShownStage]
    next: Stage | None
    open: Sequence[ListedActivity]
    figures: Sequence[Figure]
    promises: Promises
    example: Example | None


def days_between(first: date, last: date) -> str:
    """Write a span of days: "1 July – 31 August 2026"; the year stands once when it is the same."""
    same_year = first.year == last.year
    return f"{date_format(first, 'j F' if same_year else 'DATE_FORMAT')} – {date_format(last, 'DATE_FORMAT')}"


def _stage_on_thread(stage: Stage, today: date) -> ShownStage:
    days = days_between(stage.from_date, stage.to_date)
    if stage.state == StageState.OPEN and stage.to_date >= today:
        days_left = working_days_between(today, stage.to_date, country=settings.KUVEND_COUNTRY)
        days += " · " + ngettext("%(n)d working day left", "%(n)d working days left", days_left) % {"n": days_left}
    look = StageState(stage.state).look
    return ShownStage(
        reverse("stage", args=[stage.public_id]), stage.title, look, str(StageState(stage.state).label), days
    )


def changes_and_promises(today: date) -> tuple[int, Promises]:
    """Return how many contributions changed a text, and what is still promised; one statement.

    A change counts once a version of the text bears it out (see `responses.changing`).
    """
    changed = Exists(landed().filter(response=OuterRef("response")))
    owed = promised().filter(response=OuterRef("response"))
    counts = Answered.objects.aggregate(
        changed=Count("pk", filter=changed),
        promised=Count("pk", filter=Exists(owed)),
        late=Count("pk", filter=Exists(owed.filter(overdue(today)))),
    )
    url = f"{reverse('contributions')}?show=promised"
    return counts["changed"], Promises(counts["promised"], counts["late"], url)


def figures(today: date, changed: int) -> list[Figure]:
    """Return what happened to all contributions so far, each number with the page of its records."""
    sums = Activity.objects.aggregate(said=Sum("contribution_count"), comments=Sum("comment_count"))
    rates = answer_rates(None, today=today)
    records = reverse("contributions")
    return [
        Figure((sums["said"] or 0) + (sums["comments"] or 0), _("contributions"), records),
        Figure(rates.met, _("answered"), f"{records}?show=answered"),
        Figure(changed, _("changed a text"), f"{records}?show=landed"),
        Figure(rates.overdue, _("overdue"), f"{records}?show=overdue", late=True),
    ]


def latest_example(language: str) -> Example | None:
    """Return the contribution in `language` whose words last changed a text, else one in any language, or None.

    Of a kind that makes an example.
    """
    examples = Answered.objects.filter(
        Exists(landed().filter(response=OuterRef("response"))),
        contribution__kind__in=[kind.name for kind in word_kinds() if kind.is_example],
        contribution__state=State.PUBLISHED,
    )
    newest = examples.select_related("contribution__participant", "response").order_by("-pk")
    example = newest.filter(contribution__language=language).first() or newest.first()
    if example is None:
        return None
    row, write = example.contribution, Writer()
    return Example(
        url=write.url(row.public_id),
        words=row.title,
        language=row.language,
        author=row.author,
        day=write.day(row.posted_at),
        verdict=str(Verdict(example.response.verdict).label),
        tint=Verdict(example.response.verdict).tint,
    )


def home_page(at: datetime) -> HomePage:
    """Return the first page as it is at a moment."""
    today = local_date(at)
    processes = list(Process.objects.select_related(*rows_beside()).order_by("-to_date", "pk"))
    process = current_process(processes, today)
    stages = list(stages_of(process)) if process else []
    changed, promises = changes_and_promises(today)
    return HomePage(
        process=process,
        documents=[Named(row.title, url) for row in processes if (url := url_of_process(row))],
        latest=latest_page(),
        stages=[_stage_on_thread(stage, today) for stage in stages],
        next=next((stage for stage in stages if stage.from_date > today), None),
        open=listed_activities(open_activities(at)[:OPEN_SHOWN], at),
        figures=figures(today, changed),
        promises=promises,
        example=latest_example(get_language() or settings.LANGUAGE_CODE),
    )
