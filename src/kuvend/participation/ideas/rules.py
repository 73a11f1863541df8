"""What an idea may be about."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.processes.models import Process
from kuvend.participation.ideas.enums import Elsewhere


def may_be_about(process: Process, category: str) -> Permission:
    """An idea is about a topic that its process offers, about something else, or its author is not sure."""
    if category in Elsewhere.values or process.topics.filter(key=category, offered=True).exists():
        return ALLOWED
    return refused(_("Choose from the list what it is about."))
