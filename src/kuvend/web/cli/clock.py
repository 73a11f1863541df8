"""`kuvend clock`: when a law, or a rule of another kind, says that a deed is due, and how that day is reached.

Neither command needs a database: the regimes are files that come with the program.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from kuvend.engines.deadlines.clocks import (
    ClockProblem,
    Deed,
    Event,
    ExtensionEvent,
    PauseEvent,
    TransferEvent,
    due,
    regime,
    regimes,
)
from kuvend.foundation.core.commands import Commands, Needs, day_of
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.problems import UsageProblem

EXAMPLES = """\
examples:
  kuvend clock due --regime al-119-2014 --from 2026-11-20 --deed answer
  kuvend clock due --regime al-119-2014 --from 2026-11-20 --deed answer --extended-on 2026-12-01
  kuvend clock due --regime uk-foia --from 2026-11-02 --deed answer --paused 2026-11-05:2026-11-12
  kuvend clock list                                    every regime, its deeds, and where each rule is said

The due day stands alone on the first line, how it was reached below it.
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "clock",
        help="when a law says that a deed is due, and why then",
        description="When a law, or a rule of another kind, says that a deed is due.",
        epilog=EXAMPLES,
    )
    asking = group.add("due", help="the day on which a deed is due", epilog=EXAMPLES)
    asking.add_argument("--regime", required=True, metavar="ID", help="which rules, as `kuvend clock list` names them")
    asking.add_argument("--from", required=True, metavar="DATE", dest="start", help="the day from which the clock runs")
    asking.add_argument("--deed", required=True, metavar="NAME", help="what is owed")
    many: dict[str, Any] = {"action": "append", "default": []}
    asking.add_argument("--extended-on", metavar="DATE", **many, help="it was extended on this day")
    asking.add_argument("--extended-by", metavar="NUMBER", type=int, help="by so many (default: the most allowed)")
    asking.add_argument("--paused", metavar="FROM:TO", **many, help="first and last day of a pause")
    asking.add_argument("--transferred-on", metavar="DATE", **many, help="another body took over on this day")
    asking.set_defaults(run=run_due, needs=Needs.NOTHING)
    listing = group.add("list", help="the regimes, their deeds, and where each rule is said")
    listing.set_defaults(run=run_list, needs=Needs.NOTHING)


def run_due(args: argparse.Namespace) -> int:
    """Print the due day and how it was reached."""
    try:
        rules = regime(args.regime)
    except KeyError:
        raise UsageProblem(f"there is no regime {args.regime!r}: there are {', '.join(regimes())}") from None
    if args.extended_by is not None and not args.extended_on:
        raise UsageProblem("--extended-by needs --extended-on: the day on which it was extended")
    try:
        answer = due(rules, args.deed, day_of(args.start, "--from"), events=list(_events(args)))
    except ClockProblem as problem:
        raise UsageProblem(str(problem)) from None
    print(answer.date)
    for step in answer.steps:
        print(step.sentence)
    print(f"rules: {answer.regime}")
    return 0


def _events(args: argparse.Namespace) -> Iterator[Event]:
    for typed in args.paused:
        yield PauseEvent(*_span(typed))
    for typed in args.transferred_on:
        yield TransferEvent(day_of(typed, "--transferred-on"))
    for typed in args.extended_on:
        yield ExtensionEvent(day_of(typed, "--extended-on"), by=args.extended_by)


def _span(typed: str) -> tuple[date, date]:
    first, colon, last = typed.partition(":")
    if not colon:
        raise UsageProblem(f"--paused: {typed!r} has no end; write it as 2026-11-05:2026-11-12")
    return day_of(first, "--paused"), day_of(last, "--paused")


def run_list(args: argparse.Namespace) -> int:
    """Print each regime with its deeds, a line for each rule."""
    for rules in regimes().values():
        print(f"{rules.key}  {rules.name[SOURCE]}")
        for deed in rules.deeds.values():
            for line in _rules(deed):
                print(f"  {line}")
    return 0


def _rules(deed: Deed) -> Iterator[str]:
    from kuvend.engines.deadlines.clocks.telling import in_force

    for rule in deed.rules:
        span = f", in force {since}" if (since := in_force(rule)) else ""
        yield f"{deed.key}  {rule.term} from: {deed.moment[SOURCE]}  ({rule.source}{span}) {rule.source.link}"
