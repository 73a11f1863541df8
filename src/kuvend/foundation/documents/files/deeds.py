"""What a PDF does by itself: nothing is allowed but to jump within it, and to follow an address that is clicked on.

A document that calls an address when it is opened tells its sender who reads it (ISO 32000-2, 12.6: actions).
"""

from __future__ import annotations

from typing import Any

from pypdf.generic import IndirectObject

from kuvend.foundation.documents.files.bounds import TimedBytes

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
TRIGGERS = ("/AA", "/XFA", "/JS", "/EF")  # the last: a file that stands within the document, named by whatever part
MOST_STEPS = 8  # from a reference by way of others to what it means
DRAWN = ("/Resources", "/Contents", "/StructTreeRoot", "/Parent", "/P", "/AP")  # what is drawn, and ways back up


def acts_by_itself(root: Any, waiting: TimedBytes) -> bool:
    """Tell whether a document does something on being opened, read, printed or filled in, or plays something.

    Raises:
        ValueError: when it has more parts than can be looked at, or a reference leads to ever more references.
        TimeoutError: when it takes too long.
    """
    if "/OpenAction" in root and not _jumps(dict.get(root, "/OpenAction")):
        return True
    parts_left: list[tuple[str, Any]] = [("", root)]
    parts_seen: set[tuple[int, int]] = set()
    looked = 0
    while parts_left:
        key, part = parts_left.pop()
        looked += 1
        if looked > MOST_PARTS:
            raise ValueError("too many parts to look at")
        if isinstance(part, IndirectObject):
            if (part.idnum, part.generation) in parts_seen:
                continue
            parts_seen.add((part.idnum, part.generation))
            waiting.check_time()
            part = _meant(part)
        if isinstance(part, dict):
            if _is_deed(key, part):
                return True
            parts_left += [(name, dict.__getitem__(part, name)) for name in part if name not in DRAWN]
        elif isinstance(part, list):
            parts_left += [(key, list.__getitem__(part, number)) for number in range(len(part))]
    return False


def _jumps(opened: Any) -> bool:
    """Tell whether what happens at opening is a jump and nothing after it: a place, or an action that goes to one."""
    action = _meant(opened)
    return not isinstance(action, dict) or (_entry(action, "/S") in AT_OPENING and "/Next" not in action)


def _is_deed(key: str, part: Any) -> bool:
    if any(name in part for name in TRIGGERS) or _entry(part, "/Subtype") in PLAYED:
        return True
    action = _entry(part, "/S")
    return action in DEEDS or (key in ("/A", "/Next") and action is not None and action not in ALLOWED)


def _entry(part: Any, name: str) -> str | None:
    """Return the name that stands under an entry, whether it stands there itself or is referred to; None for none.

    Raises:
        ValueError: as `_meant`.
    """
    value = _meant(dict.get(part, name))
    return value if isinstance(value, str) else None


def _meant(value: Any) -> Any:
    """Return what a reference refers to, and any other value as it is: `get` of pypdf leaves references alone.

    Raises:
        ValueError: when a reference leads to ever more references.
    """
    for _step in range(MOST_STEPS):
        if not isinstance(value, IndirectObject):
            return value
        value = value.get_object()
    raise ValueError("a reference that leads nowhere")
