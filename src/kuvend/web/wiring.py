"""What starts by itself: the rooms of this house, and what each hands up. Nothing else does.

A capability is added by its folder and its line in `ROOMS`; removed the same way. Settings, addresses and the command
line read the list, so this module imports nothing of Django before it is asked.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kuvend.foundation.capabilities import Capability

ROOMS: tuple[str, ...] = (
    "kuvend.accountability.plans",
    "kuvend.participation.ideas",
    "kuvend.participation.drafting",
    "kuvend.participation.deliberation",
)
"""The capabilities, in the order of lists and files."""


def modules(name: str) -> list[str]:
    """Return the rooms' modules of this name, where a room has one."""
    return [f"{room}.{name}" for room in ROOMS if find_spec(f"{room}.{name}")]


def capabilities() -> list[Capability]:
    """Return what each room hands up, Django being set up. Raises TypeError for a room that hands up none."""
    from kuvend.foundation.capabilities import Capability

    handed = []
    for room in ROOMS:
        capability = getattr(import_module(f"{room}.capability"), "CAPABILITY", None)
        if not isinstance(capability, Capability):
            raise TypeError(f"{room}.capability has no CAPABILITY: what does the room add to the house?")
        handed.append(capability)
    return handed


def hand_down() -> None:
    """Give each room that keeps a list its lines (called once, when the site starts)."""
    from kuvend.web.house import EDGE, FOUNDATION
    from kuvend.web.keepers import keep

    keep([FOUNDATION, *capabilities(), EDGE])
