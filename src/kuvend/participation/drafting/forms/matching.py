"""Which section of the published text a typed one is: by its mark, its heading, its words, or as the official says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from kuvend.engines.legaltext import Piece, match_sections
from kuvend.foundation.core.text import ordinal
from kuvend.participation.drafting.forms.marked import MarkedSection
from kuvend.participation.drafting.queries.draft import PublishedSection

NEW = "new"


@dataclass(frozen=True)
class Matched:
    """A typed section and what it is; `choices` are asked for where that is not clear (`name` is that field's)."""

    label: str
    before: PublishedSection | None
    by: str
    name: str
    choices: Sequence[PublishedSection] = ()
    choice: str = ""


class Matching:
    """How the sections of a typed text (one list for each language) go on from those of the published one."""

    def __init__(
        self,
        published: Sequence[PublishedSection],
        read: Mapping[str, Sequence[MarkedSection]],
        data: Mapping[str, str],
    ) -> None:
        self.published = published
        pieces = [_typed(parts, published) for parts in zip(*read.values(), strict=True)]
        before = [_piece(row, read) for row in published]
        matches = match_sections(before=before, after=pieces)
        self.rows = [
            self._row(piece, match.before, match.by, match.candidates, data)
            for piece, match in zip(pieces, matches, strict=True)
        ]
        matched_keys = {row.before.key for row in self.rows if row.before}
        self.dropped = [row for row in published if not row.dropped and row.key not in matched_keys]

    def _row(
        self, piece: Piece, before: int | None, by: str, candidates: Sequence[int], data: Mapping[str, str]
    ) -> Matched:
        words = f"{piece.number}\n{piece.titles}\n{piece.words}"
        name = f"section_{sha256(words.encode()).hexdigest()[:12]}"
        choices = [self.published[place] for place in candidates]
        choice = data.get(name, "")
        section = self.published[before] if before is not None else None
        if choices:
            section = next((row for row in choices if row.key == choice), None)
        known_choice = choice if section or choice == NEW else ""
        return Matched(f"{ordinal(piece.number)} {piece.titles[0]}".strip(), section, by, name, choices, known_choice)

    @property
    def asks(self) -> bool:
        """Whether something must be said before it can be published: a choice lacks, or two are the same."""
        keys = [row.before.key for row in self.rows if row.before]
        return any(row.choices and not row.choice for row in self.rows) or len(keys) != len(set(keys))

    @property
    def stamp(self) -> str:
        """What tells one matching from another, by each word of its sections: what was seen is what is published."""
        matches = [(row.name, row.before.key if row.before else NEW) for row in self.rows]
        return sha256(repr((matches, [row.key for row in self.dropped])).encode()).hexdigest()[:16]

    @property
    def plain(self) -> bool:
        """Whether nothing in it needs to be looked at: known by mark or heading, nothing dropped."""
        return not self.dropped and all(row.by in {"key", "heading"} or not row.before for row in self.rows)

    def keys(self, prefix: str) -> list[str]:
        """Return the key of each section; a new one gets the next number that was never used."""
        taken_keys = {row.key for row in self.published}
        free_keys = (key for number in range(1, 10**6) if (key := f"{prefix}-{number}") not in taken_keys)
        return [row.before.key if row.before else next(free_keys) for row in self.rows]


def _piece(row: PublishedSection, languages: Iterable[str]) -> Piece:
    """Return a published section in the languages that were typed now, so that words are compared with their like."""
    titles, words = [row.title.get(code, "") for code in languages], [row.body.get(code, "") for code in languages]
    return Piece(row.number, tuple(titles), "\n".join(words))


def _typed(parts: Sequence[MarkedSection], published: Sequence[PublishedSection]) -> Piece:
    keys = [part.key for part in parts if part.key]
    places = {row.key: place for place, row in enumerate(published)}
    titles, words = tuple(part.title for part in parts), "\n".join(part.body for part in parts)
    return Piece(parts[0].number, titles, words, places.get(keys[0]) if keys else None)
