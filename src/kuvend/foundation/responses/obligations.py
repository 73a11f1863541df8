"""What is owed to words: an answer to each, one answer to all where there is none to each, the changes promised.

Thousands of duties begin in one statement, so each keeps a narrow row of its own (`Duty`), and so do promises
(`Landing`); the answer to all follows from its activity. `Passing` is how a duty is transferred.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kuvend.foundation.core.wording import page_url
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.obligations.rows import InstitutionDays, Owed, OwedRows, owed_by_day
from kuvend.foundation.obligations.telling import ByNumber, EachUntilDone, in_working_days
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.processes.queries import NOT_WITHDRAWN
from kuvend.foundation.responses.collective import owed_to_all_by
from kuvend.foundation.responses.promises import promises_of
from kuvend.foundation.responses.queries import answer_rates, duties_owed_by

OFFICERS = frozenset({Role.INSTITUTION_OFFICER})
NOTICE = in_working_days(3)


def _answers_of(actor: Actor, at: datetime) -> Iterable[Owed]:
    return owed_by_day(duties_owed_by(actor))


def _answers_by(institution: Institution, today: date) -> InstitutionDays:
    return InstitutionDays(answer_rates(institution.pk, today=today))


def _part_of_list(first: date, last: date) -> str:
    return f"?{urlencode({'due_from': first.isoformat(), 'due_until': last.isoformat()})}"


ANSWER = ObligationKind(
    deed="answer",
    heading=_("Answers"),
    label=_("Answer"),
    reminder=ByNumber(
        late=ngettext_lazy(
            "%(n)d answer is overdue, since %(day)s.", "%(n)d answers are overdue, the oldest since %(day)s.", "n"
        ),
        today=ngettext_lazy("%(n)d answer is due today.", "%(n)d answers are due today.", "n"),
        ahead=ngettext_lazy("%(n)d answer is due on %(day)s.", "%(n)d answers are due on %(day)s.", "n"),
        notice=NOTICE,
    ),
    rows=OwedRows(of_actor=_answers_of, of_institution=_answers_by),
    roles=OFFICERS,
    desk="desk",
    part_of_desk=_part_of_list,
)


def _to_all_of(actor: Actor, at: datetime) -> Iterable[Owed]:
    return (Owed(row.due_date, title=row.activity.title) for row in owed_to_all_by(actor, at))


def _to_all_in(processes: Sequence[Process]) -> Iterator[Owed]:
    ids = [process.pk for process in processes]
    rows = Activity.objects.filter(NOT_WITHDRAWN, process__in=ids, answers_owed=False)
    for row in rows.select_related("process"):
        yield Owed(
            row.answer_to_all_date,
            title=row.title,
            url=page_url("activity", row.public_id),
            process=row.process.title,
            key=f"activity-answer-{row.public_id}",
        )


ANSWER_TO_ALL = ObligationKind(
    deed="answer_to_all",
    heading=_("Answers"),
    label=_("One answer to all who took part is due"),
    reminder=EachUntilDone(
        late=_("One answer to all in “%(title)s” is overdue, since %(day)s."),
        ahead=_("One answer to all in “%(title)s” is due on %(day)s."),
        notice=NOTICE,
    ),
    rows=OwedRows(of_actor=_to_all_of, in_processes=_to_all_in),
    roles=OFFICERS,
    desk="desk",
)


def _promises_by(actor: Actor, at: datetime) -> Iterable[Owed]:
    return owed_by_day(promises_of(actor).filter(due_date__isnull=False))


PROMISE = ObligationKind(
    deed="promised_change",
    heading=_("Promised changes"),
    label=_("Promised changes"),
    reminder=ByNumber(
        late=ngettext_lazy(
            "%(n)d promised change is overdue, since %(day)s.",
            "%(n)d promised changes are overdue, the oldest since %(day)s.",
            "n",
        ),
        today=ngettext_lazy("%(n)d promised change is due today.", "%(n)d promised changes are due today.", "n"),
        ahead=ngettext_lazy(
            "%(n)d promised change is due on %(day)s.", "%(n)d promised changes are due on %(day)s.", "n"
        ),
        notice=NOTICE,
    ),
    rows=OwedRows(of_actor=_promises_by),
    roles=OFFICERS,
    desk="desk",
    part_of_desk=lambda first, last: "#promises",
)
