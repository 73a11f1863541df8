"""What can be done in a deliberation: run it, add statements, vote, tend statements, compute the map."""

from kuvend.participation.deliberation.actions.maps import ask_again, claim_maps, compute_map, next_claim_at
from kuvend.participation.deliberation.actions.put_forward import put_forward
from kuvend.participation.deliberation.actions.setup import SeedStatement, seed_statements, set_rules
from kuvend.participation.deliberation.actions.statements import (
    add_statement,
    bring_in_rows,
    classify,
    forget_words,
    merge,
    stop_merging,
    translate,
)
from kuvend.participation.deliberation.actions.votes import cast_vote, withdraw_votes

__all__ = [
    "SeedStatement",
    "add_statement",
    "ask_again",
    "bring_in_rows",
    "cast_vote",
    "claim_maps",
    "classify",
    "compute_map",
    "forget_words",
    "merge",
    "next_claim_at",
    "put_forward",
    "seed_statements",
    "set_rules",
    "stop_merging",
    "translate",
    "withdraw_votes",
]
