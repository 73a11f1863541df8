"""What a process's secretariat is reminded of: stages that begin soon and are not ready."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import quoted
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within
from kuvend.foundation.processes.enums import GateSide, StageState
from kuvend.foundation.processes.models import Stage
from kuvend.foundation.processes.notice import announced_at, owes_notice
from kuvend.foundation.processes.rules import failing_items

AHEAD = (21, 14, 7)  # days before a stage begins


def stages_ahead(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return the stages that begin in 21, 14 or 7 days and whose days are not published or conditions do not hold."""
    today, days = local_date(at), Q(pk__in=[])
    for ahead in AHEAD:
        days |= Q(from_date__gt=since + timedelta(days=ahead), from_date__lte=today + timedelta(days=ahead))
    stages = Stage.objects.filter(days, _run_by(actor), state=StageState.AHEAD).select_related("process")
    lines = []
    for stage in stages.order_by("from_date", "pk"):
        if lacks := _lacks(stage, at):
            days_left = (stage.from_date - today).days
            begins = {"stage": quoted(stage.title), "day": date_format(stage.from_date, "DATE_FORMAT"), "n": days_left}
            sentence = ngettext(
                "“%(stage)s” begins on %(day)s, in %(n)d day.",
                "“%(stage)s” begins on %(day)s, in %(n)d days.",
                days_left,
            )
            lines.append((" ".join([sentence % begins, *lacks]), reverse("desk_stage", args=[stage.public_id])))
    return lines


def _run_by(actor: Actor) -> Q:
    return within(actor, [Role.SECRETARIAT, Role.COMPONENT_LEADER], "process__scope__path")


def _lacks(stage: Stage, at: datetime) -> list[str]:
    lacks = []
    if owes_notice(stage) and announced_at(stage) is None:
        lacks.append(_("Its dates are not published."))
    if failing := len(failing_items(stage, GateSide.OPENS, at)):
        sentence = ngettext("%(n)d condition does not hold yet.", "%(n)d conditions do not hold yet.", failing)
        lacks.append(sentence % {"n": failing})
    return lacks
