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


def summary(opinion: OpinionMap, texts: dict[int, str]) -> Iterator[str]:
    """Yield the lines; statements are quoted where their text is known."""
    grouped = sum(group.size for group in opinion.groups)
    votes = int(opinion.tally.all_votes.sum())
    yield f"{len(opinion.people)} people, {len(opinion.statements)} statements, {votes} votes; {grouped} people grouped"
    stable = "" if opinion.quality.stability is None else f", stability {opinion.quality.stability:.2f}"
    groups = "1 group" if opinion.k == 1 else f"{opinion.k} groups"
    yield f"mode {opinion.mode.value}: {groups}, silhouette {opinion.quality.silhouette:.2f}{stable}"
    for agreed, word in ((opinion.consensus.agree, "agree"), (opinion.consensus.disagree, "disagree")):
        for most in agreed[:SHOWN]:
            yield f"most {word}: {most.successes} of {most.trials}  {_quoted(most.statement, texts)}"
    for group in opinion.groups:
        yield f"group {group.id}: {group.size} people"
        for typical in group.representative[:SHOWN]:
            yield f"  {typical.direction}: {typical.successes} of {typical.trials}  {_quoted(typical.statement, texts)}"
    apart = opinion.divisiveness.apart
    order = (-apart).argsort(kind="stable")
    for at in [int(statement) for statement in order if not opinion.silent[statement] and apart[statement] > 0][:SHOWN]:
        yield f"divides: {100 * apart[at]:.0f} points apart  {_quoted(int(opinion.statements[at]), texts)}"
    for caution in opinion.cautions:
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
