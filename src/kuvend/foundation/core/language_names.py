"""What languages are called, by themselves and in English. The command line reads it before it knows of Django."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kuvend.engines.formats.language_codes import BY_TWO_LETTERS


def gettext_noop(words: str) -> str:
    """Mark words for the catalogues, which translate them where they are shown."""
    return words


SOURCE = "en"  # in which the texts of the code stand, and what is said to machines
# In which people write here: each in its own name, and the English one that is translated.
NAMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "sq": ("Shqip", gettext_noop("Albanian")),
        "en": ("English", gettext_noop("English")),
        "mk": ("Македонски", gettext_noop("Macedonian")),
        "el": ("Ελληνικά", gettext_noop("Greek")),
        "rup": ("Armãneashti", gettext_noop("Aromanian")),
        "rom": ("Romani čhib", gettext_noop("Romani")),
        "sr": ("Српски / Srpski", gettext_noop("Serbian")),
        "cnr": ("Crnogorski / Црногорски", gettext_noop("Montenegrin")),
        "bs": ("Bosanski", gettext_noop("Bosnian")),
        "bg": ("Български", gettext_noop("Bulgarian")),
        "it": ("Italiano", gettext_noop("Italian")),
        "tr": ("Türkçe", gettext_noop("Turkish")),
    }
)

# The land of a language where it is not called as that (`locale_of`).
LANDS = {
    "sq": "AL", "en": "GB", "el": "GR", "sr": "RS", "bs": "BA", "cs": "CZ", "da": "DK", "sv": "SE", "et": "EE",
    "sl": "SI", "uk": "UA", "be": "BY", "ga": "IE", "nb": "NO", "nn": "NO", "ar": "AR", "he": "IL", "fa": "IR",
    "hy": "AM", "ka": "GE", "kk": "KZ", "ky": "KG", "ja": "JP", "ko": "KR", "zh": "CN", "hi": "IN", "vi": "VN",
    "rup": "AL", "rom": "AL",
}  # fmt: skip

# ISO 639-1 as it stands, without the codes that it took back.
OF_TWO_LETTERS = frozenset(BY_TWO_LETTERS)


def locale_of(code: str) -> str:
    """Return the locale of a language in the Open Graph vocabulary, a land joined to it; one in its code is kept."""
    language, _line, land = code.partition("-")
    return f"{language}_{(land or LANDS.get(language, language)).upper()}"


def own_name(code: str) -> str:
    """Return what a language calls itself (ours, else Django's name); its code where nobody knows."""
    return NAMES[code][0] if code in NAMES else _known_to_django(code, "name_local")


def english_name(code: str) -> str:
    """Return a language's English name (ours, else Django's); its code where nobody knows."""
    return NAMES[code][1] if code in NAMES else _known_to_django(code, "name")


def _known_to_django(code: str, name: str) -> str:
    from django.conf.locale import LANG_INFO

    return str(LANG_INFO.get(code, {}).get(name, code))
