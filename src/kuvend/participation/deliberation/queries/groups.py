"""What the groups of a stored map stand for and where they are apart, in words and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kuvend.foundation.core.templatetags.words import number
from kuvend.participation.deliberation.queries.statements import ListedStatement
from kuvend.participation.deliberation.releases.picture import letter_of

CAUTIONS: dict[str, str | Promise] = {
    "few_people": gettext_lazy("Fewer than 50 people are grouped: the groups may be chance."),
    "one_group": gettext_lazy("Nobody stands apart: there is one group only."),
    "tiny_group": gettext_lazy("One group is very small."),
}


@dataclass(frozen=True)
class Said:
    """A statement that a group stands for: how its members answered, beside all others."""

    row: ListedStatement
    agrees: bool
    sentence: str


@dataclass(frozen=True)
class ShownGroup:
    """A group: its letter, its people, and what it stands for in its own words."""

    letter: str
    anchor: str
    size: int
    people: str
    share: int
    says: Sequence[Said]


@dataclass(frozen=True)
class Apart:
    """A statement that divides, with what each group answers."""

    row: ListedStatement
    answers: Sequence[tuple[str, str]]


def named_statements(result: Mapping[str, Any]) -> set[str]:
    """Return the public ids of all statements that the page of a map quotes."""
    represents = {name for group in result.get("groups", []) for name, _direction in group["represents"]}
    return represents | set(result.get("agree", [])) | set(result.get("disagree", [])) | set(result.get("dividing", []))


def shown_groups(result: Mapping[str, Any], rows: Mapping[str, ListedStatement]) -> list[ShownGroup]:
    """Return the groups of a map, the largest first; `rows` are the statements by public id."""
    people = sum(group["size"] for group in result["groups"]) or 1
    groups = [_group(place, group, result, rows, people) for place, group in enumerate(result["groups"])]
    return sorted(groups, key=lambda group: (-group.size, group.letter))


def _group(
    place: int, group: Mapping[str, Any], result: Mapping[str, Any], rows: Mapping[str, ListedStatement], people: int
) -> ShownGroup:
    letter, size = letter_of(group["id"]), group["size"]
    says = [
        Said(rows[name], direction == "agree", _beside(result["counts"][name], place, direction))
        for name, direction in group["represents"]
        if name in rows and name in result["counts"] and size
    ]
    sentence = (
        ngettext("%(n)s person", "%(n)s people", size) % {"n": number(size)} if size else _("fewer than 5 people")
    )
    return ShownGroup(letter, f"group-{letter.lower()}", size, sentence, round(100 * size / people), says)


def _beside(counts: Sequence[Sequence[int]], place: int, direction: str) -> str:
    """Say how many of a group, and of all other groups, answered in one direction."""
    column = 0 if direction == "agree" else 1
    own_count, votes = counts[place][column], counts[place][2]
    rest_count = sum(one[column] for one in counts) - own_count
    rest = sum(one[2] for one in counts) - votes
    values = {"mine": number(own_count), "votes": number(votes), "others": number(rest_count), "rest": number(rest)}
    if not rest:
        agree, disagree = (
            _("%(mine)s of %(votes)s in this group agree"),
            _("%(mine)s of %(votes)s in this group disagree"),
        )
        return (agree if direction == "agree" else disagree) % values
    if direction == "agree":
        return _("%(mine)s of %(votes)s in this group agree, %(others)s of %(rest)s of the others") % values
    return _("%(mine)s of %(votes)s in this group disagree, %(others)s of %(rest)s of the others") % values


def dividing(result: Mapping[str, Any], rows: Mapping[str, ListedStatement]) -> list[Apart]:
    """Return the statements on which the groups are furthest apart, with the share of each group that agrees."""
    return [
        Apart(rows[name], list(_answers(result["groups"], result["counts"][name])))
        for name in result["dividing"]
        if name in rows and name in result["counts"]
    ]


def _answers(groups: Sequence[Mapping[str, Any]], counts: Sequence[Sequence[int]]) -> list[tuple[str, str]]:
    return sorted(
        (
            letter_of(group["id"]),
            _("%(agrees)s of %(votes)s agree") % {"agrees": number(agrees), "votes": number(votes)},
        )
        for group, (agrees, _disagrees, votes) in zip(groups, counts, strict=True)
        if votes
    )
