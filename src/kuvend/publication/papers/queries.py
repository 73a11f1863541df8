"""Reading kept papers: whether one still says what is so, who waits, and the parts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q

from kuvend.engines.formats.papers.tree import (
    Block,
    Heading,
    PaperDocument,
    contents_depth,
    letters_in,
    levelled,
    plain_text,
)
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.record.models import Fact
from kuvend.publication.papers.enums import Kind
from kuvend.publication.papers.models import KeptPaper

VERSION = 1  # raise it when papers say or look otherwise: those that are kept are made anew
OFTEN = timedelta(minutes=10)  # at least between two makings of a paper to which something was only added
CUT_SHORT = timedelta(minutes=2)  # after which a making is taken for ended, however that happened
PAUSE = timedelta(minutes=10)  # after a paper that could not be made, before it is tried again
# After these a paper that was made before only lacks what came. After any other fact it is made anew before anybody
# gets it: words may have been hidden, withdrawn, changed, erased.
ADDS_ALONE = ("contribution_received", "contribution_published", "version_received", "barrier_reported")
NEARBY = 5000
PART_LETTERS = 24_000  # of a paper on one page, after which the next heading begins another


@dataclass(frozen=True)
class FactsThen:
    """The facts at a moment: the newest, and how many there were among the last `NEARBY` of their numbers.

    A fact gets its number before others see it: one that comes to light late stands behind the newest, and is counted.
    """

    newest: int
    nearby: int


def facts_now() -> FactsThen:
    """Return the facts as they are; two statements."""
    newest = Fact.objects.aggregate(newest=Max("pk"))["newest"] or 0
    return FactsThen(newest, Fact.objects.filter(pk__gt=newest - NEARBY, pk__lte=newest).count())


def is_fresh(row: KeptPaper, *, at: datetime) -> bool:
    """Tell whether a paper may be given to somebody as it was made; a statement at most."""
    if row.read_at is None or row.version != VERSION:
        return False
    if local_date(row.read_at) != local_date(at):  # what is late goes by the day
        return False
    since = Q(pk__gt=row.fact)
    facts = Fact.objects.filter(pk__gt=row.fact - NEARBY).aggregate(
        nearby=Count("pk", filter=~since),
        came=Count("pk", filter=since),
        left=Count("pk", filter=since & ~Q(type__in=ADDS_ALONE)),
    )
    return facts["nearby"] == row.nearby and not facts["left"] and (not facts["came"] or at - row.read_at < OFTEN)


def find_kept(paper: str, public_id: str, language: str, kind: Kind) -> KeptPaper:
    """Return the row of a paper, a new one that nobody kept yet where there is none."""
    names = {"paper": paper, "public_id": public_id, "language": language, "kind": kind}
    return KeptPaper.objects.filter(**names).first() or KeptPaper(**names)


def waiting_before(row: KeptPaper) -> int:
    """Return how many papers are made before this one, which waits, or finds the list full."""
    waiting = KeptPaper.objects.filter(begun_at=None).exclude(asked_at=None)
    if row.asked_at:
        waiting = waiting.filter(Q(asked_at__lt=row.asked_at) | Q(asked_at=row.asked_at, pk__lt=row.pk))
    return waiting.count()


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents: on which page it stands, and where there."""

    words: str
    language: str
    level: int
    part: int
    anchor: str


@dataclass(frozen=True)
class Placed:
    """A block with the anchor of its heading, "" for any other."""

    block: Block
    anchor: str


@dataclass(frozen=True)
class PaperPage:
    """A part of a paper as a page; `part` counts from 1."""

    document: PaperDocument
    blocks: Sequence[Placed]
    contents: Sequence[Entry]
    part: int
    parts: int

    @property
    def before(self) -> int:
        """The part before, 0 for none."""
        return self.part - 1

    @property
    def after(self) -> int:
        """The next part, 0 for none."""
        return self.part + 1 if self.part < self.parts else 0


def paper_page(document: PaperDocument, part: int) -> PaperPage | None:
    """Return a part of a paper; None when it has no such part. A long one begins another part before a heading."""
    contents: list[Entry] = []
    parts: list[list[Placed]] = [[]]
    letters, depth = 0, contents_depth(document)
    for number, block in enumerate(levelled(document.blocks)):
        anchor = f"h{number}" if isinstance(block, Heading) else ""
        if isinstance(block, Heading) and letters > PART_LETTERS:
            parts.append([])
            letters = 0
        if isinstance(block, Heading) and block.level <= depth:
            line = plain_text(block.words)
            contents.append(Entry(line, block.language, block.level, len(parts), anchor))
        parts[-1].append(Placed(block, anchor))
        letters += letters_in(block)
    if not 1 <= part <= len(parts):
        return None
    return PaperPage(document, parts[part - 1], contents, part, len(parts))
