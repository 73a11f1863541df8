"""A map said in a few lines, and read back from its file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kuvend.engines.opinion import OpinionMap
from kuvend.engines.opinion.as_data import FORMAT
from kuvend.foundation.core.problems import UsageProblem

WIDTH = 90
SHOWN = 3


def summary(found: OpinionMap, texts: dict[int, str]) -> Iterator[str]:
    """Yield the lines; statements are quoted where their text is known."""
    grouped = sum(group.size for group in found.groups)
    votes = int(found.tally.all_votes.sum())
    yield f"{len(found.people)} people, {len(found.statements)} statements, {votes} votes; {grouped} people grouped"
    stable = "" if found.quality.stability is None else f", stability {found.quality.stability:.2f}"
    groups = "1 group" if found.k == 1 else f"{found.k} groups"
    yield f"mode {found.mode.value}: {groups}, silhouette {found.quality.silhouette:.2f}{stable}"
    for agreed, word in ((found.consensus.agree, "agree"), (found.consensus.disagree, "disagree")):
        for most in agreed[:SHOWN]:
            yield f"most {word}: {most.successes} of {most.trials}  {_quoted(most.statement, texts)}"
    for group in found.groups:
        yield f"group {group.id}: {group.size} people"
        for one in group.representative[:SHOWN]:
            yield f"  {one.direction}: {one.successes} of {one.trials}  {_quoted(one.statement, texts)}"
    apart = found.divisiveness.apart
    order = (-apart).argsort(kind="stable")
    for at in [int(one) for one in order if not found.silent[one] and apart[one] > 0][:SHOWN]:
        yield f"divides: {100 * apart[at]:.0f} points apart  {_quoted(int(found.statements[at]), texts)}"
    for caution in found.cautions:
        yield f"caution: {caution.sentence}"


def _quoted(statement: int, texts: dict[int, str]) -> str:
    text = " ".join(texts.get(statement, "").split())
    short = text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"
    return f"{statement} “{short}”" if short else f"statement {statement}"


def groups_in(path: Path) -> dict[int, int | None]:
    """Return the group of each participant, None for nobody's, from a map's file. Raises UsageProblem."""
    try:
        data: Any = json.loads(path.read_bytes())
    except OSError as problem:
        raise UsageProblem(f"{path}: cannot be read: {problem.strerror}") from None
    except ValueError:
        raise UsageProblem(f"{path}: is not JSON") from None
    try:
        if data["format"] != FORMAT:
            raise KeyError
        people = data["participants"]
        return dict(zip(people["id"], people["group"], strict=True))
    except (KeyError, TypeError, ValueError):
        raise UsageProblem(f"{path}: is not a {FORMAT} file") from None
