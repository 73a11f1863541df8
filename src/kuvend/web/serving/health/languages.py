"""The languages of the instance: how much of the texts each has, and what is never said in it."""

from __future__ import annotations

from gettext import GNUTranslations
from pathlib import Path

import allauth
import django
from django.utils.translation import to_locale

from kuvend.engines.plancheck import LANGUAGES
from kuvend.foundation.core.findings import NOTE, OK, Finding
from kuvend.foundation.core.instance import read_instance
from kuvend.foundation.core.language_names import SOURCE
from kuvend.web.cli.environment import home
from kuvend.web.identity import identity_file

PACKAGE = Path(__file__).resolve().parents[2] / "locale"
HOW_TO = "see docs/how-to/add-a-language.md"


def languages() -> Finding:
    """Look which share of the texts is translated into each language; checks of plans speak two alone."""
    try:
        codes = read_instance(identity_file(home())).languages
    except ValueError:
        return Finding("languages", OK, "not read while the file of the instance has a fault")
    shares = {code: translated_share(code) for code in codes}
    words = ", ".join(f"{code} {share} %" for code, share in shares.items())
    in_english = [code for code in codes if code not in LANGUAGES]
    if in_english:
        words += f"; the sentences of the check of plans stay English in {', '.join(in_english)}"
    lacking = [code for code, share in shares.items() if share < 100]
    return Finding("languages", NOTE if lacking or in_english else OK, words, HOW_TO)


def translated_share(code: str) -> int:
    """Return how many in a hundred of the house's texts a language has, rounded down; the source language has all.

    What libraries say is left aside: they bring their own translations.
    """
    texts = {text for locale in PACKAGE.iterdir() for text in _texts(PACKAGE, locale.name)} - _texts_of_libraries()
    if code == SOURCE or not texts:
        return 100
    own = _texts(home() / "locale", to_locale(code)) | _texts(PACKAGE, to_locale(code))
    return 100 * len(texts & own) // len(texts)


def _texts_of_libraries() -> set[str]:
    """Return the texts that Django and allauth bring; no catalogue of theirs has every one, two have most."""
    folders = {
        path.parent for library in (allauth, django) for path in Path(str(library.__file__)).parent.rglob("locale/it")
    }
    return {text for folder in folders for locale in ("it", "gl") for text in _texts(folder, locale)}


def _texts(folder: Path, locale: str) -> set[str]:
    """Return the texts, in English, that a compiled catalogue translates; none where no catalogue can be read."""
    try:
        with (folder / locale / "LC_MESSAGES" / "django.mo").open("rb") as file:
            catalogue: dict[str | tuple[str, int], str] = GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    except (OSError, ValueError):  # it is not there, or no catalogue
        return set()
    keys = (key[0] if isinstance(key, tuple) else key for key, words in catalogue.items() if words)
    return {key for key in keys if key}
