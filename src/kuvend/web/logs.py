"""How errors are written to standard error: with their place, without the rows they are about."""

import logging
import re
from typing import Any

# PostgreSQL names the whole row that a constraint refused, addresses and words too.
DETAIL = re.compile(r"^DETAIL:.*?(?=^CONTEXT:|^The above exception|^During handling|\Z)", re.DOTALL | re.MULTILINE)


class WithoutRows(logging.Formatter):
    """Formats tracebacks without PostgreSQL's details."""

    def formatException(self, ei: Any) -> str:
        return DETAIL.sub("DETAIL: not logged\n", super().formatException(ei)).rstrip()
