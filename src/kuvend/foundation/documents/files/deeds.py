"""What a PDF does by itself: nothing is allowed but to jump within it, and to follow an address that is clicked on.

A document that calls an address when it is opened tells its sender who reads it (ISO 32000-2, 12.6: actions).
"""

from __future__ import annotations

from typing import Any

MOST_PARTS = 200_000  # of what is looked at; a document of 10 MB that has more is not looked through while one waits
ALLOWED = ("/GoTo", "/URI")
AT_OPENING = ("/GoTo",)
DEEDS = frozenset(
    [
        "/GoToR", "/GoToE", "/GoToDp", "/Launch", "/Thread", "/Sound", "/Movie", "/Hide", "/Named", "/SubmitForm",
        "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/GoTo3DView", "/RichMediaExecute",
    ]
)  # fmt: skip
PLAYED = frozenset(["/RichMedia", "/Screen", "/Movie", "/Sound", "/3D", "/FileAttachment"])
TRIGGERS = ("/AA", "/XFA", "/JS")
DRAWN = ("/Resources", "/Contents", "/StructTreeRoot", "/Parent", "/P", "/AP")  # what is drawn, and ways back up


def acts_by_itself(root: Any) -> bool:
    """Tell whether a document does something on being opened, read, printed or filled in, or plays something.

    Raises:
        ValueError: when it has more parts than can be looked at.
    """
    if "/OpenAction" in root and not _jumps(root["/OpenAction"]):
        return True
    waiting: list[tuple[str, Any]] = [("", root)]
    parts_seen: set[tuple[int, int]] = set()
    looked = 0
    while waiting:
        key, part = waiting.pop()
        looked += 1
        if looked > MOST_PARTS:
            raise ValueError("too many parts to look at")
        place = getattr(part, "idnum", None)
        if place is not None:
            if (place, part.generation) in parts_seen:
                continue
            parts_seen.add((place, part.generation))
            part = part.get_object()
        if hasattr(part, "raw_items") or isinstance(part, dict):
            if _is_deed(key, part):
                return True
            waiting += [(name, dict.__getitem__(part, name)) for name in part if name not in DRAWN]
        elif isinstance(part, list):
            waiting += [(key, list.__getitem__(part, number)) for number in range(len(part))]
    return False


def _jumps(opened: Any) -> bool:
    """Tell whether what happens at opening is a jump: a place, or an action that goes to one."""
    action = opened.get_object()
    return not hasattr(action, "get") or action.get("/S") in AT_OPENING


def _is_deed(key: str, part: Any) -> bool:
    if any(name in part for name in TRIGGERS) or part.get("/Subtype") in PLAYED:
        return True
    action = part.get("/S")
    return action in DEEDS or (key in ("/A", "/Next") and action is not None and action not in ALLOWED)
