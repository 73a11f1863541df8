"""`kuvend doctor`: look at the installation and say, line by line, what is right and what to do."""

import argparse
import os
from contextlib import ExitStack
from typing import Any

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.environment import Needs, prepared

EXAMPLES = """\
examples:
  kuvend doctor                              beside a running `kuvend serve`, with the same environment
  KUVEND_HOME=/srv/kuvend kuvend doctor

Ends with 1 when something is wrong. A line that begins with "note" is no failure.
"""


def register(subparsers: Any) -> None:
    """Add the command to the parser."""
    parser = subparsers.add_parser(
        "doctor",
        help="check the installation and say what to do",
        description="Check Python, the data folder, the database, the texts, the worker and the settings.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, needs=Needs.NOTHING)


def run(args: argparse.Namespace) -> int:
    """Run every check and print its line; 1 when one fails."""
    from kuvend.web.serving import health

    failed = 0
    with ExitStack() as stack:
        findings = [check() for check in health.SURROUNDINGS]
        try:
            stack.enter_context(prepared(Needs.DATABASE))
        except UsageProblem as problem:
            findings.append(health.Finding("database", health.FAIL, str(problem)))
        else:
            findings += [check(os.environ["DATABASE_URL"]) for check in health.DATABASE]
        for finding in findings:
            print(finding)
            failed += finding.level == health.FAIL
    print(f"{failed} of {len(findings)} checks failed" if failed else "all is well")
    return 1 if failed else 0
