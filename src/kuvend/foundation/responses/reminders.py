"""What officers are reminded of: answers due in three working days and today, and answers that are overdue."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.engines.deadlines.following import shifted
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import quoted
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.responses.collective import owed_to_all
from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty
from kuvend.foundation.responses.queries import owed_within
from kuvend.foundation.responses.rules import may_answer_activity

AHEAD = 3  # working days


def answers_due(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return the answers that the actor's institutions owe in three working days, today, or owe for longer.

    Overdue ones are told of on the working day after their day, and on the first working day of each week.
    """
    today = local_date(at)
    soon = shifted(today, AHEAD, country=settings.KUVEND_COUNTRY)
    late = Q(due_date__lt=today)
    owed = Duty.objects.filter(_owed_by(actor), state=DutyState.OPEN, contribution__state=State.PUBLISHED)
    counts = owed.aggregate(
        soon=Count("pk", filter=Q(due_date=soon)),
        today=Count("pk", filter=Q(due_date=today)),
        late=Count("pk", filter=late),
        newly=Count("pk", filter=late & Q(due_date__gte=since)),
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


def _late(count: int, oldest: date, today: date) -> tuple[str, str]:
    said = ngettext(
        "%(n)d answer is overdue, since %(day)s.", "%(n)d answers are overdue, the oldest since %(day)s.", count
    )
    return said % {"n": count, "day": _in_words(oldest)}, _waiting(oldest, today - timedelta(days=1))


def _in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _waiting(first: date, until: date) -> str:
    return f"{reverse('desk')}?due_from={first.isoformat()}&due_until={until.isoformat()}"


def _owed_by(actor: Actor) -> Q:
    condition = Q(pk__in=[])
    for mandate in actor.mandates:
        if mandate.role == Role.INSTITUTION_OFFICER:
            here = owed_within(mandate.scope_path, through="contribution__")
            condition |= here & Q(institution_id=mandate.institution_id)
    return condition
