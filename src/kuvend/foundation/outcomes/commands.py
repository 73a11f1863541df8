"""`kuvend outcome`: where a text continues, or that it is left aside."""

from __future__ import annotations

import argparse
from typing import Any

from kuvend.foundation.core.commands import Commands, add_text, said_in_one_line, text_typed
from kuvend.foundation.core.problems import UsageProblem

KINDS = ("became", "merged_into", "split_into", "carried_over_to", "left_aside")  # as in `enums.SuccessionKind`
EXAMPLES = """\
examples:
  kuvend outcome continue 4q8w2c6n1t --how carried_over_to --in 7h2k9m4p0q --reason-en "Not finished by 2025."
  kuvend outcome continue 4q8w2c6n1t --how left_aside --reason-sq "…" --reason-en "The law was repealed."
  kuvend outcome undo 4q8w2c6n1t --reason-en "It is finished after all."

The ids are those of the pages of commitments, milestones and sections.
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "outcome",
        help="say where a commitment, milestone or section continues",
        description=(
            "Succession: a text becomes another, is merged, split, carried over to another plan, left aside. "
            "What was done is printed, a line for each text: its id, how, the id and title of the other one."
        ),
        epilog=EXAMPLES,
    )
    going = group.add("continue", help="say where a text continues, and why")
    going.add_argument("id", help="the text that continues")
    going.add_argument("--how", choices=KINDS, required=True)
    going.add_argument("--in", action="append", default=[], metavar="ID", dest="goals", help="where; again when split")
    add_text(going, "reason", "why", languages=commands.languages)
    going.set_defaults(run=lead_on)
    undoing = group.add("undo", help="take back where a text continues, and why")
    undoing.add_argument("id", help="the text that no longer continues elsewhere")
    add_text(undoing, "reason", "why", languages=commands.languages)
    undoing.set_defaults(run=undo)


def lead_on(args: argparse.Namespace) -> int:
    """Record the succession and print a line for each text in which it continues. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.core.text import localized
    from kuvend.foundation.outcomes.enums import SuccessionKind
    from kuvend.foundation.outcomes.succession import record_succession
    from kuvend.foundation.people.actor import HOUSE

    with said_in_one_line():
        successions = record_succession(
            actor=HOUSE,
            outcome=_outcome(args.id),
            kind=SuccessionKind(args.how),
            successors=[_outcome(goal) for goal in args.goals],
            reason=localized(text_typed(args, "reason")),
            at=now(),
        )
    for row in successions:
        where = f"{row.kind}  {row.successor.public_id}  {row.successor.title}" if row.successor else row.kind
        print(f"{args.id}  {where}")
    return 0


def undo(args: argparse.Namespace) -> int:
    """Take the succession back and print in what the text no longer continues. Raises UsageProblem."""
    from kuvend.foundation.core.clock import now
    from kuvend.foundation.core.text import localized
    from kuvend.foundation.outcomes.succession import undo_succession
    from kuvend.foundation.people.actor import HOUSE

    with said_in_one_line():
        reason = localized(text_typed(args, "reason"))
        goals = undo_succession(actor=HOUSE, outcome=_outcome(args.id), reason=reason, at=now())
    for goal in goals:
        print(f"{args.id}  taken_back  {goal.public_id}  {goal.title}")
    if not goals:
        print(f"{args.id}  taken_back")
    return 0


def _outcome(public_id: str) -> Any:
    from kuvend.foundation.outcomes.queries import outcome

    row = outcome(public_id)
    if row is None:
        raise UsageProblem(f"there is no text with the id {public_id!r}")
    return row
