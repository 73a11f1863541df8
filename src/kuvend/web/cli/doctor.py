"""`kuvend doctor`: look at the installation and say, line by line, what is right and what to do."""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.environment import prepared

EXAMPLES = """\
examples:
  kuvend doctor                              beside a running `kuvend serve`, with the same environment
  KUVEND_HOME=/srv/kuvend kuvend doctor
  kuvend doctor --json                       for programs: the findings, and the figures behind them

Ends with 1 when something is wrong. A line that begins with "note" is no failure.
"""


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "doctor",
        help="check the installation and say what to do",
        description="Ask the data folder, the database, the mail server, the worker, the record and the settings.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run, needs=Needs.NOTHING)


def run(args: argparse.Namespace) -> int:
    """Run every check and print its line; 1 when one fails."""
    from kuvend.web.serving import health

    extras: dict[str, Any] = {"figures": None}
    with ExitStack() as stack:
        findings = []
        for finding in _findings(stack, extras):
            findings.append(finding)
            if not args.json:
                print(finding, flush=True)
    failed = sum(finding.level == health.FAIL for finding in findings)
    if args.json:
        print(json.dumps({"failed": failed, "findings": [one.as_json() for one in findings], **extras}, indent=1))
    else:
        print(f"{failed} of {len(findings)} checks failed" if failed else "all is well")
    return 1 if failed else 0


def _findings(stack: ExitStack, extras: dict[str, Any]) -> Iterator[Any]:
    """What each check finds; those of the inside only where the tables are this version's. Adds the figures."""
    from kuvend.web.serving import health

    yield from (check() for check in health.SURROUNDINGS)
    try:
        stack.enter_context(prepared(Needs.DATABASE))
    except UsageProblem as problem:
        yield health.Finding("database", health.FAIL, str(problem))
        return
    from kuvend.web.serving.health import inside

    outside = [check(os.environ["DATABASE_URL"]) for check in inside.DATABASE]
    yield from outside
    if any(one.name == "tables" and one.level == health.FAIL for one in outside):
        return
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.core.findings import checks
    from kuvend.web.serving.figures import figures

    extras["figures"] = figures().flat()
    yield from (check() for check in inside.INSIDE)
    yield from (check(now()) for check in checks())
