"""An opinion map: which groups of people think alike, what unites them, what divides them.

In: votes (agree +1, disagree −1, pass 0) of people on short statements. Out: `OpinionMap`, positions, groups, what each
group stands for, consensus, priorities, with the numbers behind each. Pure arithmetic on arrays: no Django, no clock,
no global randomness; the same input gives the same bytes. Mathematics and sources:
docs/explanation/opinion-map.md.
"""

from .agreement import adjusted_rand_index
from .closing import draw_closing_map
from .drawing import draw_map
from .input import InputProblem, Mode, Moderation, Settings, Votes
from .priorities import next_statement
from .result import OpinionMap, Previous

__all__ = [
    "InputProblem",
    "Mode",
    "Moderation",
    "OpinionMap",
    "Previous",
    "Settings",
    "Votes",
    "adjusted_rand_index",
    "draw_closing_map",
    "draw_map",
    "next_statement",
]
