"""What an operator decides about the record: to go on signing after a restore, to pass over an entry, to take it up."""

import argparse
from pathlib import Path

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem, place_of

EXAMPLES = """\
examples:
  kuvend record continue --public-head https://mirror.example.org/checkpoint
  kuvend record continue --public-head head-from-the-newspaper.txt
  kuvend record continue --no-public-head        nobody has a head that this database has not
  kuvend record continue --new-origin            begin another log under KUVEND_LOG_ORIGIN, in public

Fetch the head from where the public keeps it, not from this instance: what was restored cannot vouch for itself.
"""
LONGEST_NOTE = 1 << 16
SECONDS = 30


def register(commands: Commands) -> None:
    """Add the deeds to `kuvend record`."""
    resume = commands.add(
        "continue",
        help="let a restored, copied or moved instance sign again, or begin another log",
        epilog=EXAMPLES,
    )
    word = resume.add_mutually_exclusive_group(required=True)
    word.add_argument("--public-head", metavar="FILE|URL", help="the newest signed head that the public has")
    word.add_argument("--no-public-head", action="store_true", help="there is none that is newer than the database")
    word.add_argument("--new-origin", action="store_true", help="begin another log under the configured origin")
    resume.set_defaults(run=run_continue, needs=Needs.SCHEMA)
    for name, run, help_text in (
        ("set-aside", run_set_aside, "let a reaction pass over the entry at which it stands still"),
        ("take-up", run_take_up, "let a reaction read an entry that was set aside"),
    ):
        deed = commands.add(name, help=help_text)
        deed.add_argument("reaction", help="its name, as `kuvend doctor` gives it")
        deed.add_argument("index", type=int, help="the entry's index")
        deed.set_defaults(run=run, needs=Needs.SCHEMA)


def run_continue(args: argparse.Namespace) -> int:
    """Sign from now on, by the operator's word. Raises UsageProblem when the log contradicts what is public."""
    head = note_at(args.public_head) if args.public_head else None
    size = continue_signing(head, new_origin=args.new_origin)
    print(f"The log of {size} entries is signed from now on by this database and this folder.")
    return 0


def continue_signing(head: str | None, *, new_origin: bool = False) -> int:
    """Do so, and return the log's size. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.record import signing

    try:
        return signing.continue_signing(public_head=head, new_origin=new_origin, at=now())
    except signing.SigningRefusedError as refusal:
        raise UsageProblem(str(refusal)) from None


def note_at(place: str) -> str:
    """Return the signed head in a file or at an address. Raises UsageProblem."""
    import urllib.request

    try:
        if place.startswith(("https://", "http://")):
            with urllib.request.urlopen(place, timeout=SECONDS) as answer:  # noqa: S310
                return str(answer.read(LONGEST_NOTE).decode())
        return Path(place).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise UsageProblem(f"--public-head {place}: {error}") from None


def run_set_aside(args: argparse.Namespace) -> int:
    """Let a reaction go on behind an entry. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.record import reactions

    try:
        reactions.set_aside(args.reaction, args.index, at=now())
    except reactions.NotSetAsideError as error:
        raise UsageProblem(str(error)) from None
    except KeyError:
        raise UsageProblem(f"there is no reaction {args.reaction}") from None
    print(
        f"{args.reaction} goes on behind entry {args.index}; later: kuvend record take-up {args.reaction} {args.index}"
    )
    return 0


def run_take_up(args: argparse.Namespace) -> int:
    """Let a reaction read an entry after all; 1 when it fails again. Raises UsageProblem."""
    from kuvend.foundation.record import reactions

    try:
        reactions.take_up(args.reaction, args.index)
    except reactions.NotSetAsideError as error:
        raise UsageProblem(str(error)) from None
    except KeyError:
        raise UsageProblem(f"there is no reaction {args.reaction}") from None
    except Exception as error:  # what it may say holds personal data
        print(f"it fails again: {type(error).__name__} at {place_of(error.__traceback__)}; it stays set aside")
        return 1
    print(f"{args.reaction} has read entry {args.index}.")
    return 0
