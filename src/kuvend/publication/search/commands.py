"""`kuvend search`: the index of the search, drawn anew from what is public."""

from __future__ import annotations

import argparse

from kuvend.foundation.core.commands import Commands

EXAMPLES = """\
examples:
  kuvend search rebuild      draw everything anew, while the site is used; needed after a restore or by hand alone
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "search",
        help="the index of the search",
        description="The search keeps an index of everything public. It follows the record by itself.",
        epilog=EXAMPLES,
    )
    rebuilding = group.add("rebuild", help="draw the whole index anew")
    rebuilding.set_defaults(run=run_rebuild)


def run_rebuild(args: argparse.Namespace) -> int:
    """Rebuild the index, print how many things of each sort are in it, and return the exit code."""
    from kuvend.publication.search.actions import rebuild

    for name, number in rebuild().items():
        print(f"{name:14}{number:>8}")
    return 0
