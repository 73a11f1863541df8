"""Letters of the sign-in in tests: the job that sends them runs when the test says so."""

import re

from django.core import mail

from kuvend.foundation.core.clock import now
from kuvend.foundation.people.letters import send_waiting

CODE = re.compile(r"\b(\d{8})\b")


def sent_code() -> str:
    """Send what waits, and return the code of the newest letter."""
    send_waiting(at=now())
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    return found[1]
