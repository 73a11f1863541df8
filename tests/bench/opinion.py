"""`make bench-opinion`: parity, stability and speed of opinion maps, beside red-dwarf 0.4.0.

Every figure of speed is CPU seconds of a process of its own, one thread of linear algebra for both sides, without
reading files. red-dwarf gets its list of votes ready-made; it is installed from its package into `var/bench`.
`--quick` leaves out the large ones.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data" / "opinion"
NAMES = ("bg2050-volunteers", "scoop-hivemind.biodiversity", "vtaiwan.uberx")
PEER = "red-dwarf==0.4.0"
PEER_HOME = ROOT / "var" / "bench" / "red-dwarf-0.4.0"
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
LARGE = ((2_000_000, 40_000, 1000, 40), (5_000_000, 100_000, 1000, 80))  # votes, people, statements, goal
MEDIAN_GOAL = 12


def peer_python() -> Path | None:
    """The Python of the peer's own environment, made when it is not there; None when it cannot be had."""
    python = PEER_HOME / "bin" / "python"
    if not (PEER_HOME / "ready").exists():
        print(f"installing {PEER} into {PEER_HOME.relative_to(ROOT)} ...")
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(PEER_HOME)], capture_output=True)
        command = [str(python), "-m", "pip", "install", "--quiet", PEER]
        if made.returncode or subprocess.run(command, capture_output=True).returncode:
            print(f"red-dwarf: skipped, {PEER} cannot be installed here")
            return None
        (PEER_HOME / "ready").touch()
    return python


def measured(python: Path | str, module: Path, *words: Any) -> dict[str, Any]:
    """What a script says on its last line, run alone."""
    command = [str(python), str(module), *map(str, words)]
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | ONE_THREAD | {"PYTHONPATH": str(ROOT)}, cwd="/"
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def saved_conversation(name: str, folder: Path) -> Path:
    """A real conversation as arrays that both sides read."""
    from kuvend.engines.formats.polis import read_conversation

    found = read_conversation(DATA / name / "participants-votes.csv")
    whole = read_conversation(DATA / name)
    path = folder / f"{name}.npz"
    np.savez(
        path, participants=found.votes.participants, statements=found.votes.statements, values=found.votes.values,
        out=sorted(whole.moderated_out), meta=sorted(whole.meta), kept=sorted(whole.groups),
    )  # fmt: skip
    return path


def saved_simulation(votes: int, people: int, statements: int, folder: Path) -> Path:
    """Simulated votes as arrays that both sides read."""
    path = folder / f"{votes}.npz"
    measured(sys.executable, Path(__file__).with_name("opinion_ours.py"), "simulate", path, people, statements, votes)
    return path


def row(what: str, ours: dict[str, Any], theirs: dict[str, Any] | None, goal: int | None = None) -> float:
    """Print one comparison and return the ratio."""
    line = f"{what:<34} kuvend {ours['cpu']:>8.3f} CPU s"
    ratio = 0.0
    if theirs:
        ratio = theirs["cpu"] / ours["cpu"]
        line += f"   red-dwarf {theirs['cpu']:>8.2f} CPU s   {ratio:>6.1f}x"
    print(line + (f" (goal {goal}x)" if goal and theirs else ""), flush=True)
    return ratio


def compare_speed(folder: Path, *, quick: bool) -> None:
    """The same grouping by both, mode `polis`, without measuring stability, which the peer does not do."""
    peer = peer_python()
    ours, theirs = (Path(__file__).with_name(f"opinion_{side}.py") for side in ("ours", "peer"))
    ratios = []
    for name in NAMES if DATA.exists() else ():
        path = saved_conversation(name, folder)
        other = measured(peer, theirs, path, 5) if peer else None
        ratios.append(row(name, measured(sys.executable, ours, "draw", path, "polis", 0, 9), other))
    if ratios and peer:
        print(f"median of the conversations {median(ratios):.1f}x (goal {MEDIAN_GOAL}x)")
    for votes, people, statements, goal in () if quick else LARGE:
        path = saved_simulation(votes, people, statements, folder)
        other = measured(peer, theirs, path, 1) if peer else None
        row(
            f"{votes:,} votes, {people:,} people",
            measured(sys.executable, ours, "draw", path, "polis", 0, 1),
            other,
            goal,
        )


def large(folder: Path) -> None:
    """Ten million votes, in both modes, with stability."""
    path = saved_simulation(10_000_000, 200_000, 1000, folder)
    for mode in ("polis", "stable"):
        found = measured(sys.executable, Path(__file__).with_name("opinion_ours.py"), "draw", path, mode, 8, 1)
        print(
            f"10,000,000 votes, 200,000 people × 1,000 statements, mode {mode}, with stability: "
            f"{found['cpu']:.2f} CPU s (goal 8), peak {found['peak_gb']:.2f} GB (goal 1.5)"
        )


def live() -> None:
    """One vote at a time at 100,000 people; the next statement among 10,000."""
    found = measured(sys.executable, Path(__file__).with_name("opinion_ours.py"), "live")
    print(
        f"live update at 100,000 people: p50 {found['vote_p50_us']:.0f} µs (goal 100), "
        f"p95 {found['vote_p95_us']:.0f} µs; a map of it {found['map_ms']:.1f} CPU ms"
    )
    print(f"next statement among 10,000: p50 {found['next_p50_us']:.0f} µs (goal 1000)")


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.opinion", description=__doc__)
    options.add_argument("--quick", action="store_true", help="only the real conversations and live updates")
    args = options.parse_args()
    print(f"opinion maps; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    if DATA.exists():
        from tests.bench.opinion_quality import quality

        quality(DATA, NAMES)
    else:
        print("real conversations: skipped, ../shared/data/opinion is absent")
    with tempfile.TemporaryDirectory(prefix="kuvend-opinion-") as folder:
        live()
        compare_speed(Path(folder), quick=args.quick)
        if not args.quick:
            large(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
