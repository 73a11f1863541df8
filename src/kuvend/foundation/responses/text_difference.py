"""A difference as pages draw it: blocks of words, each change with the words of people it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from kuvend.engines.legaltext import Block, Part, difference, touched
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.outcomes.differences import Differences
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.responses.landings import LandedHere


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Paragraphs that stand together, and for a change the answers whose passage lies in it."""

    changed: bool
    parts: Sequence[Part]
    sources: Sequence[LandedHere]


@dataclass(frozen=True, slots=True)
class TextDifference:
    """How one version of an outcome's words became another, in one language.

    `elsewhere` are answers that landed in these versions and whose passage the new text has no more, or in another
    language. `in_other` says that the words are compared in another language than the page's, because a version lacks
    that.
    """

    language: str
    in_other: bool
    from_version: int
    from_day: str
    to_version: int
    to_day: str
    title: Sequence[Part]
    title_changed: bool
    blocks: Sequence[ShownBlock]
    changes: int
    elsewhere: Sequence[LandedHere]


def text_difference(
    old: OutcomeText, new: OutcomeText, landed: Sequence[LandedHere], differences: Differences
) -> TextDifference:
    """Return the difference of two versions; `landed` is what landed in any version of the same outcome."""
    reader_language = get_language() or settings.LANGUAGE_CODE
    language = _language(reader_language, old.body, new.body)
    blocks = differences.blocks(old, new, language)
    sources, elsewhere = _sources(blocks, landed, language, old.version, new.version)
    shown_blocks = [_trimmed(block, sources.get(place, ())) for place, block in enumerate(blocks)]
    title_language = _language(reader_language, old.title, new.title)
    title = [
        part
        for block in difference(old=old.title.get(title_language, ""), new=new.title.get(title_language, ""))
        for part in block.parts
    ]
    return TextDifference(
        language=language,
        in_other=language != reader_language,
        from_version=old.version,
        from_day=in_words(old.published_at),
        to_version=new.version,
        to_day=in_words(new.published_at),
        title=title,
        title_changed=any(part.changed for part in title),
        blocks=[block for block in shown_blocks if block.parts],
        changes=sum(block.changed for block in shown_blocks),
        elsewhere=elsewhere,
    )


def _language(reader_language: str, old: Localized, new: Localized) -> str:
    """Return the language to compare in: the asked one when both have it, else one that both have, else any."""
    codes = [reader_language, *(code for code, _name in settings.LANGUAGES)]
    in_both = (code for code in codes if old.get(code) and new.get(code))
    either = (code for code in codes if old.get(code) or new.get(code))
    return next(in_both, next(either, reader_language))


def _sources(
    blocks: Sequence[Block], landed: Sequence[LandedHere], language: str, old: int, new: int
) -> tuple[dict[int, list[LandedHere]], list[LandedHere]]:
    """Return the answers behind each changed block, and those that landed in between without a passage in one.

    An answer that landed in a version since the old one is behind the paragraph that holds its passage, or held it
    before; one that landed earlier only when the passage has words that changed.
    """
    by_place: dict[int, list[LandedHere]] = {}
    elsewhere = []
    backwards = [Block(tuple(Part(part.new, part.old) for part in block.parts)) for block in blocks]
    for answer in landed:
        passage = answer.passage.get(language, "")
        places = touched(blocks, passage=passage, kept_too=old < answer.version) if answer.version <= new else []
        if not places and old < answer.version <= new:
            places = touched(backwards, passage=passage, kept_too=True)  # it was promised for words that are gone
        for place in places:
            by_place.setdefault(place, []).append(answer)
        if not places and old < answer.version <= new:
            elsewhere.append(answer)
    return by_place, elsewhere


def _trimmed(block: Block, sources: Sequence[LandedHere]) -> ShownBlock:
    """Trim the line ends around a block."""
    parts = list(block.parts)
    parts[0] = Part(parts[0].old.lstrip(), parts[0].new.lstrip())
    parts[-1] = Part(parts[-1].old.rstrip(), parts[-1].new.rstrip())
    rest = [part for part in parts if part.old or part.new]
    return ShownBlock(any(part.changed for part in rest), rest, sources)
