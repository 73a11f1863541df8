"""`kuvend data ballots`: the votes of a closed deliberation, for an official auditor alone."""

import argparse
from pathlib import Path

from kuvend.foundation.core.commands import Commands
from kuvend.foundation.core.problems import UsageProblem


def register(commands: Commands) -> None:
    """Add the command to its group."""
    command = commands.add("ballots", help="the votes of a closed deliberation, for an official auditor alone")
    command.add_argument("activity", metavar="ACTIVITY", help="the id of the deliberation")
    command.add_argument("folder", metavar="FOLDER", type=Path, help="where to; it is made when it is not there")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the ballots of a closed deliberation as an export folder of Polis; 1 when they are not what was sealed."""
    from kuvend.foundation.core.clock import now
    from kuvend.participation.deliberation.ballots import GROUPS_BEFORE, groups_seal_of, seal_of, write_ballots
    from kuvend.participation.deliberation.queries.rows import deliberation_activity, rules_of
    from kuvend.participation.deliberation.queries.seals import sealed_ballots

    activity = deliberation_activity(args.activity)
    if activity is None:
        raise UsageProblem(f"ACTIVITY: there is no deliberation {args.activity!r}")
    salt = bytes(rules_of(activity).ballots_salt)
    if now() < activity.end or not salt:
        raise UsageProblem(f"{args.activity}: it has not closed; before, nobody is given its votes")
    try:
        exported = write_ballots(activity, args.folder)
    except OSError as problem:
        raise UsageProblem(f"{args.folder}: cannot be written: {problem.strerror}") from problem
    seal, sealed = seal_of(activity, salt), sealed_ballots(activity)
    print(f"{args.folder}: {len(exported.votes)} votes; keep them from everybody but the auditor")
    print(f"salt    {salt.hex()}\nseal    {seal}   SHA-256 of the salt followed by votes.csv\nrecord  {sealed}")
    groups, sealed_groups = groups_seal_of(activity, salt), sealed_ballots(activity, "groups")
    if groups or sealed_groups:
        print(f"groups  {groups}   the same with {GROUPS_BEFORE}\nrecord  {sealed_groups}")
    differs = (seal, groups) != (sealed, sealed_groups)
    if differs:
        print("DIFFERS: accounts were erased since, or it was released anew")
    return int(differs)
