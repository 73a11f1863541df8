"""What officers are reminded of: answers and promised changes due in three working days, today, or overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.engines.deadlines import is_overdue
from kuvend.engines.deadlines.following import shifted
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.due import in_its_days, overdue
from kuvend.foundation.core.text import quoted
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.responses.collective import owed_to_all
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.promises import promises_of, taken_back_from
from kuvend.foundation.responses.queries import duties_of
from kuvend.foundation.responses.rules import may_answer_activity

AHEAD = 3  # working days


def answers_due(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return the answers that the actor's institutions owe in three working days, today, or owe for longer.

    Overdue ones are told of on the working day after their day, and on the first working day of each week.
    """
    today = local_date(at)
    soon = shifted(today, AHEAD, country=settings.KUVEND_COUNTRY)
    late = overdue(today)
    owed = Duty.objects.filter(duties_of(actor), state=DutyState.OPEN, contribution__state=State.PUBLISHED)
    counts = owed.aggregate(
        soon=Count("pk", filter=Q(due_date=soon)),
        today=Count("pk", filter=Q(due_date=today)),
        late=Count("pk", filter=late),
        newly=Count("pk", filter=late & in_its_days(since)),
        oldest=Min("due_date", filter=late),
    )
    first_of_week = since.isocalendar()[:2] != today.isocalendar()[:2]
    lines = []
    if counts["late"] and (counts["newly"] or first_of_week):
        lines.append(_late(counts["late"], counts["oldest"], today))
    if count := counts["today"]:
        said = ngettext("%(n)d answer is due today.", "%(n)d answers are due today.", count)
        lines.append((said % {"n": count}, _waiting(today, today)))
    if count := counts["soon"]:
        said = ngettext("%(n)d answer is due on %(day)s.", "%(n)d answers are due on %(day)s.", count)
        lines.append((said % {"n": count, "day": _in_words(soon)}, _waiting(soon, soon)))
    return [*lines, *_to_all(actor, at)]


def _to_all(actor: Actor, at: datetime) -> list[tuple[str, str]]:
    """Return a line for each answer to a whole activity that is overdue, or due within three working days."""
    own = [one.institution_id for one in actor.mandates if one.role == Role.INSTITUTION_OFFICER and one.institution_id]
    today, lines = local_date(at), []
    soon = shifted(today, AHEAD, country=settings.KUVEND_COUNTRY)
    for owed in owed_to_all(own, at) if own else []:
        if owed.due_date <= soon and may_answer_activity(actor, owed.activity, at):
            said = (
                _("One answer to all in “%(title)s” is overdue, since %(day)s.")
                if owed.overdue
                else _("One answer to all in “%(title)s” is due on %(day)s.")
            )
            words = said % {"title": quoted(owed.activity.title), "day": _in_words(owed.due_date)}
            lines.append((words, reverse("desk")))
    return lines


def promises_due(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return the promised changes of texts that are due, as answers are told of, and those taken back since."""
    today = local_date(at)
    soon = shifted(today, AHEAD, country=settings.KUVEND_COUNTRY)
    days = [day for day in promises_of(actor).values_list("due_date", flat=True) if day]
    late, here = [day for day in days if is_overdue(day, on=today)], f"{reverse('desk')}#promises"
    lines = []
    if late and (any(day >= since for day in late) or since.isocalendar()[:2] != today.isocalendar()[:2]):
        said = ngettext(
            "%(n)d promised change is overdue, since %(day)s.",
            "%(n)d promised changes are overdue, the oldest since %(day)s.",
            len(late),
        )
        lines.append((said % {"n": len(late), "day": _in_words(min(late))}, here))
    if count := days.count(today):
        said = ngettext("%(n)d promised change is due today.", "%(n)d promised changes are due today.", count)
        lines.append((said % {"n": count}, here))
    if count := days.count(soon):
        said = ngettext("%(n)d promised change is due on %(day)s.", "%(n)d promised changes are due on %(day)s.", count)
        lines.append((said % {"n": count, "day": _in_words(soon)}, here))
    return [*lines, *_no_longer(actor, since, today)]


def _no_longer(actor: Actor, since: date, today: date) -> list[tuple[str, str]]:
    """Return a line for each text in which a change that was agreed to is no longer promised."""
    said = _("A change that you agreed to in “%(title)s” is no longer promised: the answer was corrected.")
    return [
        (said % {"title": quoted(text.title)}, text.url) for text in taken_back_from(actor, since=since, until=today)
    ]


def _late(count: int, oldest: date, today: date) -> tuple[str, str]:
    said = ngettext(
        "%(n)d answer is overdue, since %(day)s.", "%(n)d answers are overdue, the oldest since %(day)s.", count
    )
    return said % {"n": count, "day": _in_words(oldest)}, _waiting(oldest, today - timedelta(days=1))


def _in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _waiting(first: date, until: date) -> str:
    return f"{reverse('desk')}?due_from={first.isoformat()}&due_until={until.isoformat()}"
