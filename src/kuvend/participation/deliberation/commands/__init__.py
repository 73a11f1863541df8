"""The commands of deliberation: `kuvend opinion`, `kuvend import deliberation`, `kuvend data ballots`."""

from kuvend.foundation.core.commands import Commands
from kuvend.participation.deliberation.commands import ballots, conversation, opinion


def register(commands: Commands) -> None:
    """Add the group of opinion maps, and what this room adds to `import` and `data`."""
    opinion.register(commands)
    conversation.register(commands.group("import", help="bring in words from files"))
    ballots.register(commands.group("data", help="open data as files"))
