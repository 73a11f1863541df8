"""`kuvend manage …`: Django's own management commands, with the instance's database."""

import argparse

from kuvend.foundation.core.commands import Commands, Needs

EXAMPLES = """\
examples:
  kuvend manage shell
  kuvend manage migrate --plan
  kuvend manage help
"""


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "manage",
        help="pass a command to Django's management",
        epilog=EXAMPLES,
        add_help=False,  # `kuvend manage migrate --help` asks Django
    )
    parser.add_argument("command", nargs=argparse.REMAINDER)
    parser.set_defaults(run=run, needs=Needs.DATABASE)


def run(args: argparse.Namespace) -> int:
    """Run Django's command; it ends the process by itself when it fails."""
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kuvend manage", *args.command])
    return 0
