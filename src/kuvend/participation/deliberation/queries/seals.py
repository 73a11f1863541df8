"""What the public record says of the ballots of a closed deliberation."""

from __future__ import annotations

from kuvend.foundation.processes.models import Activity
from kuvend.foundation.record.queries import facts_about
from kuvend.participation.deliberation.facts import OpinionMapClosed


def sealed_ballots(activity: Activity, field: str = "ballots") -> str:
    """Return the seal of the latest closing, "" when none is on record.

    Args:
        field: `groups` for that of the groups before.
    """
    closings = [fact for fact in facts_about([activity.public_id]) if fact.type == OpinionMapClosed.type]
    return str(closings[-1].data.get(field) or "") if closings else ""
