"""Text that a copy of the database alone cannot read: encrypted with keys drawn from the instance's secret key.

For what must be readable by the site again and is worth stealing: seeds of second factors, sessions, codes on
their way. The key lies outside the database (KUVEND_SECRET_KEY, or KUVEND_HOME/secret-key). Whoever replaces it
keeps the earlier one in SECRET_KEY_FALLBACKS: what was sealed with it can then still be opened.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class NotOpened(ValueError):
    """The text was not sealed with a key of this instance."""


def seal(text: str, *, purpose: str) -> str:
    """Return `text` encrypted and authenticated; it opens for the same `purpose` alone. Safe in an address."""
    return _fernet(purpose).encrypt(text.encode()).decode("ascii")


def opened(sealed: str, *, purpose: str, seconds: int | None = None) -> str:
    """Return what was sealed for `purpose`.

    Args:
        seconds: how old it may be; None for any age.

    Raises:
        NotOpened: when another key or purpose sealed it, or when it is too old.
    """
    try:
        return _fernet(purpose).decrypt(sealed.encode(), ttl=seconds).decode()
    except (InvalidToken, UnicodeError):
        raise NotOpened from None


def _fernet(purpose: str) -> MultiFernet:
    return _keyed(purpose, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=64)
def _keyed(purpose: str, keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived_key(key, purpose))) for key in keys])


def _derived_key(key: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=f"kuvend {purpose}".encode()).derive(key.encode())
