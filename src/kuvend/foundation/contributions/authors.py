"""Who stands beside words, and as what: decided here, from the kind of the words, and nowhere else.

Beside words of a kind that is anonymous stands nobody: no chosen name, no pseudonym, no organisation, in whatever role
somebody reads them. Words of a kind that nobody knows any more are read in the same way, so that taking a room away
tells of nobody who was promised the contrary.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.kinds import naming_kinds, word_kind
from kuvend.foundation.processes.models import Participant

ANONYMOUS = _("Anonymous")
AUTHOR = ("kind", "participant__shown_name", "participant__pseudonym", "participant__organisation")
"""What `Contribution.author` and `organisation` read, for a query that names its columns (`only`)."""


class _WhereNamed(Combinable):
    """An expression where a kind names its authors, "" elsewhere; the kinds are asked for when the query is made."""

    def __init__(self, expression: Any, words: str) -> None:
        self.expression, self.words = expression, words

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Return the expression as Django reads it."""
        condition = Q((f"{self.words}kind__in", naming_kinds()))
        empty = Value("", output_field=CharField())
        value = Case(When(condition, then=self.expression), default=empty, output_field=CharField())
        return value.resolve_expression(*args, **kwargs)


def author_name(words: str = "") -> _WhereNamed:
    """Return the expression of an author's name: the chosen one, else the pseudonym; "" beside anonymous words.

    Args:
        words: the way to the contribution, such as "contribution__"; "" in a query of contributions.
    """
    face = f"{words}participant__"
    pseudonym = When(Q((f"{face}shown_name", "")), then=F(f"{face}pseudonym"))
    return _WhereNamed(Case(pseudonym, default=F(f"{face}shown_name"), output_field=CharField()), words)


def author_organisation(words: str = "") -> _WhereNamed:
    """Return the expression of the organisation that an author speaks for; "" beside anonymous words."""
    return _WhereNamed(F(f"{words}participant__organisation"), words)


def byline(name: str) -> str:
    """Return the words that stand on pages for an `author_name`: itself, or that there is none."""
    return name or str(ANONYMOUS)


def author_of(kind: str, participant: Participant) -> str:
    """Return what stands on pages beside words of a kind, as their author."""
    return byline("" if word_kind(kind).anonymous else participant.name)


def organisation_of(kind: str, participant: Participant) -> str:
    """Return the organisation that stands beside words of a kind, or ""."""
    return "" if word_kind(kind).anonymous else participant.organisation


def author_shown(state: str, author: str) -> str:
    """Return the author (or organisation) beside words: it is words too, and shows and hides with them."""
    return author if state == State.PUBLISHED else ""
