"""What share of voters a few known answers single out, if whole ballots were published: the figures of ADR 10.

    python -m tests.bench.singled_out FOLDER …      folders in Polis' export format (or files of votes)

For each voter with enough answers, some of them are drawn at random, as somebody might know them; the voter is singled
out when no other ballot has the same answers to those statements. Beside the ballots as they are: thinned to a random
half of the answers, and with all answers but the agreements left out.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np

from kuvend.engines.formats.polis import read_conversation

KNOWN, TRIES = (3, 5, 8, 10), 20


def table_of(folder: Path) -> Any:
    """The answers of people to statements, 9 for none."""
    votes = read_conversation(folder, groups=False).votes
    people, row = np.unique(votes.participants, return_inverse=True)
    statements, column = np.unique(votes.statements, return_inverse=True)
    table = np.full((len(people), len(statements)), 9, np.int8)
    table[row, column] = votes.values
    return table


def singled_out(published: Any, truth: Any, known: int, chance: np.random.Generator, *, gaps: bool) -> float:
    """The share of voters whom `known` of their answers single out among published ballots (9: not published).

    A published ballot fits when it has the known answers. Where answers were left out at random (`gaps`), those fit
    that contradict none and share the most of them; whoever looks takes the one that is left for the voter's.
    """
    alone = tries = 0
    for person in range(len(truth)):
        answered = np.flatnonzero(truth[person] != 9)
        if len(answered) < known:
            continue
        for _try in range(TRIES):
            some = chance.choice(answered, known, replace=False)
            shown, mine = published[:, some], truth[person, some] if gaps else published[person, some]
            fits = ((shown == mine) | (gaps & (shown == 9))).all(axis=1)
            shared = np.where(fits, (shown == mine).sum(axis=1), -1)
            best = np.flatnonzero(shared == shared.max())
            alone += int(len(best) == 1 and best[0] == person)
            tries += 1
    return alone / tries if tries else float("nan")


def main(folders: list[str]) -> None:
    """Print one line for each folder, way of publishing and number of known answers."""
    print(f"{'folder':<28}{'published':<14}" + "".join(f"{known:>8}" for known in KNOWN))
    for name in folders:
        truth, chance = table_of(Path(name)), np.random.default_rng(1)
        ways = {
            "whole": truth,
            "half": np.where(chance.random(truth.shape) < 0.5, truth, 9),
            "agreements": np.where(truth == 1, truth, 9),
        }
        for way, published in ways.items():
            shares = [singled_out(published, truth, known, chance, gaps=way == "half") for known in KNOWN]
            print(f"{Path(name).name:<28}{way:<14}" + "".join(f"{100 * one:>7.0f}%" for one in shares), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
