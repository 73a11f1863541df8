"""Clocks of laws, as data: who owes which deed until when, and how that day was reached.

A *regime* is a file in `regimes/`: its deeds, each with the rules that were in force one after another, and where each
is said. `due` computes a day from it and from what happened meanwhile (extended, paused, transferred). The form of the
files and the source of each rule: docs/reference/clocks.md.
"""

from kuvend.engines.deadlines.clocks.events import Event, ExtensionEvent, PauseEvent, TransferEvent
from kuvend.engines.deadlines.clocks.plain import DEED, plain_regime
from kuvend.engines.deadlines.clocks.problems import InvalidRegime
from kuvend.engines.deadlines.clocks.reading import read_regime, regime, regimes
from kuvend.engines.deadlines.clocks.regimes import Deed, Regime, Rule
from kuvend.engines.deadlines.clocks.running import ClockProblem, Due, due
from kuvend.engines.deadlines.clocks.telling import Step

__all__ = [
    "DEED",
    "ClockProblem",
    "Deed",
    "Due",
    "Event",
    "ExtensionEvent",
    "InvalidRegime",
    "PauseEvent",
    "Regime",
    "Rule",
    "Step",
    "TransferEvent",
    "due",
    "plain_regime",
    "read_regime",
    "regime",
    "regimes",
]
