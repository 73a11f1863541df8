"""The records behind the figures: contributions by what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.contributions.authors import author_shown
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import STANDALONE, Contribution
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.due import in_its_days, overdue
from kuvend.foundation.core.literals import Literal
from kuvend.foundation.core.paging import Page, page_by_id, page_of, read_key
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.delays import in_week, took
from kuvend.foundation.responses.enums import DutyState, Verdict
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.queries import answer_due, landed, promised

PAGE = 25
SHOWS: dict[str, str | Promise] = {
    "all": gettext_lazy("All contributions"),
    "answered": gettext_lazy("Answered"),
    "landed": gettext_lazy("Changed a text"),
    "promised": gettext_lazy("Promised a change that has not come yet"),
    "waiting": gettext_lazy("Wait for an answer"),
    "overdue": gettext_lazy("Overdue"),
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


OPEN, MET = Literal(DutyState.OPEN), Literal(DutyState.MET)
BY_DAY = ("overdue", "in_days")  # in the order of the day, the latest first; all others the latest words first
DUTIES: dict[str, Callable[[QuerySet[Duty], date], QuerySet[Duty]]] = {
    "answered": lambda duties, today: duties.filter(state=MET),
    "waiting": lambda duties, today: duties.filter(state=OPEN),
    "overdue": lambda duties, today: duties.filter(overdue(today), state=OPEN),
    "in_days": lambda duties, today: duties.filter(in_its_days(today), state=OPEN),
    "owed": lambda duties, today: duties.exclude(state=Literal(DutyState.LAPSED)),
    "in_time": lambda duties, today: duties.filter(state=MET, met_date__lte=F("due_date")),
    "late": lambda duties, today: duties.filter(state=MET, met_date__gt=F("due_date")),
}


def _narrowed_to_show(show: str, rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    if show == "landed":
        return rows.filter(Exists(landed().filter(response=OuterRef("answered__response"))))
    if show == "promised":
        return rows.filter(Exists(promised().filter(response=OuterRef("answered__response"))))
    if show.startswith("week_"):
        met = rows.filter(duty__state=MET)
        return met.annotate(took=took()).filter(in_week(int(show.removeprefix("week_"))))
    if show in BESIDE:
        return rows.filter(answered__response__verdict=show)
    return rows.filter(STANDALONE)


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
    choices: list[tuple[str, QuerySet[Any], str]] = [
        (institution, Institution.objects.filter(public_id=institution), "name"),
        (process, Process.objects.filter(public_id=process), "title"),
    ]
    names = [rows.values_list(field, flat=True).first() for public_id, rows, field in choices if public_id]
    if None in names:
        raise LookupError
    return [name for name in names if name is not None]


def standing(row: Contribution, today: date) -> tuple[str, str]:
    """Return where a contribution (with its duty and answer) stands, in words, and the tint of that."""
    if row.state != State.PUBLISHED:
        return str(State(row.state).label), State(row.state).tint
    answered = getattr(row, "answered", None)
    if answered:
        response = answered.response
        return response.get_verdict_display(), Verdict(response.verdict).tint
    due_date = answer_due(row)
    if due_date is None:
        return "", ""
    due = date_format(due_date, "DATE_FORMAT")
    if is_overdue(due_date, on=today):
        return _("late: due on %(day)s") % {"day": due}, "stop"
    return _("answer due by %(day)s") % {"day": due}, "wait"


def _listed(write: Writer, row: Contribution, today: date) -> ListedRecord:
    is_public = row.state == State.PUBLISHED
    words = (row.title or excerpt(row.body, 110)) if is_public else row.public_id
    state, tint = standing(row, today)
    return ListedRecord(
        row.pk, write.url(row.public_id), words, row.language if is_public else "",
        author_shown(row.state, row.author), write.day(row.posted_at), row.activity.title, state, tint,
    )  # fmt: skip


def contributions_page(
    *, show: str, after: str, today: date, institution: str = "", process: str = ""
) -> Page[ListedRecord]:
    """Return a page of contributions, the latest first; what waits beyond or within its days by that day.

    Args:
        show: a key of SHOWS or of BESIDE.
        after: the key of the page before ("" for the first page).
        today: the local day, which decides what is late.
        institution, process: public ids that narrow the list, "" for any.
    """
    write = Writer()
    if show in DUTIES:
        keys = _by_duty(show, after, today, institution, process)
        rows = Contribution.objects.select_related(*RELATED).in_bulk([key[-1] for key in keys])
        days = {key[-1]: key[:-1] for key in keys}
        listed = [_listed(write, rows[pk], today) for pk in days if pk in rows]
        return page_of(
            listed,
            size=PAGE,
            of=f"contributions.{show}",
            key=lambda row: (*(one.isoformat() for one in days[row.id]), row.id),
        )
    rows_shown = _narrowed_to_show(show, _narrowed(institution, process))
    return page_by_id(
        rows_shown.select_related(*RELATED),
        lambda rows: [_listed(write, row, today) for row in rows],
        of="contributions",
        after=after,
        size=PAGE,
    )


def _by_duty(show: str, after: str, today: date, institution: str, process: str) -> list[tuple[Any, ...]]:
    """Return the sort values of a page of duties and one more, each ending with its contribution.

    What is owed is found by its own index, of which a page reads as many rows as it shows; details are joined after.
    """
    duties = DUTIES[show](Duty.objects.all(), today)
    if institution:
        duties = duties.filter(institution__public_id=institution)
    if process:
        duties = duties.filter(contribution__activity__process__public_id=process)
    fields = ("due_date", "contribution_id") if show in BY_DAY else ("contribution_id",)
    key = read_key(after, of=f"contributions.{show}")
    if key and isinstance(key[-1], int):
        duties = duties.filter(_beyond(fields, key))
    return list(duties.order_by(*(f"-{field}" for field in fields)).values_list(*fields)[: PAGE + 1])


def _beyond(fields: Sequence[str], key: Sequence[Any]) -> Q:
    if len(fields) == 1:
        return Q(contribution_id__lt=key[0])
    day = date.fromisoformat(key[0])
    return Q(due_date__lte=day) & (Q(due_date__lt=day) | Q(contribution_id__lt=key[1]))
