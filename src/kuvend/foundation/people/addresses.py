"""One form for each e-mail address: what is stored, compared and written to is this form and no other.

An identity that is compared by a looser rule than it is stored under can be taken over: `ı` becomes `I` in SQL's
UPPER(), while a letter to `gmaıl.com` reaches `xn--gmal-nza.com`. So whatever comes in is made canonical at the
door, found by equality, and letters go to the canonical form alone.

Sources: RFC 5321 and 5322 (dot-atom), RFC 5890 to 5892 (IDNA 2008), UTS 46 (non-transitional). IDNA 2008 by the
package `idna`, since the encoding in Python's library is that of 2003, which writes to `strasse.de` what was
meant for `straße.de`.
"""

from __future__ import annotations

import re
import unicodedata

import idna
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import NotAllowed

LONGEST = 254  # characters of an address (RFC 5321, 4.5.3.1.3, less the brackets)
LONGEST_LOCAL = 64
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")

NO_ADDRESS = _("Write a whole e-mail address, such as name@example.org.")
NOT_PLAIN = _(
    "Before the @ an address may hold plain letters (a to z), digits and signs only. Look for a letter "
    "that only looks like one of these."
)
NO_DOMAIN = _("What stands after the @ is not the name of a mail server. Check its spelling.")
TOO_LONG = _("This address is too long.")


class AddressRefused(NotAllowed, ValueError):
    """What was typed is no address that letters can be sent to; `reason` is shown beside the field."""


def canonical(typed: str) -> str:
    """Return the one form of an e-mail address: ASCII, small letters, the domain as it is looked up.

    Raises:
        AddressRefused: when it has none; the reason is shown to the person.
    """
    local, at, domain = unicodedata.normalize("NFKC", _trimmed(typed)).rpartition("@")
    if not (local and at and domain):
        raise AddressRefused(NO_ADDRESS)
    local = local.casefold()
    if not LOCAL.fullmatch(local):
        raise AddressRefused(NOT_PLAIN if not local.isascii() else NO_ADDRESS)
    address = f"{local}@{_domain(domain)}"
    if len(local) > LONGEST_LOCAL or len(address) > LONGEST:
        raise AddressRefused(TOO_LONG)
    return _checked(address, NO_DOMAIN)


def _trimmed(typed: str) -> str:
    """Drop what a copied address carries around it: spaces and signs that nobody sees."""
    start, end = 0, len(typed)
    while start < end and _unseen(typed[start]):
        start += 1
    while end > start and _unseen(typed[end - 1]):
        end -= 1
    return typed[start:end]


def _unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) == "Cf"


def _domain(typed: str) -> str:
    try:
        return idna.encode(typed, uts46=True, std3_rules=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise AddressRefused(NO_DOMAIN) from None


def _checked(address: str, otherwise: str | Promise) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise AddressRefused(otherwise) from None
    return address
