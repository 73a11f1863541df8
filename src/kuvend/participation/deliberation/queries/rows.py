"""One deliberation, one statement."""

from __future__ import annotations

from django.core.exceptions import ObjectDoesNotExist

from kuvend.foundation.contributions.queries import MergedInto
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.enums import STATEMENT
from kuvend.participation.deliberation.models import Deliberation, Release, Statement

KIND = "deliberation"


def deliberation_activity(public_id: str) -> Activity | None:
    """Return the activity of a deliberation with its rules, owner, process and scope, or None."""
    rows = Activity.objects.select_related("owner", "process", "scope", "deliberation__map")
    return next(iter(rows.filter(public_id=public_id, kind=KIND)[:1]), None)


def rules_of(activity: Activity) -> Deliberation:
    """Return the rules of a deliberation; the usual ones while nobody has set any."""
    try:
        return activity.deliberation
    except ObjectDoesNotExist:
        return Deliberation(activity=activity)


def release_of(deliberation: Deliberation) -> Release | None:
    """Return the latest release of a deliberation, or None while no numbers are shown."""
    try:
        return deliberation.map
    except ObjectDoesNotExist:
        return None


def statement(public_id: str) -> Statement | None:
    """Return a statement with its contribution and what rules about it ask, or None."""
    related = ("contribution__activity__scope", "contribution__activity__owner", "contribution__participant")
    rows = Statement.objects.select_related(*related).annotate(asked_instead=MergedInto("contribution_id"))
    return rows.filter(contribution__public_id=public_id, contribution__kind=STATEMENT).first()
