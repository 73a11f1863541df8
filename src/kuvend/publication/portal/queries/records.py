"""The records behind the figures: contributions by what happened to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.templatetags.words import tag_class
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.delays import in_week, took
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Landing

PAGE = 25
SHOWS: dict[str, str | Promise] = {
    "all": gettext_lazy("All contributions"),
    "answered": gettext_lazy("Answered"),
    "landed": gettext_lazy("Changed a text"),
    "waiting": gettext_lazy("Wait for an answer"),
    "overdue": gettext_lazy("Wait beyond their day"),
}
BESIDE: dict[str, str | Promise] = {  # what figures of other pages open; not in the list's own navigation
    "owed": gettext_lazy("An answer is or was owed"),
    "in_time": gettext_lazy("Answered in time"),
    "late": gettext_lazy("Answered late"),
    "in_days": gettext_lazy("Wait within their days"),
    "week_1": gettext_lazy("Answered in the first week"),
    "week_2": gettext_lazy("Answered in the second week"),
    "week_3": gettext_lazy("Answered in the third week"),
    "week_4": gettext_lazy("Answered in the fourth week"),
    "week_5": gettext_lazy("Answered after four weeks"),
    "accepted": gettext_lazy("Accepted"),
    "accepted_in_part": gettext_lazy("Accepted in part"),
    "not_accepted": gettext_lazy("Not accepted"),
}
RELATED = ("activity", "participant", "duty", "answered__response")


@dataclass(frozen=True, slots=True)
class ListedRecord:
    """A contribution with where it stands; unpublished words are not shown."""

    id: int
    url: str
    words: str
    language: str
    author: str
    day: str
    activity: Localized
    standing: str
    tint: str


def _chosen(show: str, today: date, rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    open_duty = Q(duty__state=DutyState.OPEN)
    if show == "answered":
        return rows.filter(duty__state=DutyState.MET)
    if show == "landed":
        landed = Landing.objects.filter(response=OuterRef("answered__response"))
        return rows.filter(Exists(landed), answered__isnull=False)
    if show == "waiting":
        return rows.filter(open_duty)
    if show == "overdue":
        return rows.filter(open_duty, duty__due_date__lt=today)
    if show == "in_days":
        return rows.filter(open_duty, duty__due_date__gte=today)
    if show in BESIDE:
        return _beside(show, rows)
    return rows.filter(state=State.PUBLISHED)


def _beside(show: str, rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    if show == "owed":
        return rows.filter(duty__isnull=False).exclude(duty__state=DutyState.LAPSED)
    met = rows.filter(duty__state=DutyState.MET)
    if show == "in_time":
        return met.filter(duty__met_date__lte=F("duty__due_date"))
    if show == "late":
        return met.filter(duty__met_date__gt=F("duty__due_date"))
    if show.startswith("week_"):
        return met.annotate(took=took()).filter(in_week(int(show.removeprefix("week_"))))
    return rows.filter(answered__response__verdict=show)


def _narrowed(institution: str, process: str) -> QuerySet[Contribution]:
    """Return what an institution answers or owes an answer, and what was said in a process (public ids, "" for any)."""
    rows = Contribution.objects.all()
    if institution:
        rows = rows.filter(duty__institution__public_id=institution)
    if process:
        rows = rows.filter(activity__process__public_id=process)
    return rows


def narrowed_to(*, institution: str, process: str) -> list[Localized]:
    """Return the names by which a list is narrowed. Raises LookupError for a public id that names nothing."""
    named: list[tuple[str, QuerySet[Any], str]] = [
        (institution, Institution.objects.filter(public_id=institution), "name"),
        (process, Process.objects.filter(public_id=process), "title"),
    ]
    found = [rows.values_list(field, flat=True).first() for public_id, rows, field in named if public_id]
    if None in found:
        raise LookupError
    return [name for name in found if name is not None]


def standing(row: Contribution, today: date) -> tuple[str, str]:
    """Return where a contribution (with its duty and answer) stands, in words, and the tint of that."""
    if row.state != State.PUBLISHED:
        return str(State(row.state).label), tag_class(row.state)
    answered = getattr(row, "answered", None)
    if answered:
        response = answered.response
        return response.get_verdict_display(), tag_class(response.verdict)
    duty = getattr(row, "duty", None)  # opened by a reaction, a moment after posting
    due_date = row.answer_due_date if duty is None else duty.due_date if duty.state == DutyState.OPEN else None
    if due_date is None:
        return "", ""
    due = date_format(due_date, "DATE_FORMAT")
    if due_date < today:
        return _("late: due on %(day)s") % {"day": due}, "stop"
    return _("answer due by %(day)s") % {"day": due}, "wait"


def _listed(write: Writer, row: Contribution, today: date) -> ListedRecord:
    shown = row.state == State.PUBLISHED
    words = (row.title or f"{row.body[:110]}{' …' if len(row.body) > 110 else ''}") if shown else row.public_id
    said, tint = standing(row, today)
    return ListedRecord(
        row.pk, write.url(row.public_id), words, row.language if shown else "", row.participant.name,
        write.day(row.posted_at), row.activity.title, said, tint,
    )  # fmt: skip


def contributions_page(
    *, show: str, after: str, today: date, institution: str = "", process: str = ""
) -> Page[ListedRecord]:
    """Return a page of contributions, the latest first.

    Args:
        show: a key of SHOWS or of BESIDE.
        after: the key of the page before ("" for the first page).
        today: the local day, which decides what is late.
        institution, process: public ids that narrow the list, "" for any.
    """
    rows = _chosen(show, today, _narrowed(institution, process))
    key = read_key(after, length=1)
    if key and isinstance(key[0], int):
        rows = rows.filter(pk__lt=key[0])
    write = Writer()
    found = [_listed(write, row, today) for row in rows.select_related(*RELATED).order_by("-pk")[: PAGE + 1]]
    return page_of(found, size=PAGE, key=lambda row: (row.id,))
