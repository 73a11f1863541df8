"""Who may answer a barrier."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.publication.barriers.models import Barrier
from kuvend.publication.barriers.obligations import KEEPERS


def may_read_barriers(actor: Actor) -> Permission:
    """The operator and the technical secretariat read and answer what was reported."""
    if actor.system or KEEPERS & {mandate.role for mandate in actor.mandates}:
        return ALLOWED
    return refused(_("Only the operator, or the technical secretariat, may do this."))


def may_answer_barrier(actor: Actor, barrier: Barrier, *, answer: Localized) -> Permission:
    """A barrier is answered once, in the language in which it was reported at least."""
    if not (permission := may_read_barriers(actor)):
        return permission
    if barrier.answered_at:
        return refused(_("It was answered already."))
    if not answer:
        return refused(_("Write an answer, in one language at least."))
    return ALLOWED
