"""The security log `kuvend.security`: who signed in, what was refused, which factors and mandates changed.

A line holds an event, the number of whoever acted, and the number or public id of what it is about: no words, no
network address, no e-mail address (ASVS 5.0, V16). The time is written by the log's formatter. The events are
described in docs/reference/security-log.md.
"""

from __future__ import annotations

import logging
from enum import StrEnum
from functools import partial

from django.db import transaction

logger = logging.getLogger("kuvend.security")


class Event(StrEnum):
    """What the security log tells of."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    CODE_ASKED = "code_asked"
    CODE_WRONG = "code_wrong"
    TOO_OFTEN = "too_often"
    PROVED_AGAIN = "proved_again"
    FACTOR_ADDED = "factor_added"
    FACTOR_REMOVED = "factor_removed"
    FACTOR_USED = "factor_used"
    FACTOR_FAILED = "factor_failed"
    MANDATE_GIVEN = "mandate_given"
    MANDATE_ENDED = "mandate_ended"
    MANDATES_CONFIRMED = "mandates_confirmed"
    MANDATES_DORMANT = "mandates_dormant"
    SECRET_MADE = "secret_made"  # noqa: S105
    SECRET_WRONG = "secret_wrong"  # noqa: S105
    ADDRESS_ADDED = "address_added"
    ADDRESS_REMOVED = "address_removed"
    ADDRESS_CHANGED = "address_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    SESSIONS_ENDED = "sessions_ended"
    CHANGE_UNDONE = "change_undone"
    ACCOUNT_ERASED = "account_erased"
    REFUSED = "refused"


def note(event: Event, *, person: int | None, about: int | str = "") -> None:
    """Write a line at once, whatever becomes of the running transaction: for what failed or was refused.

    Args:
        person: the number of whoever acted; None when nobody was signed in, or when the house itself did.
        about: the number of the person or factor, or the public id of the mandate or route, that it concerns.
    """
    values = {"event": event.value, "person": person, "about": about}
    logger.info("%s person=%s about=%s", event.value, person or "-", about or "-", extra={"security": values})


def note_when_kept(event: Event, *, person: int | None, about: int | str = "") -> None:
    """Write a line once the running transaction has committed: for what was done. Arguments as in `note`."""
    transaction.on_commit(partial(note, event, person=person, about=about), robust=True)
