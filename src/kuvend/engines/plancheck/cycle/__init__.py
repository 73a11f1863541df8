"""The calendar of a country's plans: which days have one in implementation, and when the next is due.

`coverage` joins the periods of all plans into stretches of days that are covered, not covered or not known.
`delivery` says when the next plan is drafted and due, and what follows when it comes late, by the rule set in force.
Everything is computed from days; the rules and their sentences stand in `rules.yaml` and `consequences.yaml`.
"""

from kuvend.engines.plancheck.cycle.coverage import Cover, Period, Stretch, coverage, gaps
from kuvend.engines.plancheck.cycle.delivery import Delivery, Step, TimeLeft, delivery, time_left

__all__ = [
    "Cover",
    "Delivery",
    "Period",
    "Step",
    "Stretch",
    "TimeLeft",
    "coverage",
    "delivery",
    "gaps",
    "time_left",
]
