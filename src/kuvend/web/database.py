"""From DATABASE_URL to Django's database settings: psycopg's pool, server-side binding, health checks, patience."""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

PATIENCE = {
    # A request waits for nobody long: eight that wait for one lock would be the whole site.
    "web": {"lock_timeout": "3s", "statement_timeout": "15s", "idle_in_transaction_session_timeout": "60s"},
    # Jobs and commands may compute for long and hold up nobody; a lock or a silence without end is a fault there too.
    "": {"lock_timeout": "60s", "statement_timeout": "0", "idle_in_transaction_session_timeout": "15min"},
}
JOB_CONNECTIONS = 8  # one for each job that runs at once (core.jobs.LANES), and one to spare


def threads() -> int:
    """Return how many requests a web process answers at once (KUVEND_WEB_THREADS)."""
    return positive("KUVEND_WEB_THREADS", 4)


def positive(name: str, default: int) -> int:
    """Return a whole number above 0 from the environment. Raises ValueError, naming the variable."""
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"{name} must be a whole number above 0, not {text!r}")
    return int(text)


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
    part = os.environ.get("KUVEND_PART", "")
    options["options"] = " ".join(f"-c {name}={value}" for name, value in PATIENCE[part].items())
    if size := int(os.environ.get("KUVEND_POOL") or (threads() if part else JOB_CONNECTIONS)):
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
