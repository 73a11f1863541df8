"""The record: is it signed, up to the last fact, and read by all who follow it."""

import os
from pathlib import Path

from django.conf import settings

from kuvend.foundation.core.findings import FAIL, NOTE, OK, Finding
from kuvend.foundation.record.queries import ReactionState, reactions_state
from kuvend.foundation.record.signing import origin_of_data, refusal
from kuvend.web.serving.figures import figures
from kuvend.web.serving.health.machine import is_loopback
from kuvend.web.serving.limits import UNSIGNED_SECONDS


def signed() -> Finding:
    """Say whether the log is signed and read: a refusal and a reaction that stands still are told nowhere else."""
    if reason := refusal():
        return Finding("record", FAIL, f"IS NOT SIGNED ANY MORE. {reason}")
    if not is_loopback(settings.KUVEND_HOST.split(":")[0]) and is_loopback(origin_of_data().split(":")[0]):
        message = f"is signed as {origin_of_data()}, but the public knows {settings.KUVEND_HOST}"
        return Finding("record", FAIL, message, "set KUVEND_LOG_ORIGIN, then kuvend record continue --new-origin")
    still = [state for state in reactions_state() if state.failed_at]
    if still:
        message = "; ".join(map(_stands_still, still))
        first = still[0]
        todo = f"mend the cause, it goes on by itself; or: kuvend record set-aside {first.name} {first.failed_index}"
        return Finding("record", FAIL, message, todo)
    state = figures()
    if (age := state.unsigned_seconds or 0) > UNSIGNED_SECONDS:
        message = f"a fact waits for its place under a signed head since {age:.0f} s"
        return Finding("record", FAIL, message, "look at the worker and its log")
    aside = f"; {state.facts_set_aside} entries are set aside" if state.facts_set_aside else ""
    message = f"{state.entries} entries, all signed{aside}" if state.entries else "nothing stands in it yet"
    return Finding("record", NOTE if aside else OK, message, "have them read: kuvend record take-up REACTION INDEX")


def heads() -> Finding:
    """Look whether the last head is kept in a place that is not rolled back with this machine."""
    places = [Path(path) for path in settings.KUVEND_HEADS]
    closed = [path for path in places if not os.access(path.parent, os.W_OK)]
    if closed:
        return Finding("heads", FAIL, f"{closed[0]} cannot be written", "mount it, or take it out of KUVEND_HEADS")
    if not places:
        todo = "name a file on another machine in KUVEND_HEADS"
        return Finding("heads", NOTE, "the last signed head is kept on this machine only", todo)
    return Finding("heads", OK, f"kept in {len(places)} further place{'s' if len(places) > 1 else ''}")


def _stands_still(state: ReactionState) -> str:
    where = f"{state.failure} at {state.failed_place}" if state.failed_place else state.failure
    return f"{state.name} fails since {state.failed_at:%Y-%m-%d %H:%M} UTC at entry {state.failed_index} ({where})"
