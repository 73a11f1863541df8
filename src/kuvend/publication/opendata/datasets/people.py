"""The bodies that owe answers, with how they keep their days."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.due import overdue
from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Dataset, Filter, Section, localized, number, text
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.enums import DutyState

MET, OPEN = Q(duties__state=DutyState.MET), Q(duties__state=DutyState.OPEN)
IN_TIME = MET & Q(duties__met_date__lte=F("duties__due_date"))


def _rows(today: date) -> QuerySet[Institution]:
    """Institutions with the counts of their duties, as `responses.queries.answer_rates` counts them."""
    return Institution.objects.annotate(
        owed=Count("duties", filter=MET | OPEN),
        answered=Count("duties", filter=MET),
        in_time=Count("duties", filter=IN_TIME),
        late=Count("duties", filter=MET & Q(duties__met_date__gt=F("duties__due_date"))),
        waiting=Count("duties", filter=OPEN),
        overdue=Count("duties", filter=OPEN & overdue(today, "duties__due_date")),
    )


INSTITUTIONS = Dataset(
    name="institutions",
    section=Section.INSTITUTIONS,
    title=_("Institutions"),
    holds=_("The bodies that owe answers: how many they owed, gave in time, gave late, and still owe."),
    rows=_rows,
    columns=(
        text("id", "public_id", "the public id"),
        text("key", "key", "a name that does not change"),
        localized("name", "name", "the name"),
        localized("short_name", "short_name", "the short name"),
        text("parent", "parent__public_id", "the institution it sits under, if any"),
        number("owed", "owed", "answers owed so far"),
        number("answered", "answered", "of these, answered"),
        number("in_time", "in_time", "of these, by their day"),
        number("late", "late", "of those answered, after their day"),
        number("waiting", "waiting", "not answered yet"),
        number("overdue", "overdue", "of those waiting, beyond their day"),
    ),
    filters={
        "key": Filter("key", str, "the institution of this key"),
        "parent": filters.institution("parent"),
    },
    sorts=("key",),
)
