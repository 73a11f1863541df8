"""A text as an official types it: a line that begins with `# ` begins a section, `# 1. Title` gives its number.

A section that is published carries its key, `# 1. Title {#key}`, by which its comments find it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_SECTIONS = 300
LONGEST_TITLE, LONGEST_NUMBER = 300, 20
HEADING = re.compile(r"#(?:\s+(?P<words>.*))?")
# "1. Title", "1.2 Title", "3) Title"; the year in "2026 in figures" is no number of a section
KEYED = re.compile(r"(?P<words>.*?)\s*\{#(?P<key>[\w.-]+)\}")
NUMBERED = re.compile(r"(?:(?P<plain>\d+(?:\.\d+)*)[.)]|(?P<dotted>\d+(?:\.\d+)+))\s+(?P<title>\S.*)")


@dataclass(frozen=True)
class MarkedSection:
    """A section of one language: the line of its heading (from 1), its number ("" for none), title, words and key."""

    line: int
    number: str
    title: str
    body: str
    key: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with a text, and in which line (from 1)."""

    line: int
    problem: str | Promise


@dataclass
class _Open:
    line: int
    number: str
    title: str
    key: str = ""
    lines: list[str] = field(default_factory=list)

    def closed(self) -> MarkedSection:
        return MarkedSection(self.line, self.number, self.title, "\n".join(self.lines).strip(), self.key)


def read_marked(text: str) -> tuple[list[MarkedSection], list[Fault]]:
    """Return the sections of a marked text and its faults, both in the order of their lines; blank text has none."""
    sections: list[_Open] = []
    faults: list[Fault] = []
    for number, line in enumerate(text.splitlines(), start=1):
        heading = HEADING.fullmatch(line.strip()) if line.startswith("#") else None
        if heading:
            sections.append(_opened(number, (heading["words"] or "").strip()))
        elif sections:
            sections[-1].lines.append(line.rstrip())
        elif line.strip() and not faults:
            faults.append(Fault(number, _("Begin with the heading of a section, such as “# 1. Aim”.")))
    read = [section.closed() for section in sections]
    faults += [fault for section in read for fault in _faults_of(section)]
    faults += _twice(read)
    if len(read) > MOST_SECTIONS:
        faults.append(Fault(read[MOST_SECTIONS].line, _("These are too many sections for one text.")))
    return read, faults


def _opened(line: int, words: str) -> _Open:
    keyed = KEYED.fullmatch(words)
    key, words = (keyed["key"], keyed["words"]) if keyed else ("", words)
    number_and_title = NUMBERED.fullmatch(words)
    if number_and_title:
        return _Open(line, number_and_title["plain"] or number_and_title["dotted"], number_and_title["title"], key)
    return _Open(line, "", words, key)


def _faults_of(section: MarkedSection) -> Iterable[Fault]:
    if not section.title:
        yield Fault(section.line, _("Give this section a title."))
    if len(section.title) > LONGEST_TITLE or len(section.number) > LONGEST_NUMBER:
        yield Fault(section.line, _("This heading is too long."))
    if not section.body:
        yield Fault(section.line, _("This section has no words below its title."))


def _twice(sections: Iterable[MarkedSection]) -> list[Fault]:
    keys: set[str] = set()
    faults = []
    for section in sections:
        if section.key and section.key in keys:
            faults.append(Fault(section.line, _("This mark stands at another section already: {#%s}") % section.key))
        keys.add(section.key)
    return faults


def write_marked(sections: Iterable[MarkedSection]) -> str:
    """Return sections as the text that `read_marked` reads; their lines do not count."""
    return "\n\n".join(f"# {_heading(section)}\n{section.body}".rstrip() for section in sections)


def _heading(section: MarkedSection) -> str:
    number, key = (f"{section.number}. " if section.number else ""), (f" {{#{section.key}}}" if section.key else "")
    return f"{number}{section.title}{key}"
