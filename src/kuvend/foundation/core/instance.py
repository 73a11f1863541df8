"""Who runs this site: the name, operator, contact and privacy words of one instance, read from one file.

The file is TOML, `instance.toml` in the data folder; `kuvend instance init` writes one to fill in. Its words are
the operator's own and stand as they are, by language.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LANGUAGES = ("sq", "en")  # of an instance that says nothing else
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
MOST_LOGO_BYTES = 100_000
ACCENT = re.compile(r"#[0-9a-f]{6}")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
NEEDED = {
    "name": "[name] the name of the site",
    "operator": "[operator] name, who runs it",
    "email": "[contact] email, where people write to",
    "address": "[contact] address, where people go or write to",
    "controller": "[privacy] controller, who is responsible for personal data",
    "retention": "[privacy] retention, how long data is kept",
}

Words = Mapping[str, str]


@dataclass(frozen=True)
class Instance:
    """What one instance says of itself; words by language code, empty while nothing is said.

    `accessibility_reviewed` is the day on which somebody last looked at the accessibility statement.
    """

    name: Words = field(default_factory=lambda: dict.fromkeys(LANGUAGES, "Kuvend"))
    operator: Words = field(default_factory=dict)
    address: Words = field(default_factory=dict)
    email: str = ""
    telephone: str = ""
    controller: Words = field(default_factory=dict)
    officer_email: str = ""
    legal_basis: Words = field(default_factory=dict)
    retention: Words = field(default_factory=dict)
    accessibility_reviewed: date | None = None
    logo: Path | None = None
    accent: str = ""
    time_zone: str = "Europe/Tirane"
    languages: tuple[str, ...] = LANGUAGES
    named: bool = False

    def missing(self) -> list[str]:
        """Return what people must be able to read and nobody has written yet."""
        return [said for key, said in NEEDED.items() if not (self.named if key == "name" else getattr(self, key))]


def instance() -> Instance:
    """Return the identity of this instance, read when the site started."""
    from django.conf import settings  # the command line reads this module before it knows of Django

    identity: Instance = settings.KUVEND_INSTANCE
    return identity


def in_language(words: Words, language: str) -> str:
    """Return words in a language, else in the first there is, else nothing."""
    return words.get(language) or next((text for text in words.values() if text), "")


def read_instance(path: Path) -> Instance:
    """Return what the file says; the defaults where there is none.

    Raises:
        ValueError: one line that names the file, the entry and what is wrong with it.
    """
    if not path.exists():
        return Instance()
    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: {error}") from error
    try:
        return _instance(whole, path.parent)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error


def _instance(whole: dict[str, Any], folder: Path) -> Instance:
    tables = {
        "name": None, "operator": ("name",), "contact": ("email", "telephone", "address"),
        "privacy": ("controller", "officer_email", "legal_basis", "retention"), "accessibility": ("reviewed",),
        "face": ("logo", "accent"), "place": ("time_zone", "languages"),
    }  # fmt: skip
    languages = _languages(whole)
    codes = tuple(dict.fromkeys((*languages, *LANGUAGES)))
    for table, value in whole.items():
        if table not in tables or not isinstance(value, dict):
            raise ValueError(f"[{table}] is no part of it; there are {', '.join(f'[{name}]' for name in tables)}")
        names = tables[table] or codes
        if unknown := [name for name in value if name not in names]:
            raise ValueError(f"[{table}] {unknown[0]} is no entry of it; there are {', '.join(names)}")
    sections = {table: whole.get(table, {}) for table in tables}
    contact, privacy, face, place = sections["contact"], sections["privacy"], sections["face"], sections["place"]
    name = _names(sections["name"], "[name]", codes)
    return Instance(
        **({"name": name} if name else {}),
        named=bool(name),
        operator=_names(sections["operator"].get("name", {}), "[operator] name", codes),
        address=_words(contact.get("address", {}), "[contact] address", codes),
        email=_email(contact.get("email", ""), "[contact] email"),
        telephone=_line(contact.get("telephone", ""), "[contact] telephone"),
        controller=_words(privacy.get("controller", {}), "[privacy] controller", codes),
        officer_email=_email(privacy.get("officer_email", ""), "[privacy] officer_email"),
        legal_basis=_words(privacy.get("legal_basis", {}), "[privacy] legal_basis", codes),
        retention=_words(privacy.get("retention", {}), "[privacy] retention", codes),
        accessibility_reviewed=_day(sections["accessibility"].get("reviewed"), "[accessibility] reviewed"),
        logo=_logo(face.get("logo", ""), folder),
        accent=_accent(face.get("accent", "")),
        time_zone=_zone(place.get("time_zone", "Europe/Tirane")),
        languages=languages,
    )


def _line(value: Any, entry: str) -> str:
    if not isinstance(value, str) or "\n" in value.strip():
        raise ValueError(f"{entry} is one line of text")
    return value.strip()


def _words(value: Any, entry: str, codes: Sequence[str]) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise ValueError(f'{entry} is text by language, such as {{sq = "…", en = "…"}}')
    if unknown := [code for code in value if code not in codes]:
        raise ValueError(f"{entry}: {unknown[0]!r} is none of {', '.join(codes)}")
    return {code: text.strip() for code, text in value.items() if text.strip()}


def _names(value: Any, entry: str, codes: Sequence[str]) -> dict[str, str]:
    """Read words that stand in a heading, in the title of a page or beside the address of a letter: one line each."""
    words = _words(value, entry, codes)
    if any(not text.isprintable() for text in words.values()):
        raise ValueError(f"{entry} is one line of text in each language")
    return words


def _email(value: Any, entry: str) -> str:
    text = _line(value, entry)
    if text and not ADDRESS.fullmatch(text):
        raise ValueError(f"{entry}: {text!r} is no e-mail address")
    return text


def _day(value: Any, entry: str) -> date | None:
    if value is not None and type(value) is not date:
        raise ValueError(f"{entry} is a day without quotation marks, such as 2026-05-31")
    return value


def _logo(value: Any, folder: Path) -> Path | None:
    name = _line(value, "[face] logo")
    if not name:
        return None
    path = folder / name
    if path.suffix.lower() not in LOGO_TYPES or path.resolve().parent != folder.resolve():
        raise ValueError(f"[face] logo: {name!r} is no .svg or .png file beside it")
    if not path.is_file() or path.stat().st_size > MOST_LOGO_BYTES:
        raise ValueError(f"[face] logo: {name!r} is not there, or larger than {MOST_LOGO_BYTES // 1000} kB")
    return path


def _accent(value: Any) -> str:
    text = _line(value, "[face] accent").lower()
    if text and not ACCENT.fullmatch(text):
        raise ValueError(f"[face] accent: {text!r} is no colour such as #a4161a")
    return text


def _zone(value: Any) -> str:
    text = _line(value, "[place] time_zone")
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"[place] time_zone: {text!r} is no time zone such as Europe/Tirane") from None
    return text


def _languages(whole: Mapping[str, Any]) -> tuple[str, ...]:
    place = whole.get("place")
    value = place.get("languages", list(LANGUAGES)) if isinstance(place, dict) else list(LANGUAGES)
    if not isinstance(value, list) or not value or not all(isinstance(code, str) for code in value):
        raise ValueError('[place] languages is a list of codes such as ["sq", "en"], the site\'s own first')
    if wrong := [code for code in value if not LANGUAGE.fullmatch(code) or value.count(code) > 1]:
        raise ValueError(f"[place] languages is a list of codes, each once: {wrong[0]!r} is none, or stands twice")
    return tuple(value)
