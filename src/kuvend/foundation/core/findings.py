"""What one check of `kuvend doctor` found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

OK, NOTE, FAIL = "ok", "note", "FAIL"


@dataclass(frozen=True)
class Finding:
    """What one check found; `todo` is said when it is not ok."""

    name: str
    level: str
    message: str
    todo: str = ""

    def __str__(self) -> str:
        more = f": {self.todo}" if self.todo and self.level != OK else ""
        return f"{self.level:5}{self.name:14}{self.message}{more}"

    def as_json(self) -> dict[str, str]:
        """Return it as `kuvend doctor --json` prints it; programs read these keys."""
        return {"name": self.name, "level": self.level, "said": self.message, "todo": self.todo}


Check = Callable[[datetime], Finding]
"""What a room lets `kuvend doctor` ask of itself, at a moment."""

_checks: list[Check] = []


def set_checks(checks: Iterable[Check]) -> None:
    """Keep the checks that rooms hand up (called once by the wiring)."""
    _checks[:] = checks


def checks() -> tuple[Check, ...]:
    """Return the checks of the rooms, in their order."""
    return tuple(_checks)
