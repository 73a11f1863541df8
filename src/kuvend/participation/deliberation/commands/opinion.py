"""`kuvend opinion`: a map of opinions from votes, compared with a published one; votes simulated. Needs no database."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kuvend.foundation.core.commands import Commands, Needs
from kuvend.foundation.core.problems import UsageProblem

if TYPE_CHECKING:  # numpy is loaded by the commands that compute
    from kuvend.engines.formats.polis import Conversation
    from kuvend.engines.opinion import Moderation, Settings, Votes

EXAMPLES = """\
examples:
  kuvend opinion map FOLDER --out map.json              the map of an export folder of Polis
  kuvend opinion map votes.csv --groups 3               three groups, whatever the votes say
  kuvend opinion map FOLDER --mode polis --keep-grouped FOLDER/participants-votes.csv --out map.json
  kuvend opinion compare map.json FOLDER/participants-votes.csv
  kuvend opinion simulate --people 1000 --statements 50 --votes 20000 --seed 7 --out FOLDER
"""


def register(commands: Commands) -> None:
    """Add the command group."""
    group = commands.group(
        "opinion",
        help="draw a map of opinions from votes, compare it, simulate votes",
        description="Opinion maps: which groups think alike, what unites them, what divides them.",
        epilog=EXAMPLES,
    )
    _register_map(group)
    comparing = group.add("compare", help="compare a map with a published grouping")
    comparing.add_argument("map", metavar="MAP.json", type=Path, help="as written by kuvend opinion map --out")
    comparing.add_argument("published", metavar="participants-votes.csv", type=Path, help="with a column group-id")
    comparing.set_defaults(run=run_compare, needs=Needs.NOTHING)
    simulating = group.add("simulate", help="write an export folder of simulated people")
    for name, help_text in (
        ("people", "how many vote"),
        ("statements", "they vote on"),
        ("votes", "they cast together"),
    ):
        simulating.add_argument(f"--{name}", metavar="N", type=int, required=True, help=help_text)
    simulating.add_argument("--seed", metavar="S", type=int, default=0, help="the same seed, the same votes")
    simulating.add_argument("--out", metavar="FOLDER", type=Path, required=True, help="made when it is not there")
    simulating.set_defaults(run=run_simulate, needs=Needs.NOTHING)


def _register_map(commands: Any) -> None:
    mapping = commands.add("map", help="draw the map and say what it shows")
    mapping.add_argument("place", metavar="FOLDER|votes.csv", type=Path, help="an export folder of Polis, or its votes")
    mapping.add_argument("--sign", type=int, choices=(1, -1), help="the value of a vote that agrees (default: 1)")
    mapping.add_argument("--mode", choices=["polis", "stable"], default="stable", help="(default: stable)")
    mapping.add_argument("--groups", metavar="K", type=int, help="this number of groups (default: as the votes say)")
    mapping.add_argument(
        "--keep-grouped", metavar="participants-votes.csv", type=Path, help="group those whom it groups, too"
    )
    mapping.add_argument(
        "--after", metavar="groups-before.csv", type=Path, help="as the last map of a deliberation, after these groups"
    )
    mapping.add_argument("--without", metavar="ID,ID", default="", help="leave these participants out")
    mapping.add_argument("--bridging", action="store_true", help="also the bridging score of each statement")
    mapping.add_argument("--dask", metavar="tcp://…", help="compute on this Dask cluster")
    mapping.add_argument("--out", metavar="MAP.json", type=Path, help="where to write the full result")
    mapping.set_defaults(run=run_map, needs=Needs.NOTHING)


def run_map(args: argparse.Namespace) -> int:
    """Draw the map, print what it shows, write it, and return the exit code."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # quicker on such small matrices, and one order of adding
    from kuvend.engines.formats.polis import PolisProblem, read_conversation, read_groups
    from kuvend.engines.opinion import InputProblem, draw_closing_map, draw_map
    from kuvend.engines.opinion.as_data import as_json
    from kuvend.participation.deliberation.commands.cluster import executor
    from kuvend.participation.deliberation.commands.summary import summary

    try:
        conversation = read_conversation(args.place, groups=False, sign=args.sign)
        votes, moderation = _input(conversation)
        with executor(args.dask) as where:
            how: Any = {"moderation": moderation, "settings": _settings(args), "executor": where}
            before = read_groups(args.after) if args.after else {}
            opinion = draw_closing_map(votes, before=before, **how)[0] if before else draw_map(votes, **how)
    except PolisProblem as problem:  # names its file
        raise UsageProblem(" ".join(str(problem).split())) from None
    except InputProblem as problem:
        raise UsageProblem(f"{args.place}: {problem}") from None
    except MemoryError:
        raise UsageProblem(f"{args.place}: there is not enough memory for so many votes") from None
    for line in summary(opinion, {one.id: one.text for one in conversation.statements}):
        print(line)
    if args.out:
        _write(args.out, as_json(opinion))
    return 0


def _input(conversation: Conversation) -> tuple[Votes, Moderation]:
    from kuvend.engines.opinion import Moderation, Votes

    log = conversation.votes
    moderation = Moderation(out=conversation.moderated_out, meta=conversation.meta)
    return Votes(log.participants, log.statements, log.values, log.times), moderation


def _settings(args: argparse.Namespace) -> Settings:
    from kuvend.engines.formats.polis import read_groups
    from kuvend.engines.opinion import Mode, Settings
    from kuvend.participation.deliberation.releases.rounding import STEP

    if args.after and args.mode != Mode.STABLE:
        raise UsageProblem("--after goes with --mode stable")
    kept_people = frozenset(read_groups(args.keep_grouped)) if args.keep_grouped else frozenset()
    return Settings(
        mode=Mode(args.mode),
        groups=args.groups,
        keep_grouped=kept_people,
        without=_ids(args.without),
        bridging=args.bridging,
        least_movers=STEP if args.after else 1,
    )


def _ids(text: str) -> frozenset[int]:
    """Return the ids of a list. Raises UsageProblem."""
    try:
        return frozenset(int(one) for one in text.split(",") if one.strip())
    except ValueError:
        raise UsageProblem(f"--without: {text!r} is not a list of participants' ids, as in 4,17") from None


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise UsageProblem(f"{path}: cannot be written: {problem.strerror}") from None


def run_compare(args: argparse.Namespace) -> int:
    """Print how far two groupings agree, and return the exit code."""
    from kuvend.engines.formats.polis import PolisProblem, read_groups
    from kuvend.engines.opinion import adjusted_rand_index
    from kuvend.participation.deliberation.commands.summary import groups_in

    try:
        published = read_groups(args.published)
    except PolisProblem as problem:
        raise UsageProblem(str(problem)) from None
    ours = groups_in(args.map)
    common = [one for one in published if one in ours]
    if len(common) < 2:
        raise UsageProblem(f"{args.map} and {args.published} have fewer than two people in common")
    print(
        f"{len(common)} people have a published group; {len(published) - len(common)} of the others are not in the map"
    )
    alone = sum(ours[one] is None for one in common)
    if alone:
        print(f"{alone} of them are in no group of the map; they count as one group of their own")
    labels = [-1 if (group := ours[one]) is None else group for one in common]
    print(f"adjusted_rand_index {adjusted_rand_index(labels, [published[one] for one in common]):.4f}")
    return 0


def run_simulate(args: argparse.Namespace) -> int:
    """Write the folder and return the exit code."""
    from kuvend.engines.formats.polis import Conversation, Statement, VoteLog, write_conversation
    from kuvend.engines.opinion import InputProblem
    from kuvend.engines.opinion.simulation import FIRST, simulate

    if args.seed < 0:
        raise UsageProblem(f"--seed: {args.seed} is below 0")
    try:
        votes = simulate(people=args.people, statements=args.statements, votes=args.votes, seed=args.seed)
    except (InputProblem, ValueError) as problem:
        raise UsageProblem(str(problem)) from None
    statements = tuple(
        Statement(number, f"Simulated statement {number}", created_at=FIRST, is_seed=True)
        for number in range(args.statements)
    )
    log = VoteLog(votes.participants, votes.statements, votes.values, votes.times)
    try:
        write_conversation(args.out, Conversation(log, statements, summary={"topic": "Simulated"}))
    except OSError as problem:
        raise UsageProblem(f"{args.out}: cannot be written: {problem.strerror}") from None
    print(f"{args.out}: {args.votes} simulated votes of {args.people} people on {args.statements} statements")
    return 0
