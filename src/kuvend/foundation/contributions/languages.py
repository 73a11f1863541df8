"""The languages in which people write here, each under its own name; which is told apart from the site's languages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

OTHER = "und"  # BCP 47: a language that nobody named
WRITTEN = {
    "sq": "Shqip",
    "en": "English",
    "mk": "Македонски",
    "el": "Ελληνικά",
    "rup": "Armãneashti",
    "rom": "Romani čhib",
    "sr": "Српски / Srpski",
    "bs": "Bosanski",
    "bg": "Български",
    "it": "Italiano",
    "tr": "Türkçe",
}


def writing_languages(known: str = "") -> list[tuple[str, Any]]:
    """Return the choices of a form: as the words show, the languages by their own names, another one.

    Args:
        known: a language that stands already and may be none of ours.
    """
    more = [(known, known)] if known and known not in WRITTEN and known != OTHER else []
    return [("", _("As my words show")), *WRITTEN.items(), *more, (OTHER, _("Another language"))]


def language_name(code: str) -> Any:
    """Return the name of a language in that language itself; its code where we have no name for it."""
    return _("Another language") if code == OTHER else WRITTEN.get(code, code)
