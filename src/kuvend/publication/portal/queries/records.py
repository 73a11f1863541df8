"""The records behind the figures: contributions by what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.engines.deadlines import is_overdue
from kuvend.foundation.contributions.authors import author_shown
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import STANDALONE, Contribution
from kuvend.foundation.contributions.queries import Writer
from kuvend.foundation.core.due import in_its_days, overdue
from kuvend.foundation.core.filter_bar import Counted, Narrowing, keys_of_page
from kuvend.foundation.core.literals import Literal
from kuvend.foundation.core.paging import Page, page_of, read_key
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.responses.delays import in_week, took
from kuvend.foundation.responses.enums import DutyState, Verdict
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.queries import answer_due, landed, promised

PAGE = 25
LATEST, OLDEST = "latest", "oldest"
SHOWS: dict[str, str | Promise] = {
    "all": gettext_lazy("All contributions"),
    "answered": gettext_lazy("Answered"),
    "landed": gettext_lazy("Changed a text"),
    "promised": gettext_lazy("Promised a change that has not come yet"),
    "waiting": gettext_lazy("Wait for an answer"),
    "overdue": gettext_lazy("Overdue"),
}
BESIDE: dict[str, str | Promise] = {  # what figures of other pages open; no choice of the list's own
    "owed": gettext_lazy("An answer is or was owed"),
    "in_time": gettext_lazy("Answered in time"),
    "late": gettext_lazy("Answered late"),
    "in_days": gettext_lazy("Wait within their days"),
    "week_1": gettext_lazy("Answered in the first week"),
    "week_2": gettext_lazy("Answered in the second week"),
    "week_3": gettext_lazy("Answered in the third week"),
    "week_4": gettext_lazy("Answered in the fourth week"),
    "week_5": gettext_lazy("Answered after four weeks"),
}
VERDICTS = {verdict.value: format_lazy("{}: {}", SHOWS["answered"], verdict.label) for verdict in Verdict}
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
    kind: str


BY_TIME, BY_DUE = ("posted_at", "id"), ("due_date", "contribution_id")
READ: dict[str, Callable[[str], Any]] = {"posted_at": datetime.fromisoformat, "due_date": date.fromisoformat}
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


def _duties(narrowing: Narrowing) -> Callable[[QuerySet[Duty]], QuerySet[Duty]]:
    """Return how the filters narrow duties."""

    def narrow(duties: QuerySet[Duty]) -> QuerySet[Duty]:
        if institution := narrowing.value("institution"):
            duties = duties.filter(institution__public_id=institution)
        if process := narrowing.value("process"):
            duties = duties.filter(contribution__activity__process__public_id=process)
        if condition := narrowing.condition:
            duties = duties.filter(contribution__in=Contribution.objects.filter(STANDALONE & condition))
        return duties

    return narrow


def _words(show: str, narrowing: Narrowing) -> Callable[[QuerySet[Contribution]], QuerySet[Contribution]]:
    """Return how the filters narrow contributions; `show` is no key of DUTIES.

    What is not published stands, by its number alone, in the figures of answers; no filter of words finds it.
    """

    def narrow(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
        if institution := narrowing.value("institution"):
            rows = rows.filter(duty__institution__public_id=institution)
        if process := narrowing.value("process"):
            rows = rows.filter(activity__process__public_id=process)
        condition = narrowing.condition
        if condition or show == "all":
            rows = rows.filter(STANDALONE & condition)
        return _narrowed_to_show(show, rows)

    return narrow


def _narrowed_to_show(show: str, rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    if show == "landed":
        return rows.filter(Exists(landed().filter(response=OuterRef("answered__response"))))
    if show == "promised":
        return rows.filter(Exists(promised().filter(response=OuterRef("answered__response"))))
    if show.startswith("week_"):
        met = rows.filter(duty__state=MET)
        return met.annotate(took=took()).filter(in_week(int(show.removeprefix("week_"))))
    return rows.filter(answered__response__verdict=show) if show in VERDICTS else rows


def records_in(narrowing: Narrowing, today: date) -> QuerySet[Contribution]:
    """Return all that a list holds, in no order: for the file beside it."""
    show = narrowing.value("show") or "all"
    if show in DUTIES:
        duties = _duties(narrowing)(DUTIES[show](Duty.objects.all(), today))
        return Contribution.objects.filter(pk__in=duties.values("contribution"))
    return _words(show, narrowing)(Contribution.objects.all())


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
        return _("overdue: due on %(day)s") % {"day": due}, "stop"
    return _("answer due by %(day)s") % {"day": due}, "wait"


def _kind(row: Contribution) -> str:
    """Return what words are, in words: a reply is a comment on others' words, to which nobody owes an answer."""
    return capfirst(_("reply") if row.parent_id else str(row.word_kind.label))


def _listed(write: Writer, row: Contribution, today: date) -> ListedRecord:
    is_public = row.state == State.PUBLISHED
    words = (row.title or excerpt(row.body, 110)) if is_public else row.public_id
    state, tint = standing(row, today)
    return ListedRecord(
        row.pk, write.url(row.public_id), words, row.language if is_public else "",
        author_shown(row.state, row.author), write.day(row.posted_at), row.activity.title, state, tint,
        _kind(row),
    )  # fmt: skip


@dataclass(frozen=True)
class RecordsPage(Page[ListedRecord]):
    """A page of contributions; how many the filters leave is told on the first one."""

    count: Counted | None = None


def contributions_page(narrowing: Narrowing, *, after: str, today: date) -> RecordsPage:
    """Return a page of contributions, the latest first; what waits beyond or within its days by that day.

    Args:
        narrowing: how the address narrows the list.
        after: the key of the page before ("" for the first page).
        today: the local day, which decides what is late.
    """
    show, falls = narrowing.value("show") or "all", narrowing.order != OLDEST
    list_of = f"contributions.{show}.{narrowing.order}"
    fields = BY_DUE if show in BY_DAY else ("contribution_id",) if show in DUTIES else BY_TIME
    last = _values(read_key(after, of=list_of), fields)
    if show in DUTIES:
        duties = DUTIES[show](Duty.objects.all(), today)
        on_page = keys_of_page(duties, _duties(narrowing), fields=fields, after=last, size=PAGE, falls=falls)
    else:
        rows = Contribution.objects.filter(narrowing.condition_of("from", "until"))
        narrow = _words(show, narrowing)
        on_page = keys_of_page(rows, narrow, fields=fields, after=last, size=PAGE, falls=falls)
    loaded = Contribution.objects.select_related(*RELATED).in_bulk([key[-1] for key in on_page.keys])
    places = {key[-1]: key[:-1] for key in on_page.keys}
    write = Writer()
    listed = [_listed(write, loaded[pk], today) for pk in places if pk in loaded]
    page = page_of(listed, size=PAGE, of=list_of, key=lambda row: (*(at.isoformat() for at in places[row.id]), row.id))
    return RecordsPage(page.rows, page.next_key, on_page.count)


def _values(key: Sequence[Any] | None, fields: Sequence[str]) -> Sequence[Any] | None:
    """Return the values of a key as the columns of the order hold them, None for none."""
    if key is None:
        return None
    return (READ[fields[0]](key[0]), key[1]) if len(fields) == 2 else key
