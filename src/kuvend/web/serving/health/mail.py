"""Mail: can it leave, by a whole conversation with the server."""

import os
import smtplib
import ssl
from email import policy

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.web.serving.health.machine import is_loopback

SECONDS = 10.0
USUAL_PORT = "587"


def server() -> Finding:
    """Greet the mail server, secure the line, sign in, and say goodbye."""
    if backend := os.environ.get("KUVEND_EMAIL_BACKEND"):
        return Finding("mail", NOTE, f"is given to {backend}", "leave KUVEND_EMAIL_BACKEND out to send it")
    host = os.environ.get("KUVEND_SMTP_HOST")
    if not host:
        public = not is_loopback(os.environ.get("KUVEND_HOST", "localhost").rsplit(":", 1)[0])
        message = "is kept in the instance and leaves it nowhere"
        return Finding("mail", FAIL if public else NOTE, message, "set KUVEND_SMTP_HOST to send it")
    try:
        _converse(host, int(os.environ.get("KUVEND_SMTP_PORT", USUAL_PORT)))
    except (OSError, ValueError) as error:
        message = f"cannot leave through {host}: {_kind(error)}"
        return Finding("mail", FAIL, message, "look at KUVEND_SMTP_HOST, _PORT, _TLS, _USER and _PASSWORD")
    return Finding("mail", OK, f"can leave through {host}")


def sender() -> Finding:
    """Read who letters come from as a mail server does: one address, with or without a name before it."""
    from django.conf import settings

    read = policy.default.header_factory("From", settings.DEFAULT_FROM_EMAIL)
    if read.defects or len(read.addresses) != 1 or not read.addresses[0].domain:
        message = f"come from {settings.DEFAULT_FROM_EMAIL!r}, which is not one address: none can leave"
        return Finding(
            "sender", FAIL, message, "set KUVEND_FROM, such as KUVEND_FROM='\"A name\" <no-reply@example.al>'"
        )
    return Finding("sender", OK, f"letters come from {read.addresses[0].addr_spec}")


def _converse(host: str, port: int) -> None:
    with smtplib.SMTP(host, port, timeout=SECONDS) as line:
        line.ehlo()
        if os.environ.get("KUVEND_SMTP_TLS", "1") == "1":
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if user := os.environ.get("KUVEND_SMTP_USER"):
            line.login(user, os.environ.get("KUVEND_SMTP_PASSWORD", ""))


def _kind(error: Exception) -> str:
    code = f" {error.smtp_code}" if isinstance(error, smtplib.SMTPResponseException) else ""
    return f"{type(error).__name__}{code}"
