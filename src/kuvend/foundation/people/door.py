"""What stands at the door of the sign-in: how often codes are asked for and tried, by address, account and network.

Everything is counted in the database before anything is compared. A network is charged for what was in vain alone:
a code that was used gives its share back, so that a full hall behind one address can sign in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core import limits
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.security_log import Event, note
from kuvend.foundation.people.awaited import Awaited, address_key
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.network import Networks, network_keys
from kuvend.foundation.people.queries import person_by_address

FIVE_WRONG = _("Too many wrong passwords. Sign in with a code that we send you, or try again later.")
THREE_WRONG = _("Too many wrong codes. Ask for a new one: this one counts no more.")


def asking_networks(request: HttpRequest) -> Networks:
    """Return today's keys of the networks from which a request comes, the narrowest first, each with its share."""
    return network_keys(request.META, on=local_date(now()))


def count_asking(request: HttpRequest, address: str) -> None:
    """Count that a letter to `address` was asked for, once in a request.

    A network has few letters to one address, the address more in all: a stranger who asks somewhere else does not
    lock its owner out.

    Raises:
        TooOften: when the address or the network has had too many; nothing is to be sent then.
    """
    if getattr(request, "kuvend_asked", False):
        return
    request.kuvend_asked = True  # type: ignore[attr-defined]
    person = request.user.pk if request.user.is_authenticated else None
    with _limit_noted(request, person):
        key, networks = address_key(address), asking_networks(request)
        limits.count_all("ask_code", networks, at=now(), about=key)
        limits.count("ask_address", key, at=now())
        limits.count_all("ask_network", networks, at=now())
    note(Event.CODE_ASKED, person=person)


def count_try(request: HttpRequest, code: Awaited) -> None:
    """Count a try before it is compared, against the code, the account and what the network got wrong.

    As with passwords, a network has few tries at an account, the account many: a stranger's wrong codes do not lock
    its owner out.

    Raises:
        TooOften: when no more may be tried.
    """
    check_networks(request, person=code.person)
    with _limit_noted(request, code.person):
        limits.count("try_code", code.name, at=code.at, reason=THREE_WRONG)
        for network, share in asking_networks(request):
            limits.count("try_account", f"{network}:{code.account}", at=now(), share=share)
        limits.count("try_account_anywhere", code.account, at=now())


def check_networks(request: HttpRequest, *, person: int | None = None) -> None:
    """Look whether the networks that ask have got too much wrong, codes and passwords together.

    Raises:
        TooOften: when one has.
    """
    with _limit_noted(request, person):
        for network, share in asking_networks(request):
            limits.check("fail_code", network, at=now(), share=share)


def charge_networks(request: HttpRequest) -> None:
    """Charge the networks that ask for a code or a password that was wrong."""
    for network, _share in asking_networks(request):
        limits.add("fail_code", network, at=now())


def count_wrong(request: HttpRequest, code: Awaited) -> None:
    """Count a wrong code against the network from which it came."""
    charge_networks(request)
    note(Event.CODE_WRONG, person=code.person)


def give_back(request: HttpRequest, code: Awaited) -> None:
    """Take back what a code that was right has cost: neither its account nor its network is charged."""
    limits.give_back("try_account_anywhere", code.account, at=now())
    for network, _share in asking_networks(request):
        limits.give_back("try_account", f"{network}:{code.account}", at=now())
        limits.give_back("ask_network", network, at=code.at)


def count_password(request: HttpRequest, address: str) -> None:
    """Count a password before it is compared: against the account in this network, then against the account.

    A network has few tries, the account more in all, so that who guesses elsewhere does not lock its owner out;
    a code by mail opens the account even when all are used up.

    Raises:
        TooOften: when no more may be tried.
    """
    person = person_by_address(address)
    check_networks(request)
    with _limit_noted(request, person.pk if person else None):
        account = _account(person, address)
        for network, share in asking_networks(request):
            limits.count("try_password", f"{network}:{account}", at=now(), share=share, reason=FIVE_WRONG)
        limits.count("try_password_anywhere", account, at=now(), reason=FIVE_WRONG)


def give_password_back(request: HttpRequest, address: str) -> None:
    """Take back what a password that was right has cost."""
    account = _account(person_by_address(address), address)
    limits.give_back("try_password_anywhere", account, at=now())
    for network, _share in asking_networks(request):
        limits.give_back("try_password", f"{network}:{account}", at=now())


def forgive_passwords(request: HttpRequest, address: str) -> None:
    """Forget wrong passwords of an account whose owner has just set a new one by a code."""
    account = _account(person_by_address(address), address)
    limits.forgive("try_password_anywhere", account, at=now())
    for network, _share in asking_networks(request):
        limits.forgive("try_password", f"{network}:{account}", at=now())


def _account(person: Person | None, address: str) -> str:
    return str(person.pk) if person else address_key(address)


@contextmanager
def _limit_noted(request: HttpRequest, person: int | None) -> Iterator[None]:
    """Tell the security log, and the answer's status, that a limit was reached."""
    try:
        yield
    except limits.TooOften as error:
        request.kuvend_too_often = error  # type: ignore[attr-defined]
        note(Event.TOO_OFTEN, person=person)
        raise
