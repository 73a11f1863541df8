"""How long answers took, in days from posting: read by an institution's page and by the lists behind its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Aggregate, Count, DateField, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import get_default_timezone

from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty

WEEK = 7
WEEKS = (1, 2, 3, 4, 5)  # the last stands for all that took longer than four weeks
LAST = WEEKS[-1]


class Median(Aggregate):
    """The middle of all values; between two of them, the mean of both."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True)
class Delays:
    """How long an institution's answers took: the median in days (None before the first) and how many in each week.

    Answers within seven days of posting are of the first week.
    """

    median_days: float | None
    weeks: tuple[int, ...]


def took(contribution: str = "") -> Any:
    """Return the time from the local day of posting to the day of the answer, as an expression.

    Args:
        contribution: how a duty reaches its contribution, "contribution__"; "" from the contribution itself.
    """
    posted = TruncDate(f"{contribution}posted_at", tzinfo=get_default_timezone(), output_field=DateField())
    met = F("met_date") if contribution else F("duty__met_date")
    return ExpressionWrapper(met - posted, output_field=DurationField())


def in_week(week: int) -> Q:
    """Return the condition on `took` that an answer fell in a week, counted from 1; WEEKS' last takes all later ones.

    Raises:
        ValueError: for a week that is none of WEEKS.
    """
    if week not in WEEKS:
        raise ValueError(f"no such week: {week}")
    after = Q(took__gt=timedelta(days=WEEK * (week - 1))) if week > 1 else Q(took__isnull=False)
    return after if week == LAST else after & Q(took__lte=timedelta(days=WEEK * week))


def delays_of(institution_id: int) -> Delays:
    """Return how long the answers of an institution took; one statement."""
    met = Duty.objects.filter(institution_id=institution_id, state=DutyState.MET).annotate(took=took("contribution__"))
    counted: dict[str, Any] = {f"week_{week}": Count("pk", filter=in_week(week)) for week in WEEKS}
    figures = met.aggregate(median=Median("took"), **counted)
    median = figures["median"]
    return Delays(
        median_days=None if median is None else median / timedelta(days=1),
        weeks=tuple(figures[f"week_{week}"] for week in WEEKS),
    )
