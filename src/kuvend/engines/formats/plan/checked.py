"""A plan that was made of something else than its file, held to all that the file is held to."""

from __future__ import annotations

import re
from collections.abc import Collection

from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.formats.plan.nodes import PlanFormatError
from kuvend.engines.formats.plan.reading import read_plan
from kuvend.engines.formats.plan.writing import write_plan

LINE = re.compile(r" \(line \d+\)$")


def as_read(document: PlanDocument, *, known_institutions: Collection[str] = ()) -> PlanDocument:
    """Return the plan as its own file says it: in clean words, within all limits, sure to come in again.

    Raises:
        PlanFormatError: with the place of the first thing that is wrong, without a line, since nobody wrote the file.
    """
    try:
        return read_plan(write_plan(document), known_institutions=known_institutions)
    except PlanFormatError as problem:
        raise PlanFormatError(LINE.sub("", str(problem))) from None
