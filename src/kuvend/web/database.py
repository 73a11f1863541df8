"""From DATABASE_URL to Django's database settings: psycopg's pool, server-side binding, health checks."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def database(url: str) -> dict[str, Any]:
    """Return the settings of the PostgreSQL server at `url` (postgresql://user:password@host:port/name?host=…).

    Raises:
        ValueError: when the URL names no PostgreSQL database.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError("DATABASE_URL must look like postgresql://user:password@host:5432/name")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    options: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 5}
    if size := int(os.environ.get("KUVEND_POOL", "4")):
        # Without `reconnect_timeout` the pool doubles its pauses while a database is down, and goes on
        # waiting when it has long come back.
        options["pool"] = {"min_size": 0, "max_size": size, "timeout": 5, "reconnect_timeout": 2}
    options |= {key: value for key, value in query.items() if key in {"sslmode", "sslrootcert", "connect_timeout"}}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or query.get("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(query.get("port", parts.port or "")),
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
