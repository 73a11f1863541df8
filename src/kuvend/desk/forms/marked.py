"""A text as an official types it: a line that begins with `# ` begins a section, `# 1. Title` gives its number."""

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
NUMBERED = re.compile(r"(?:(?P<plain>\d+(?:\.\d+)*)[.)]|(?P<dotted>\d+(?:\.\d+)+))\s+(?P<title>\S.*)")


@dataclass(frozen=True)
class MarkedSection:
    """A section of one language: the line of its heading (from 1), its number ("" for none), title and words."""

    line: int
    number: str
    title: str
    body: str


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
    lines: list[str] = field(default_factory=list)

    def closed(self) -> MarkedSection:
        return MarkedSection(self.line, self.number, self.title, "\n".join(self.lines).strip())


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
    if len(read) > MOST_SECTIONS:
        faults.append(Fault(read[MOST_SECTIONS].line, _("These are too many sections for one text.")))
    return read, faults


def _opened(line: int, words: str) -> _Open:
    found = NUMBERED.fullmatch(words)
    if found:
        return _Open(line, found["plain"] or found["dotted"], found["title"])
    return _Open(line, "", words)


def _faults_of(section: MarkedSection) -> Iterable[Fault]:
    if not section.title:
        yield Fault(section.line, _("Give this section a title."))
    if len(section.title) > LONGEST_TITLE or len(section.number) > LONGEST_NUMBER:
        yield Fault(section.line, _("This heading is too long."))
    if not section.body:
        yield Fault(section.line, _("This section has no words below its title."))


def write_marked(sections: Iterable[tuple[str, str, str]]) -> str:
    """Return (number, title, words) of sections as the text that `read_marked` reads."""
    return "\n\n".join(
        f"# {f'{number}. ' if number else ''}{title}\n{words}".rstrip() for number, title, words in sections
    )
