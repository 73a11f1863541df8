"""Codes that stand in a statement as they are, not as a parameter.

PostgreSQL plans a statement that comes often without its parameters; only what stands in it then leads to a partial
index and to what is known of how often a state occurs.
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import CharField, Expression

CODE = re.compile(r"[a-z_]{1,40}", re.ASCII)


class Literal(Expression):
    """A code of ours (a state, a kind) within a query: `filter(state=Literal(State.PUBLISHED))`.

    Raises ValueError for what is no code: nothing that anybody typed may come here.
    """

    output_field = CharField()

    def __init__(self, code: str) -> None:
        if not CODE.fullmatch(code):
            raise ValueError("only codes may stand in a statement")
        super().__init__()
        self.code = str(code)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str | int, ...]]:
        """Return the code between quotation marks."""
        return f"'{self.code}'", ()


def as_code(value: str) -> Any:
    """Return a value that a filter knows as a code within the statement, as it is where it has other signs."""
    return Literal(value) if CODE.fullmatch(value) else value
