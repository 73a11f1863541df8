"""What a decision reaches besides: all that came of the same words by splittings, now or in versions that stay."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.versions import staying_texts
from kuvend.foundation.moderation import rules
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.queries import latest_decision

OPEN = {State.PENDING, State.PUBLISHED}
Earlier = tuple[Contribution, ContributionText]


def kin_reached(row: Contribution, kin: Sequence[Contribution], decided: Decided) -> list[Contribution]:
    """Return what a decision reaches besides: parts, and the whole, as far as they still hold what was judged.

    What is hidden is hidden there too. Restored are those that were hidden with it, or say exactly the same, and in
    which nothing stands that stays hidden.
    """
    equal = [other for other in kin if _hold_the_same(other.body, row.body)]
    if decided == Decided.HIDDEN:
        return [other for other in equal if other.state in OPEN]
    if decided != Decided.RESTORED:
        return []
    hidden_at = _decided_at(row)
    hidden = [other for other in equal if other.state == State.HIDDEN]
    with_it = [other for other in hidden if other.body == row.body or _decided_at(other) == hidden_at]
    staying_hidden = still_hidden(kin, with_it)
    return [other for other in with_it if rules.may_show(other, staying_hidden)]


def reached_by_version(row: Contribution, kin: Sequence[Contribution], text: ContributionText) -> list[Contribution]:
    """Return what is hidden with an earlier version of `row`: what holds its words, unless they stand in those of now.

    The words of now were seen beside it and stay.
    """
    beside = [other for other in kin if other.state in OPEN and other.body not in row.body]
    return [other for other in beside if _hold_the_same(other.body, text.body)]


def earlier_reached(row: Contribution, kin: Sequence[Contribution]) -> list[Earlier]:
    """Return the earlier versions that stay readable of `kin` and hold the words of `row` that are hidden.

    Those of hidden words count, too: they would come back with these. A statement for each that was written anew.
    """
    rewritten = [other for other in kin if other.version > 1 and other.state != State.WITHDRAWN]
    earlier = [(other, text) for other in rewritten for text in staying_texts(other)]
    return [(other, text) for other, text in earlier if _hold_the_same(text.body, row.body)]


def still_hidden(kin: Sequence[Contribution], restored: Sequence[Contribution]) -> list[Contribution]:
    """Return what stays hidden of all that came of the same words, when some of it is restored."""
    return [other for other in kin if other.state == State.HIDDEN and other not in restored]


def _hold_the_same(words: str, judged: str) -> bool:
    """Tell whether either stands in the other; erased words stand nowhere."""
    return bool(words and judged) and (words in judged or judged in words)


def _decided_at(row: Contribution) -> datetime | None:
    decision = latest_decision(row.pk)
    return decision.decided_at if decision else None
