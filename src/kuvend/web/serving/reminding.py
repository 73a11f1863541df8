"""The operator's line in the letter of the day: the instance itself needs somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from kuvend.foundation.people.actor import Actor
from kuvend.web.serving.figures import figures
from kuvend.web.serving.limits import troubles


def troubles_now(_actor: Actor, _since: date, _at: datetime) -> Sequence[tuple[str, str]]:
    """Return one line that names what waits too long or fails, as `/readyz` does; none while all is well."""
    names = troubles(figures())
    sentence = _("Something waits too long or fails: %(what)s. On the server, kuvend doctor says what to do.")
    return [(sentence % {"what": ", ".join(names)}, "/readyz")] if names else []
