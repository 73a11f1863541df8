"""What can be done with obligations.

The action of the room that owes the deed calls these in its own transaction, after its own rule; each locks the
obligation and is harmless when repeated.
"""

from kuvend.foundation.obligations.actions.ending import appeal, lapse, meet
from kuvend.foundation.obligations.actions.owing import owe
from kuvend.foundation.obligations.actions.running import extend, pause, resume, transfer

__all__ = ["appeal", "extend", "lapse", "meet", "owe", "pause", "resume", "transfer"]
