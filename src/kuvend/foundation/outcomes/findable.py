"""What the search keeps of texts that words can change: their words as they read now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from kuvend.foundation.core.markdown import plain
from kuvend.foundation.core.wording import Tag
from kuvend.foundation.datasets.findable import Findable, FindableSort, Label, Naming
from kuvend.foundation.outcomes.models import OutcomeText

FACTS = frozenset({"outcome_text_published", "plan_published", "outcome_succeeded", "succession_undone"})

StatesOf = Callable[[Sequence[int]], Mapping[int, str]]


def findable_texts(
    kind: str,
    *,
    label: Label,
    heading: Label,
    facts: Iterable[str] = (),
    named_by: Sequence[str] = (),
    states_of: StatesOf = lambda ids: {},
    states: Callable[[], Mapping[str, Tag]] = dict,
    weight: float = 1.5,
) -> FindableSort:
    """Return the texts of a sort of outcomes as the search finds them.

    Args:
        facts: besides those of the text itself.
        named_by: further lookups from the outcome to what such facts name.
        states_of: (ids of outcomes) → code of the state of those that have one.
    """

    def draw(rows: Sequence[OutcomeText]) -> Iterable[Findable]:
        state = states_of([row.outcome_id for row in rows])
        return (_findable(row, state.get(row.outcome_id, "")) for row in rows)

    return FindableSort(
        name=kind,
        kinds=lambda: {kind: Naming(label, heading)},
        page=kind,
        rows=lambda: _rows(kind),
        draw=draw,
        facts=FACTS | frozenset(facts),
        named_by=["outcome__public_id", "outcome__process__public_id", *(f"outcome__{path}" for path in named_by)],
        states=states,
        weight=weight,
    )


def _rows(kind: str) -> QuerySet[OutcomeText]:
    rows = OutcomeText.objects.filter(outcome__kind=kind, version=F("outcome__version"))
    return rows.select_related("outcome__process", "outcome__institution", "outcome__scope")


def _findable(row: Any, state: str) -> Findable:
    outcome = row.outcome
    return Findable(
        public_id=outcome.public_id,
        title=row.title,
        words={code: plain(words) for code, words in row.body.items()},
        number=outcome.number,
        moment=row.published_at,
        process=outcome.process.public_id,
        institution=outcome.institution.public_id if outcome.institution else "",
        scope=outcome.scope.path,
        state=state,
    )
