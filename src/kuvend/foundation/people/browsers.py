"""Which browser a session was begun in, as a person would say it: enough to know one's own from another's."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# The first that is found counts: most browsers name those whose pages they can show, too.
BROWSERS = [
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
]  # fmt: skip
MACHINES = [
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
]  # fmt: skip


def browser_in_words(user_agent: str) -> str | Promise:
    """Return "Firefox, Android", or that the browser did not say."""
    names = [next((name for sign, name in known if sign in user_agent), "") for known in (BROWSERS, MACHINES)]
    return ", ".join(name for name in names if name) or _("an unknown browser")
