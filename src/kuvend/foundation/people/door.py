"""What stands at the door of the sign-in: how often codes are asked for and tried, by address, account and network.

Everything is counted in the database before anything is compared. A network is charged for what was in vain alone:
a code that was used gives its share back, so that a full hall behind one address can sign in.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core import limits
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.security_log import Event, note
from kuvend.foundation.people.network import network_keys

CODE = "code"  # in the session: which code is awaited, since when, whose
THREE_WRONG = _("Too many wrong codes. Ask for a new one: this one counts no more.")


def asking_networks(request: HttpRequest) -> list[tuple[str, int]]:
    """Return today's keys of the networks from which a request comes, the narrowest first, each with its share."""
    return network_keys(request.META, on=local_date(now()))


def count_asking(request: HttpRequest, address: str) -> None:
    """Count that a letter to `address` was asked for, once in a request.

    Raises:
        TooOften: when the address or the network has had too many; nothing is to be sent then.
    """
    if getattr(request, "kuvend_asked", False):
        return
    request.kuvend_asked = True  # type: ignore[attr-defined]
    person = request.user.pk if request.user.is_authenticated else None
    with _told(request, person):
        limits.count("ask_code", _address_key(address), at=now())
        for network, share in asking_networks(request):
            limits.count("ask_network", network, at=now(), share=share)
    note(Event.CODE_ASKED, person=person)


def await_code(request: HttpRequest, *, account: int | None = None) -> None:
    """Remember in the session that a new code is awaited: three may be tried against it."""
    known = request.session.get(CODE, {}).get("account")
    asked = {"id": secrets.token_hex(8), "at": now().isoformat(), "account": account or known}
    request.session[CODE] = asked


def name_account(request: HttpRequest, account: int) -> None:
    """Remember for whose account the code that is about to be sent will be tried."""
    request.session[CODE] = {**request.session.get(CODE, {}), "account": account}


def count_try(request: HttpRequest) -> None:
    """Count a try before it is compared, against the code, the account and what the network got wrong.

    Raises:
        TooOften: when no more may be tried.
    """
    if "id" not in _awaited(request):  # nothing was sent: the page must not tell that from a code that was
        await_code(request)
    asked, at = _awaited(request), now()
    with _told(request, asked.get("account")):
        for network, share in asking_networks(request):
            limits.check("fail_code", network, at=at, share=share)
        limits.count("try_code", asked["id"], at=datetime.fromisoformat(asked["at"]), reason=THREE_WRONG)
        if asked.get("account"):
            limits.count("try_account", str(asked["account"]), at=at)


def count_wrong(request: HttpRequest) -> None:
    """Count a wrong code against the network from which it came."""
    for network, _share in asking_networks(request):
        limits.add("fail_code", network, at=now())
    note(Event.CODE_WRONG, person=_awaited(request).get("account"))


def give_back(request: HttpRequest) -> None:
    """Take back what a code that was right has cost: neither its account nor its network is charged."""
    asked, at = _awaited(request), now()
    request.session.pop(CODE, None)
    if asked.get("account"):
        limits.give_back("try_account", str(asked["account"]), at=at)
    for network, _share in asking_networks(request):
        limits.give_back("ask_network", network, at=datetime.fromisoformat(asked["at"]))


def _awaited(request: HttpRequest) -> dict[str, Any]:
    asked: dict[str, Any] = request.session.get(CODE, {})
    return asked


def _address_key(address: str) -> str:
    return salted_hmac("kuvend.people.door", address, algorithm="sha256").hexdigest()[:24]


@contextmanager
def _told(request: HttpRequest, person: int | None) -> Iterator[None]:
    """Tell the security log, and the answer's status, that a limit was reached."""
    try:
        yield
    except limits.TooOften as error:
        request.kuvend_too_often = error  # type: ignore[attr-defined]
        note(Event.TOO_OFTEN, person=person)
        raise
