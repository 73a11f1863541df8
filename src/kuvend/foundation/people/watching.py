"""What follows what the sign-in library does: a line in the security log, the end of other sessions, a letter.

The library tells of its deeds by signals; this is the only place that listens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth import signals as auth
from django.dispatch import Signal

from kuvend.foundation.core.security_log import Event, note, note_when_kept

DONE: list[tuple[Signal, Event]] = [
    (auth.user_logged_in, Event.SIGNED_IN),
    (auth.user_logged_out, Event.SIGNED_OUT),
    (account.email_added, Event.ADDRESS_ADDED),
    (account.email_removed, Event.ADDRESS_REMOVED),
    (account.email_changed, Event.ADDRESS_CHANGED),
    (account.password_set, Event.PASSWORD_CHANGED),
    (account.password_changed, Event.PASSWORD_CHANGED),
    (account.password_reset, Event.PASSWORD_CHANGED),
    (mfa.authenticator_added, Event.FACTOR_ADDED),
    (mfa.authenticator_removed, Event.FACTOR_REMOVED),
    (mfa.authenticator_reset, Event.FACTOR_ADDED),
    (mfa.authenticator_used, Event.FACTOR_USED),
]
CHANGES = [signal for signal, event in DONE if event not in {Event.SIGNED_IN, Event.SIGNED_OUT, Event.FACTOR_USED}]
FAILED: list[tuple[Signal, Event]] = [
    (auth.user_login_failed, Event.SIGN_IN_FAILED),
    (mfa.authentication_failed, Event.FACTOR_FAILED),
]


def watch() -> None:
    """Connect every signal with its line (called once, when the site starts)."""
    for signal, event in DONE:
        signal.connect(_teller(event, note_when_kept), weak=False, dispatch_uid=f"security log {event}")
    for signal, event in FAILED:
        signal.connect(_teller(event, note), weak=False, dispatch_uid=f"security log {event}")
    account.authentication_step_completed.connect(_proved_again, dispatch_uid="security log again")
    auth.user_logged_out.connect(_say_signed_out, dispatch_uid="clear what is left behind")
    for signal in CHANGES:
        signal.connect(_end_other_sessions, dispatch_uid="end other sessions")
    account.email_added.connect(_tell_first_address, dispatch_uid="tell the first address")
    mfa.authenticator_added.connect(_count_as_used, dispatch_uid="count as used")
    mfa.authenticator_removed.connect(_keep_or_end_mandates, dispatch_uid="keep or end mandates")


def _teller(event: Event, write: Callable[..., None]) -> Callable[..., None]:
    def tell(sender: object, user: Any = None, authenticator: Any = None, **more: object) -> None:
        write(event, person=getattr(user, "pk", None), about=getattr(authenticator, "pk", None) or "")

    return tell


def _proved_again(sender: object, user: Any, reauthenticated: bool = False, **more: object) -> None:
    if reauthenticated:
        note_when_kept(Event.PROVED_AGAIN, person=user.pk)


def _end_other_sessions(sender: object, request: Any, user: Any, **more: object) -> None:
    """Whoever knew the earlier password, factor or address is signed out."""
    from kuvend.foundation.people.ending import end_sessions

    if user.pk:
        end_sessions(user, but=request)


def _say_signed_out(sender: object, request: Any, **more: object) -> None:
    """Let the answer tell the browser to drop what it kept of private pages."""
    request.kuvend_signed_out = True


def _tell_first_address(sender: object, request: Any, user: Any, email_address: Any, **more: object) -> None:
    """A further address can sign in: the first one is told, with a way back."""
    if user.pk and email_address.email != user.email:
        context = {"added": email_address.email}
        get_adapter(request).send_notification_mail("account/email/address_added", user, context)


def _count_as_used(sender: object, request: Any, user: Any, authenticator: Any, **more: object) -> None:
    """Whoever has just set up a factor has shown that they hold it: it is not asked for again at once."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


def _keep_or_end_mandates(sender: object, user: Any, **more: object) -> None:
    from kuvend.foundation.people.dormancy import keep_or_end

    keep_or_end(user)
