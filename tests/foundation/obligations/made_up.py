"""Kinds of obligations that no room owes: one of each sort of clock."""

from __future__ import annotations

from kuvend.foundation.obligations.clocks import Clock
from kuvend.foundation.obligations.kinds import ObligationKind
from kuvend.foundation.people.enums import Role

ACTS = {"needs_more_time": "More time is needed", "fees_notice": "A fee was asked for", "withdrawn": "It was withdrawn"}


def kind_with(clock: Clock | None, deed: str = "answer_request", **parts: object) -> ObligationKind:
    """A deed that officers of an institution owe."""
    fields: dict[str, object] = {
        "deed": deed,
        "heading": "Requests",
        "label": "An answer to a request",
        "reminder": "A request is due for an answer on %(day)s.",
        "clock": clock,
        "roles": frozenset({Role.INSTITUTION_OFFICER}),
        "desk": "desk",
        "acts": ACTS,
    }
    return ObligationKind(**{**fields, **parts})  # type: ignore[arg-type]


ALBANIA = kind_with(Clock("al-119-2014", "answer"))  # extended once, passed on in a longer term
BRITAIN = kind_with(Clock("uk-foia", "answer"))  # paused by a fees notice
PROMISE = kind_with(Clock(term="10 working days"))
DECISION = kind_with(Clock("al-119-2014", "decision"), deed="decide_complaint")
