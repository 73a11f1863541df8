"""What a search asks for: words, filters and an order, as the bar read them from an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kuvend.foundation.core.clock import end_of_day, start_of_day
from kuvend.foundation.core.filter_bar import Narrowing
from kuvend.foundation.core.search import prefix_terms, searched_words
from kuvend.publication.search.queries import marks
from kuvend.publication.search.queries.filters import BEST, NEWEST

MARKED = {
    "kind": marks.KIND,
    "process": marks.PROCESS,
    "part": marks.SCOPE,
    "institution": marks.INSTITUTION,
    "verdict": marks.VERDICT,
    "language": marks.LANGUAGE,
}
"""Names of filters → the part of the marks that they ask for; a place is folded before."""


@dataclass(frozen=True)
class Question:
    """A search; what is empty asks nothing.

    Attributes:
        words: in one line, as they were typed.
        kind: the kind of things alone that is asked for.
        marks: those that an entry must have, but for its kind.
        state: a code of a state, which time alone may decide.
        since, until: moments between which things came.
    """

    words: str = ""
    kind: str = ""
    marks: tuple[str, ...] = ()
    state: str = ""
    since: datetime | None = None
    until: datetime | None = None
    order: str = BEST

    @property
    def word_terms(self) -> str:
        """The words in PostgreSQL's notation, "" for none; they are folded as those of the index are."""
        return prefix_terms(searched_words(self.words))

    def terms(self, *, of_every_kind: bool = False) -> str:
        """Return words and marks in PostgreSQL's notation, "" where nothing is asked."""
        kind = [marks.mark(marks.KIND, self.kind)] if self.kind and not of_every_kind else []
        return " & ".join([*filter(None, [self.word_terms]), *map(_quoted, [*kind, *self.marks])])

    @property
    def by_moment(self) -> bool:
        """Whether the newest come first: filters alone match everything equally well."""
        return self.order == NEWEST or not self.word_terms


def _quoted(lexeme: str) -> str:
    escaped = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def question_of(bar: Narrowing) -> Question:
    """Return what the bar has read from an address."""
    since, until, place = bar.value("from"), bar.value("until"), bar.value("place")
    marked = [marks.mark(part, bar.value(name)) for name, part in MARKED.items() if name != "kind" and bar.value(name)]
    return Question(
        words=bar.value("q"),
        kind=bar.value("kind"),
        marks=(*marked, *([marks.mark(marks.PLACE, marks.place_code(place))] if place else [])),
        state=bar.value("state"),
        since=start_of_day(date.fromisoformat(since)) if since else None,
        until=end_of_day(date.fromisoformat(until)) if until else None,
        order=bar.order,
    )
