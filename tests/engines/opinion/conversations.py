"""The real conversations of the samples, as votes; and what was published about them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kuvend.engines.formats.polis import Conversation, read_conversation
from kuvend.engines.opinion import Moderation, Votes

NAMES = ("bg2050-volunteers", "scoop-hivemind.biodiversity", "vtaiwan.uberx")


@dataclass(frozen=True)
class Real:
    conversation: Conversation
    votes: Votes
    moderation: Moderation
    expected: dict[str, Any]


def real(name: str, shared_data: Callable[[str], Path]) -> Real:
    found = read_conversation(shared_data(f"opinion/{name}"))
    log = found.votes
    return Real(
        found,
        Votes(log.participants, log.statements, log.values, log.times),
        Moderation(out=found.moderated_out, meta=found.meta),
        json.loads(shared_data(f"opinion/expected/{name}.json").read_text()),
    )
