"""The languages of a site, as its settings list them, and what languages are called: by themselves and by a reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kuvend.foundation.core.language_names import NAMES, OF_TWO_LETTERS, english_name


def site_languages() -> list[str]:
    """Return the codes of the site's languages in its order, its own first."""
    return [code for code, _name in settings.LANGUAGES]


def site_language() -> str:
    """Return the code of the site's own language: of whoever said nothing else."""
    return str(settings.LANGUAGE_CODE)


def is_language(code: str) -> bool:
    """Tell whether a code names a language: by ISO 639-1, by the names that we or Django know, or as one of the site.

    Of the thousands of three letters those alone that somebody has a name for.
    """
    return code in OF_TWO_LETTERS or code in site_languages() or code in NAMES or code in LANG_INFO


def languages_around() -> list[str]:
    """Return the codes of the languages that are offered first: those of the site, then others in which people write
    here.
    """
    site = site_languages()
    return [*site, *(code for code in NAMES if code not in site)]


def name_to_reader(code: str) -> str:
    """Return a language's name in the language of the reader, as it stands behind "in"; its code where nobody knows."""
    return _(english_name(code))


def only_in(code: str) -> str:
    """Return the words that mark a text which the reader's language lacks."""
    return _("only in %(language)s") % {"language": name_to_reader(code)}


def _labelled(label: Any, code: str) -> str:
    if len(site_languages()) == 1:
        return str(label)
    return _("%(what)s, in %(language)s") % {"what": label, "language": name_to_reader(code)}


in_a_language = lazy(_labelled, str)
"""From what a text says and the code of a language to the label of its field: "Reason, in Albanian"."""


def direction(code: str) -> str:
    """Return how a language is written: `rtl` or `ltr`."""
    return "rtl" if code.partition("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def language_marks(code: str) -> dict[str, str]:
    """Return the attributes that mark words of a language in HTML; its direction where it is not that of the page."""
    turned = direction(code) != direction(get_language() or site_language())
    return {"lang": code, **({"dir": direction(code)} if turned else {})}
