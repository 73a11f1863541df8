"""What officers are told of besides what they owe: promised changes that are owed no more."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import quoted
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.responses.promises import taken_back_from


def promises_taken_back(actor: Actor, since: date, at: datetime) -> list[tuple[str, str]]:
    """Return a line for each of the actor's texts in which a change that was agreed to is no longer promised."""
    sentence = _("A change that you agreed to in “%(title)s” is no longer promised: the answer was corrected.")
    texts = taken_back_from(actor, since=since, until=local_date(at))
    return [(sentence % {"title": quoted(text.title)}, text.url) for text in texts]
