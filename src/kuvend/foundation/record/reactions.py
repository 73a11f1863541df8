"""The door for other rooms: declare a Reaction, hand the list down, run or replay one."""

from kuvend.foundation.record.cursors import Reaction, reactions, replay, run, set_reactions

__all__ = ["Reaction", "reactions", "replay", "run", "set_reactions"]
