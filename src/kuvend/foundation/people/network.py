"""Which network asks, for limits: told apart today, told by nothing that is kept tomorrow."""

from __future__ import annotations

import hashlib
import ipaddress
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings

# What one line, one customer and one site of a provider usually hold, and how many times the limit each is given.
Networks = list[tuple[str, int]]
TIERS = {4: ((32, 1), (24, 4)), 6: ((64, 1), (56, 2), (48, 4))}


def client_address(meta: Mapping[str, Any]) -> str:
    """Return the address that asks: behind KUVEND_PROXIES trusted proxies, what the outermost of them saw."""
    forwarded = [part.strip() for part in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    hops: int = settings.KUVEND_PROXIES
    return forwarded[-hops] if hops and len(forwarded) >= hops else str(meta.get("REMOTE_ADDR", ""))


def network_keys(meta: Mapping[str, Any], *, on: date) -> Networks:
    """Return keys of the networks in which the asking address lies, the narrowest first, each with its share.

    A key is worthless the day after: prefix, day and secret, hashed. The share says how many times the limit of
    the narrowest network the wider one has, so that nobody escapes by taking another address of their own.
    """
    return [(_key(prefix, on), share) for prefix, share in _prefixes(client_address(meta))]


def _prefixes(address: str) -> list[tuple[str, int]]:
    try:
        asking = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return [(address, 1)]
    if isinstance(asking, ipaddress.IPv6Address) and asking.ipv4_mapped:
        asking = asking.ipv4_mapped
    return [
        (str(ipaddress.ip_network((asking, length), strict=False)), share) for length, share in TIERS[asking.version]
    ]


def _key(prefix: str, on: date) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}{on.isoformat()}{prefix}".encode()).hexdigest()[:24]
