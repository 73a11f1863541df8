"""What is owed about barriers: an answer to each, by those who keep the site."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.obligations.clocks import Clock
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.people.enums import Role

KEEPERS = frozenset({Role.OPERATOR, Role.SECRETARIAT})
WORKING_DAYS = 10

ANSWER = ObligationKind(
    deed="answer_barrier",
    heading=_("Barriers"),
    label=_("Answer to a reported barrier"),
    reminder=_("A reported barrier is due for an answer on %(day)s."),
    clock=Clock(term=f"{WORKING_DAYS} working days"),
    roles=KEEPERS,
    desk="desk_barriers",
)
