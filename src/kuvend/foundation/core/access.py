"""Deny by default: every route says who may reach it, every deed answers allowed or why not.

A view without one of the marks below is refused by the middleware and fails the test that walks all routes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Permission:
    """The answer to "may this actor do this deed": allowed, or the reason a person is shown."""

    allowed: bool
    reason: str | Promise = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Permission(True)


def refused(reason: str | Promise) -> Permission:
    """Return a refusal with the reason that the person reads."""
    return Permission(False, reason)


class NotAllowed(Exception):
    """A deed was refused by its rule; `reason` is shown to the person."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.reason = reason


class LedElsewhere(NotAllowed):
    """Somebody took back where words or a text continue, and that is no longer what was read; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _("Where it continues changed while you were reading. Nothing was done. Read it again, then decide.")
        )


def require(permission: Permission) -> None:
    """Raise NotAllowed with the rule's reason unless the rule allowed the deed."""
    if not permission:
        raise NotAllowed(permission.reason)


def require_listed(value: str, choices: Collection[str]) -> None:
    """Raise NotAllowed unless `value` is one of `choices`: a form offers no other, an API or a command might."""
    if value not in choices:
        raise NotAllowed(_("“%(value)s” is not on the list of what can be chosen.") % {"value": value[:40]})


def _mark(access: str) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.access = access  # type: ignore[attr-defined]
        return view

    return mark


def _form(access: str) -> Callable[[View], View]:
    """Return the mark of a view that forms are sent to: done once, and drawn with what was typed before."""

    def mark(view: View) -> View:
        from kuvend.foundation.core.door.kept_forms import (
            draws_kept,  # they have tables, which models.py may not need yet
        )
        from kuvend.foundation.core.door.nul import without_nul
        from kuvend.foundation.core.door.sending import sent_once

        return without_nul(draws_kept(sent_once(_mark(access)(view))))  # type: ignore[return-value]

    return mark


def reads(*names: str, more: Callable[[], Collection[str]] = frozenset) -> Callable[[View], View]:
    """Return the mark of a public view that reads these names of its address; one that asks others is led to it plain.

    Without names: the view itself refuses what it does not know. `more` returns those that rooms hand up.
    """

    def mark(view: View) -> View:
        view.reads = frozenset(names) or None  # type: ignore[attr-defined]
        view.reads_more = more  # type: ignore[attr-defined]
        return view

    return mark


def by_language(view: View) -> View:
    """Mark a public view whose answer is in the language that the browser asks for; its address has none."""
    view.by_language = True  # type: ignore[attr-defined]
    return view


public = _mark("public")  # the same for everyone, cookies are not even read
open_form = _form("open_form")  # anyone may open it, but it carries a session or a form: never cached
signed_in = _form("signed_in")  # a person who is signed in; the deed's own rule decides the rest
official = _form("official")  # a person with a mandate in force, confirmed by a second factor
loopback = _mark("loopback")  # only from this very machine
