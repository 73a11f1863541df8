"""What one check of `kuvend doctor` found."""

from dataclasses import dataclass

OK, NOTE, FAIL = "ok", "note", "FAIL"


@dataclass(frozen=True)
class Finding:
    """What one check found; `todo` is said when it is not ok."""

    name: str
    level: str
    said: str
    todo: str = ""

    def __str__(self) -> str:
        more = f": {self.todo}" if self.todo and self.level != OK else ""
        return f"{self.level:5}{self.name:14}{self.said}{more}"
