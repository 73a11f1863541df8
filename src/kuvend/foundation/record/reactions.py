"""The door for other rooms: declare a Reaction, hand the list down, run or replay one, or let it pass over an entry."""

from kuvend.foundation.record.cursors import (
    NotSetAsideError,
    Reaction,
    reactions,
    replay,
    run,
    set_aside,
    set_reactions,
    take_up,
)

__all__ = ["NotSetAsideError", "Reaction", "reactions", "replay", "run", "set_aside", "set_reactions", "take_up"]
