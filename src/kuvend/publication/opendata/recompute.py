"""The site's numbers computed anew from its own files: no database, no Django, one pass over the contributions.

Rows are those of the CSV files, every value a text. The counts are those of duties: an answer that is owed,
met by its day or late, or still open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kuvend.engines.deadlines import is_overdue

Row = Mapping[str, str]
RATES = ("owed", "answered", "in_time", "late", "waiting", "overdue")


@dataclass(frozen=True)
class Recomputed:
    """What the files say: each institution's rates (by its id), and the four figures of the first page."""

    rates: Mapping[str, Mapping[str, int]]
    contributions: int
    answered: int
    landed: int
    overdue: int


def recompute(contributions: Iterable[Row], landings: Iterable[Row], *, today: date) -> Recomputed:
    """Return the numbers that rows of `contributions` and `landings` give on a day.

    Raises:
        KeyError: when a column is missing; ValueError: when a day is none.
    """
    landing_responses = {row["response"] for row in landings if row["standing"] == "landed"}
    rates: dict[str, Counter[str]] = defaultdict(Counter)
    published = landed = 0
    for row in contributions:
        published += row["state"] == "published" and row["continues"] == "false"
        landed += row["response"] in landing_responses
        if row["duty"] in {"met", "open"}:
            rates[row["institution"]].update(_counts(row, today))
    whole = sum(rates.values(), Counter())
    counts_by_institution = {
        institution: {name: counts[name] for name in RATES} for institution, counts in rates.items()
    }
    return Recomputed(counts_by_institution, published, whole["answered"], landed, whole["overdue"])


def _counts(row: Row, today: date) -> list[str]:
    """Return what one duty counts as."""
    due = date.fromisoformat(row["due_date"])
    if row["duty"] == "met":
        return ["owed", "answered", "late" if is_overdue(due, on=date.fromisoformat(row["met_date"])) else "in_time"]
    return ["owed", "waiting", "overdue"] if is_overdue(due, on=today) else ["owed", "waiting"]


def differences(institutions: Iterable[Row], recomputed: Recomputed) -> list[str]:
    """Return where the institutions' file says something else; `overdue` depends on the day and is not compared."""
    return [
        f"{row['key']}: {name} is {row[name]} in the file, {counted[name]} by the contributions"
        for row in institutions
        for counted in [recomputed.rates.get(row["id"], dict.fromkeys(RATES, 0))]
        for name in RATES[:-1]
        if int(row[name]) != counted[name]
    ]
