"""The command `kuvend`: one module a command group, with `register(commands)` and `run(args) -> int`.

Those of the house stand here; a room adds its own in its module `commands` (`foundation.core.commands` says how).
Exit codes: 0 done, 1 done and something failed a check, 2 bad input or usage (one line, no traceback).
"""

import os
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Sequence
from importlib import import_module

from kuvend.foundation.core.commands import Commands, Needs, Parser
from kuvend.foundation.core.instance import LANGUAGES, read_instance
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import wiring
from kuvend.web.cli.environment import home, prepared
from kuvend.web.cli.terminal import shown_plainly
from kuvend.web.identity import identity_file

HOUSE = (
    "kuvend.web.cli.serve",
    "kuvend.web.cli.demo",
    "kuvend.web.cli.instance",
    "kuvend.web.cli.mandate",
    "kuvend.foundation.processes.commands",
    "kuvend.foundation.outcomes.commands",
    "kuvend.foundation.places.commands",
    "kuvend.publication.search.commands",
    "kuvend.web.cli.importing",
    "kuvend.web.cli.record",
    "kuvend.web.cli.backup",
    "kuvend.web.cli.mail",
    "kuvend.web.cli.data",
    "kuvend.web.cli.clock",
    "kuvend.web.cli.doctor",
    "kuvend.web.cli.manage",
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


def languages() -> Sequence[str]:
    """Return the languages of the instance; a file with a fault is told of by the command that needs it."""
    try:
        return read_instance(identity_file(home())).languages
    except ValueError:
        return LANGUAGES


def parser() -> Parser:
    """Return the parser of the whole command line."""
    whole = Parser(
        prog="kuvend",
        description="Write, decide, carry out and check an action plan in public.",
        epilog=EXAMPLES,
        formatter_class=RawDescriptionHelpFormatter,
    )
    commands = Commands(whole, languages=languages())
    for module in (*HOUSE, *wiring.modules("commands")):
        import_module(module).register(commands)
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
