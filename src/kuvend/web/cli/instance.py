"""`kuvend instance`: who runs the site, as people read it."""

import argparse
from pathlib import Path

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web.cli.environment import home
from kuvend.web.identity import identity_file

EXAMPLES = """\
examples:
  kuvend instance init     write instance.toml into the data folder, to be filled in
  kuvend instance show     what people read, and what is missing
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "instance",
        help="who runs the site: name, operator, contact",
        description="The identity of this instance: one file, instance.toml in the data folder.",
        epilog=EXAMPLES,
    )
    group.add("init", help="write the file, to be filled in").set_defaults(run=init, needs=Needs.NOTHING)
    group.add("show", help="show what it says and what is missing").set_defaults(run=show, needs=Needs.NOTHING)


def place() -> Path:
    """Return where the instance's own file stands."""
    return home() / "instance.toml"


def init(args: argparse.Namespace) -> int:
    """Write the file. Raises UsageProblem when there is one already."""
    if place().exists():
        raise UsageProblem(f"there is one already: {place()}")
    place().parent.mkdir(parents=True, exist_ok=True)
    place().write_text(Path(__file__).with_name("instance.toml").read_text(encoding="utf-8"), encoding="utf-8")
    print(place())
    return 0


def show(args: argparse.Namespace) -> int:
    """Print what the file says; 1 when something that people must read is missing. Raises UsageProblem."""
    from kuvend.foundation.core.instance import in_language, read_instance

    try:
        identity = read_instance(identity_file(home()))
    except ValueError as error:
        raise UsageProblem(str(error)) from error
    print(f"{'file':<12}{identity_file(home())}")
    for name in ("name", "operator", "address", "controller", "legal_basis", "retention"):
        print(f"{name:<12}{in_language(getattr(identity, name), identity.languages[0]) or '–'}")
    print(f"{'email':<12}{identity.email or '–'}\n{'telephone':<12}{identity.telephone or '–'}")
    missing = identity.missing()
    for lack in missing:
        print(f"missing: {lack}")
    return 1 if missing else 0
