"""The languages in which people write here, each under its own name; more than those of the site."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.language_names import NAMES, own_name

OTHER = "und"  # BCP 47: a language that nobody named


def written_languages() -> dict[str, Any]:
    """Return the languages of a choice by their own names: those written around here, and the site's."""
    return {code: own for code, (own, _english) in NAMES.items()} | dict(settings.LANGUAGES)


def language_codes() -> list[str]:
    """Return the codes that words can bear, that of a language which nobody named among them."""
    return [*written_languages(), OTHER]


def writing_languages(present: str = "") -> list[tuple[str, Any]]:
    """Return the choices of a form: as the words show, the languages by their own names, another one.

    Args:
        present: a language that stands already and may be none of ours.
    """
    choices = written_languages()
    more = [(present, present)] if present and present not in choices and present != OTHER else []
    return [("", _("As my words show")), *choices.items(), *more, (OTHER, _("Another language"))]


def language_name(code: str) -> Any:
    """Return the name of a language in that language itself; its code where we have no name for it."""
    return _("Another language") if code == OTHER else own_name(code)
