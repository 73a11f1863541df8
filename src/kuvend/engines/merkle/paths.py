"""Names of tiles as c2sp.org/tlog-tiles writes them: `tile/0/x001/234`, `tile/entries/273.p/112`."""

import re
from dataclasses import dataclass

TILE_WIDTH = 256
TOP_LEVEL = 63
ENTRIES = "entries"

_TILE = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<number>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?",
    re.ASCII,
)
_LONGEST_NUMBER = 8  # groups of three digits; more hashes than any log will ever hold


class InvalidPathError(ValueError):
    """The text is not the path of a tile."""


@dataclass(frozen=True, kw_only=True, order=True)
class TileName:
    """One tile: level (0 holds leaf hashes, None stands for a bundle of entries), number, width in hashes."""

    level: int | None
    number: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """The path below the log's prefix."""
        level = ENTRIES if self.level is None else str(self.level)
        partial = "" if self.width == TILE_WIDTH else f".p/{self.width}"
        return f"tile/{level}/{encode_number(self.number)}{partial}"


def encode_number(number: int) -> str:
    """A tile's number in groups of three digits, all but the last with an x: 1234067 is x001/x234/067."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])


def parse_path(path: str) -> TileName:
    """The tile that a path names. Raises InvalidPathError for every other spelling."""
    match = _TILE.fullmatch(path)
    if not match:
        raise InvalidPathError(f"not the path of a tile: {path[:100]!r}")
    groups = match["number"].replace("x", "").split("/")
    number = int("".join(groups))
    width = int(match["width"] or TILE_WIDTH)
    level = None if match["level"] == ENTRIES else int(match["level"])
    name = TileName(level=level, number=number, width=width)
    # Only one spelling names a tile: no needless leading groups, no partial tile of 256 or more.
    if len(groups) > _LONGEST_NUMBER or (level or 0) > TOP_LEVEL or width > TILE_WIDTH or name.path != path:
        raise InvalidPathError(f"not the path of a tile: {path[:100]!r}")
    return name
