"""The command `kuvend`: one module a command group, with `register(subparsers)` and `run(args) -> int`.

A module imports nothing of Django before `run`: the settings are read once the database's URL is known.
It says with `set_defaults(needs=…)` what must stand first (`environment.Needs`; the schema, unless it says).
Exit codes: 0 done, 1 done and something failed a check, 2 bad input or usage (one line, no traceback).
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.environment import Needs, prepared
from kuvend.web.cli.terminal import shown_plainly

GROUPS = (
    "serve",
    "demo",
    "instance",
    "plan",
    "mandate",
    "activity",
    "importing",
    "record",
    "backup",
    "mail",
    "data",
    "opinion",
    "doctor",
    "manage",
)
EXAMPLES = """\
examples:
  kuvend demo                         load the demonstration, once, and print its sign-ins
  kuvend serve                        start everything on http://localhost:8000
  kuvend doctor                       check the installation and say what to do
  kuvend serve --help                 the same for one command

environment:
  KUVEND_HOME     where the instance keeps its data (default: var in the current folder)
  DATABASE_URL    a PostgreSQL server of your own, 15 or newer (default: an embedded one in KUVEND_HOME)
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser() -> Parser:
    """Return the parser of the whole command line."""
    whole = Parser(
        prog="kuvend",
        description="Write, decide, carry out and check an action plan in public.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subparsers = whole.add_subparsers(metavar="COMMAND", required=True, parser_class=Parser)
    for group in GROUPS:
        import_module(f"kuvend.web.cli.{group}").register(subparsers)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    args = parser().parse_args(argv)
    sys.stdout, sys.stderr = shown_plainly(sys.stdout), shown_plainly(sys.stderr)
    try:
        with prepared(getattr(args, "needs", Needs.SCHEMA)):
            code: int = args.run(args)
            sys.stdout.flush()
            return code
    except UsageProblem as problem:
        print(f"kuvend: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `kuvend … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
