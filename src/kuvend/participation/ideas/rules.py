"""What an idea may be about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.processes.models import Process
from kuvend.participation.ideas.enums import Elsewhere


def may_be_about(process: Process, category: str) -> Permission:
    """An idea is about a topic that its process offers, about something else, or its author is not sure.

    Nobody is asked where the process offers no topics.
    """
    offered = process.topics.filter(offered=True)
    fits = offered.filter(key=category).exists() if category else not offered.exists()
    if fits or category in Elsewhere.values:
        return ALLOWED
    return refused(_("Choose from the list what it is about."))
