"""Letters follow facts."""

from __future__ import annotations

from kuvend.foundation.notifications import actions
from kuvend.foundation.notifications.letters import fact_types
from kuvend.foundation.record.reactions import Reaction


def tell_authors() -> Reaction:
    """Return the reaction that queues letters; made after the wiring has handed the letters down."""
    return Reaction(name="tell_authors", fact_types=fact_types(), react=actions.queue_letters)


TELL_CONCERNED = Reaction(
    name="tell_concerned",
    fact_types=frozenset({"contribution_edited", "version_published"}),
    react=actions.tell_concerned,
)
