"""What to be careful about when reading a map, in words."""

from __future__ import annotations

from dataclasses import dataclass

FEW_PEOPLE = 50
WEAK = 0.25
SHAKY = 0.8
SMALL, SMALL_SHARE = 5, 0.02


@dataclass(frozen=True)
class Quality:
    """`silhouette`: how well separated the groups are, −1 to 1. `stability`: mean adjusted Rand index with the grouping
    after a loss of 5 % of the votes, 1 for the same groups; None when it was not measured. The last two: the same for
    each number of groups that was tried.
    """

    silhouette: float
    stability: float | None
    silhouettes: dict[int, float]
    stabilities: dict[int, float]


@dataclass(frozen=True)
class Caution:
    """`code` for programs and translations, `sentence` in English."""

    code: str
    sentence: str


def cautions_of(sizes: list[int], quality: Quality) -> tuple[Caution, ...]:
    """Return the cautions about groups of these sizes."""
    people = sum(sizes)
    sentences = []
    if people < FEW_PEOPLE:
        sentences.append(("few_people", f"Only {people} people are grouped; below {FEW_PEOPLE} groups may be chance."))
    if len(sizes) < 2:
        sentences.append(("one_group", "Nobody stands apart: there is one group only."))
    elif quality.silhouette < WEAK:
        sentences.append(("weak_separation", f"The groups are hardly apart (silhouette {quality.silhouette:.2f})."))
    if quality.stability is not None and quality.stability < SHAKY:
        sentences.append(
            ("not_stable", f"Groups change when 5 % of the votes are lost ({quality.stability:.2f} of 1).")
        )
    if len(sizes) > 1 and min(sizes) < max(SMALL, SMALL_SHARE * people):
        sentences.append(("tiny_group", f"The smallest group has only {min(sizes)} of {people} people."))
    return tuple(Caution(code, sentence) for code, sentence in sentences)
