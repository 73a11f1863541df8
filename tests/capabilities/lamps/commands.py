"""`kuvend lamps`: the lamps that are owed."""

import argparse

from kuvend.foundation.core.commands import Commands


def register(commands: Commands) -> None:
    """Add the command."""
    commands.add("lamps", help="list the lamps that are out").set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a line for each."""
    from tests.capabilities.lamps.models import Lamp

    for lamp in Lamp.objects.filter(repaired_at=None).select_related("repair").order_by("repair__due_date", "pk"):
        print(f"{lamp.public_id}  {lamp.repair.due_date}  {lamp.place}")
    return 0
