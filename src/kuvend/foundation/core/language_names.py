"""What languages are called, by themselves and in English. The command line reads it before it knows of Django."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


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
        "bs": ("Bosanski", gettext_noop("Bosnian")),
        "bg": ("Български", gettext_noop("Bulgarian")),
        "it": ("Italiano", gettext_noop("Italian")),
        "tr": ("Türkçe", gettext_noop("Turkish")),
    }
)

# ISO 639-1 as it stands, without the codes that it took back.
OF_TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb
    nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq
    sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905
)


def own_name(code: str) -> str:
    """Return what a language calls itself (ours, else Django's name); its code where nobody knows."""
    return NAMES[code][0] if code in NAMES else _known_to_django(code, "name_local")


def english_name(code: str) -> str:
    """Return a language's English name (ours, else Django's); its code where nobody knows."""
    return NAMES[code][1] if code in NAMES else _known_to_django(code, "name")


def _known_to_django(code: str, name: str) -> str:
    from django.conf.locale import LANG_INFO

    return str(LANG_INFO.get(code, {}).get(name, code))
