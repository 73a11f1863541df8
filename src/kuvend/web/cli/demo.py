"""`kuvend demo`: load the demonstration once, and print the sign-ins that everybody may use in it."""

import argparse
import logging
import os
from pathlib import Path

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.environment import home, prepared

EXAMPLES = """\
examples:
  kuvend demo                              load it into KUVEND_HOME (or DATABASE_URL), once
  kuvend demo --sign-ins                   show the sign-ins again
  KUVEND_HOME=/tmp/second kuvend demo      another one, beside your own instance

It needs a database of its own and refuses one that holds real people. A demonstration is served on this machine only.
"""


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add(
        "demo",
        help="load the demonstration: two plans with simulated people",
        description="Load the plan 2020-2022 with the whole way of its contributions, and the making of the next plan "
        "around today; people and words are simulated.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--sign-ins", action="store_true", help="only print the sign-ins of the loaded demonstration")
    parser.set_defaults(run=run, needs=Needs.NOTHING)


def run(args: argparse.Namespace) -> int:
    """Load the demonstration unless it is loaded, and print its sign-ins. Raises UsageProblem."""
    if args.sign_ins:
        if not _flag().exists():
            raise UsageProblem(f"there is no demonstration in {home()}; load one: kuvend demo")
        _print_sign_ins()
        return 0
    # For the settings of this process; the flag, which every later process reads, is set once nothing is in the way.
    os.environ["KUVEND_DEMO"] = "1"
    with prepared(Needs.SCHEMA):
        _load()
    _print_sign_ins()
    return 0


def _flag() -> Path:
    """Return the file that makes an instance a demonstration (settings.KUVEND_DEMO)."""
    return home() / "demo"


def _load() -> None:
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.demonstration import loading

    logging.getLogger("kuvend.security").setLevel(logging.WARNING)  # simulated people get simulated mandates
    if loading.is_loaded():
        print("The demonstration is loaded already.")
        _flag().touch()
    else:
        loading.refuse_real_data()
        # Before the data: with them there are accounts whose password is known, which must never be served to others.
        _flag().touch()
        loading.load(at=now(), say=_say)
    _let_follow()


def _let_follow() -> None:
    """Sign the record, let the reactions read it and put their letters into the mailbox."""
    from django.db import transaction

    from kuvend.foundation.core.clock import now
    from kuvend.foundation.notifications.actions import deliver
    from kuvend.foundation.record.actions import SigningRefusedError, advance

    try:
        advance(at=now())
    except SigningRefusedError as refusal:
        raise UsageProblem(f"the record of the demonstration is not signed: {refusal}") from refusal
    with transaction.atomic():  # more than a thousand letters: one commit instead of one each
        while deliver(at=now()):
            pass


def _say(text: str) -> None:
    print(f"Loading the demonstration: {text}", flush=True)


def _print_sign_ins() -> None:
    from kuvend.foundation.demonstration.sign_ins import sign_ins

    print("\nSign-ins of the demonstration (a running `kuvend serve` must be started again after loading):")
    for sign_in in sign_ins():
        print(f"  {sign_in.email:<26} {sign_in.password}   {sign_in.does}")
    print("")
