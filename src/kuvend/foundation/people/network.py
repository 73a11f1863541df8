"""Which network asks, for limits: told apart today, told by nothing that is kept tomorrow."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings


def client_address(meta: Mapping[str, Any]) -> str:
    """Return the address that asks: behind KUVEND_PROXIES trusted proxies, what the outermost of them saw."""
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    hops: int = settings.KUVEND_PROXIES
    return forwarded[-hops] if hops and len(forwarded) >= hops else str(meta.get("REMOTE_ADDR", ""))


def network_key(meta: Mapping[str, Any], *, on: date) -> str:
    """Return a key of the asking network that is worthless the day after: address prefix, day and secret, hashed."""
    address = client_address(meta)
    prefix = ":".join(address.split(":")[:4]) if ":" in address else address.rsplit(".", 1)[0]
    return hashlib.sha256(f"{settings.SECRET_KEY}{on.isoformat()}{prefix}".encode()).hexdigest()[:24]
