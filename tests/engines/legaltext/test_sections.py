"""Sections are known again through insertion, exchange, renaming and renumbering; what is not clear is asked."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from kuvend.engines.legaltext import Piece, likeness, match_sections

WORDS = [f"{first}{second}" for first in ("za", "re", "mi", "lo", "pu", "she", "ko") for second in
         ("ra", "ti", "no", "vel", "gur", "dhe", "kas", "bim")]  # fmt: skip


def section(rng: random.Random, number: int) -> Piece:
    own = rng.sample(WORDS, 20) + [f"w{rng.randrange(10**6)}" for _ in range(30)]
    return Piece(str(number), (f"Title {rng.randrange(10**6)}",), " ".join(own))


@st.composite
def edited(draw: st.DrawFn) -> tuple[list[Piece], list[Piece], list[int | None]]:
    """A text, what became of it by random edits, and which section each truly is (None for a new one)."""
    rng = random.Random(draw(st.integers(0, 10**9)))
    before = [section(rng, number) for number in range(1, draw(st.integers(1, 7)) + 1)]
    after: list[tuple[Piece, int | None]] = [(piece, place) for place, piece in enumerate(before)]
    for deed in draw(
        st.lists(st.sampled_from(["insert", "exchange", "rename", "renumber", "reword", "drop"]), max_size=6)
    ):
        place = rng.randrange(len(after)) if after else 0
        if deed == "insert" or not after:
            after.insert(place, (section(rng, place + 1), None))
        elif deed == "exchange":
            other = rng.randrange(len(after))
            after[place], after[other] = after[other], after[place]
        elif deed == "rename":
            piece, truth = after[place]
            after[place] = Piece(piece.number, (f"Other {rng.randrange(10**6)}",), piece.words), truth
        elif deed == "reword":
            piece, truth = after[place]
            words = piece.words.split()
            words[rng.randrange(len(words))] = "otherwise"
            after[place] = Piece(piece.number, piece.titles, " ".join(words)), truth
        elif deed == "renumber":
            after = [(Piece(str(n), piece.titles, piece.words), truth) for n, (piece, truth) in enumerate(after, 1)]
        else:
            after.pop(place)
    return before, [piece for piece, _truth in after], [truth for _piece, truth in after]


@given(edited())
def test_no_section_is_ever_taken_for_another(case: tuple[list[Piece], list[Piece], list[int | None]]) -> None:
    before, after, truths = case
    matches = match_sections(before=before, after=after)
    for match, truth in zip(matches, truths, strict=True):
        assert match.before == truth or (match.before is None and (truth is None or truth in match.candidates))
    taken = [match.before for match in matches if match.before is not None]
    assert len(taken) == len(set(taken))


@given(edited())
def test_with_their_keys_sections_are_known_whatever_happens(
    case: tuple[list[Piece], list[Piece], list[int | None]],
) -> None:
    before, after, truths = case
    keyed = [Piece(one.number, one.titles, one.words, truth) for one, truth in zip(after, truths, strict=True)]
    for match, truth in zip(match_sections(before=before, after=keyed), truths, strict=True):
        if truth is not None:
            assert (match.before, match.by) == (truth, "key")
        else:
            assert match.before is None


def text(*sections: tuple[str, str, str]) -> list[Piece]:
    return [Piece(number, (title,), words) for number, title, words in sections]


def test_a_section_put_in_between_moves_nothing() -> None:
    before = text(("1", "Aim", "a b c d"), ("2", "Hours", "e f g h"), ("3", "End", "i j k l"))
    after = [*before[:1], *text(("1a", "New", "m n o p")), *before[1:]]
    assert [match.before for match in match_sections(before=before, after=after)] == [0, None, 1, 2]


def test_exchanged_titles_are_asked_not_guessed() -> None:
    before = text(("1", "Aim", "a b c d e f"), ("2", "Hours", "g h i j k l"))
    after = text(("1", "Hours", "a b c d e f"), ("2", "Aim", "g h i j k l"))
    matches = match_sections(before=before, after=after)
    assert [match.before for match in matches] == [None, None]
    assert all(set(match.candidates) == {0, 1} for match in matches)


def test_a_section_that_could_go_on_from_either_half_is_asked() -> None:
    before = text(
        ("1", "Aim", "a b c d e f g h"),
    )
    after = text(("1", "First half", "a b c d"), ("2", "Second half", "e f g h"))
    assert [match.candidates for match in match_sections(before=before, after=after)] == [(0,), (0,)]


def test_likeness_counts_shared_words_whatever_their_order() -> None:
    assert likeness("one two", "Two one") == 1
    assert likeness("one two", "three") == 0
    assert likeness("", "") == 0
