"""How the log is written to standard error: with time, level and request, without words and addresses.

KUVEND_LOG=json writes one JSON object a line, for machines that gather logs; `text` is for people.
"""

from __future__ import annotations

import json
import logging
import os
import re
import secrets
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from kuvend.foundation.core.problems import place_of

# PostgreSQL names the whole row that a constraint refused, addresses and words too.
DETAIL = re.compile(r"^DETAIL:.*?(?=^CONTEXT:|^The above exception|^During handling|\Z)", re.DOTALL | re.MULTILINE)
ADDRESS = re.compile(r"\bip=\S+?(?=:?\s)")  # gunicorn names who sent what it cannot read
GIVEN_ID = re.compile(r"[0-9A-Za-z-]{8,64}", re.ASCII)  # as a proxy in front may have numbered the request

request_id: ContextVar[str] = ContextVar("request_id", default="")


def number_request(proxy_id: str) -> None:
    """Give the request in hand its number: the proxy's, or a fresh one."""
    request_id.set(proxy_id if GIVEN_ID.fullmatch(proxy_id) else secrets.token_hex(8))


class Calm(logging.Filter):
    """Leaves out what is no event (an address that does not exist), and tracebacks of what was merely refused."""

    def filter(self, record: logging.LogRecord) -> bool:
        status = getattr(record, "status_code", None)
        if status == 404 or record.name == "django.server":
            return False
        if record.name == "django.security.DisallowedHost":
            record.msg, record.args, record.exc_info = "a request for a host that is not ours", (), None
        if (status and status < 500) or _busy(record):
            record.exc_info = None
        return True


def _busy(record: logging.LogRecord) -> bool:
    """Whether the error is that the database was busy or away: it says all that there is to say in one line."""
    from django.db import InterfaceError, OperationalError

    error = record.exc_info[1] if record.exc_info else None
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    state = getattr(error.__cause__, "sqlstate", None) or type(error.__cause__ or error).__name__
    why = f"database busy or away: {state}, {place_of(error.__traceback__)}"
    record.msg, record.args = f"{record.getMessage()} ({why})", ()
    return True


class Lines(logging.Formatter):
    """One event as a line of text, or as a line of JSON."""

    def __init__(self, style: str = "text") -> None:
        super().__init__()
        self._json = style == "json"

    def format(self, record: logging.LogRecord) -> str:
        event = self._event(record)
        if self._json:
            return json.dumps(event, ensure_ascii=False, default=str)
        request = f" [{event['request']}]" if "request" in event else ""
        line = f"{event['time']} {event['level']} {event['logger']}{request}: {event['message']}"
        return f"{line}\n{event['trace']}" if "trace" in event else line

    def formatException(self, ei: Any) -> str:
        return DETAIL.sub("DETAIL: not logged\n", super().formatException(ei)).rstrip()

    def _event(self, record: logging.LogRecord) -> dict[str, Any]:
        event: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": ADDRESS.sub("ip=not-logged", " ".join(record.getMessage().split())),
        }
        if number := request_id.get():
            event["request"] = number
        event |= getattr(record, "security", {})  # core.security_log: numbers and public ids
        if record.exc_info and record.exc_info[1]:
            event["place"] = place_of(record.exc_info[2])
            event["trace"] = self.formatException(record.exc_info)
        return event


def configuration() -> dict[str, Any]:
    """Return the logging of this process, for Django and for what runs beside it. Raises ValueError."""
    style = os.environ.get("KUVEND_LOG", "text")
    if style not in {"text", "json"}:
        raise ValueError(f"KUVEND_LOG is text or json, not {style!r}")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"calm": {"()": "kuvend.web.logs.Calm"}},
        "formatters": {"lines": {"()": "kuvend.web.logs.Lines", "style": style}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines", "filters": ["calm"]}},
        "root": {"handlers": ["stderr"], "level": os.environ.get("KUVEND_LOG_LEVEL", "WARNING")},
        "loggers": {
            "kuvend.security": {"level": "INFO"},
            "django.server": {"propagate": True},
            "pypdf": {"level": "ERROR"},  # a broken document of a kilobyte makes it warn a hundred thousand times
        },
    }
