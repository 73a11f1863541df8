"""What the sign-in library does is told to the security log: its signals, each with the event it stands for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
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


def _teller(event: Event, write: Callable[..., None]) -> Callable[..., None]:
    def tell(sender: object, user: Any = None, authenticator: Any = None, **more: object) -> None:
        write(event, person=getattr(user, "pk", None), about=getattr(authenticator, "pk", None) or "")

    return tell


def _proved_again(sender: object, user: Any, reauthenticated: bool = False, **more: object) -> None:
    if reauthenticated:
        note_when_kept(Event.PROVED_AGAIN, person=user.pk)
