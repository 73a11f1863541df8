"""From which rule the day of an obligation follows, and that day: the engine's, from what happened to the clock."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.conf import settings

from kuvend.engines.deadlines import clocks
from kuvend.engines.deadlines.clocks import DEED, Due, Event, ExtensionEvent, PauseEvent, Regime, TransferEvent
from kuvend.foundation.obligations.enums import EventKind
from kuvend.foundation.obligations.models import Obligation, ObligationEvent


@dataclass(frozen=True)
class Clock:
    """A rule by which a deed is owed: that of a law (`regime` and its deed, `rule`), or a plain `term`.

    Raises ValueError for neither or both, for a rule that no regime has, and for a term that cannot be read.
    """

    regime: str = ""
    rule: str = ""
    term: str = ""

    def __post_init__(self) -> None:
        """See above."""
        if bool(self.term) == bool(self.regime):
            raise ValueError("a clock is that of a law, or a plain term")
        rules = self.regime_of().deeds
        if (self.rule or DEED) not in rules:
            raise ValueError(f"{self.regime} has no rule for {self.rule!r}: it has {', '.join(rules)}")

    def regime_of(self) -> Regime:
        """Return the rules as the engine reads them."""
        if self.term:
            return clocks.plain_regime(self.term, calendar=settings.KUVEND_COUNTRY)
        if self.regime not in clocks.regimes():
            raise ValueError(f"there is no regime {self.regime!r}")
        return clocks.regime(self.regime)

    def due(self, started: date, events: Sequence[Event] = ()) -> Due:
        """Return the day, and how it was reached. Raises ClockProblem for what the rule does not allow."""
        return clocks.due(self.regime_of(), self.rule or DEED, started, events=events)


def clock_of(obligation: Obligation) -> Clock:
    """Return the clock of an obligation."""
    return Clock(regime=obligation.regime, rule=obligation.rule, term=obligation.term)


def events_of(rows: Iterable[ObligationEvent]) -> Iterator[Event]:
    """Yield what moved a clock, as the engine reads it; a pause that has not ended moves nothing yet.

    Args:
        rows: the events of one obligation, in their order.
    """
    paused_on = None
    for row in rows:
        if row.kind == EventKind.EXTENDED:
            yield ExtensionEvent(on=row.on_date, by=row.by)
        elif row.kind == EventKind.TRANSFERRED:
            yield TransferEvent(on=row.on_date)
        elif row.kind == EventKind.PAUSED:
            paused_on = row.on_date
        elif row.kind == EventKind.RESUMED and paused_on is not None:
            yield PauseEvent(on=paused_on, to=row.on_date)


def computed(due: Due) -> dict[str, Any]:
    """Return the fields of an obligation that say its day, how it was reached, and from which versions."""
    steps = [{**asdict(step), "day": step.day.isoformat() if step.day else ""} for step in due.steps]
    return {"due_date": due.date, "law": due.regime, "calendar": due.calendar, "steps": steps}


def versions(obligation: Obligation) -> dict[str, Any]:
    """Return the versions of rule and holidays as codes, as facts name them."""
    return {"clock": _code(obligation.law), "calendar": _code(obligation.calendar) or None}


def _code(version: str) -> str:
    return version.replace(", ", "/").replace(" ", "-")
