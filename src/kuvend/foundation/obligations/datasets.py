"""What is owed as open data: what public lists tell of, with the versions of rule and holidays; nobody is named."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.datasets import filters
from kuvend.foundation.datasets.columns import Dataset, Filter, Section, day, text
from kuvend.foundation.obligations.enums import ObligationState
from kuvend.foundation.obligations.kinds import public_kinds
from kuvend.foundation.obligations.models import Obligation


def _rows(today: date) -> QuerySet[Obligation]:
    return Obligation.objects.filter(deed__in=public_kinds())


OBLIGATIONS = Dataset(
    name="obligations",
    section=Section.INSTITUTIONS,
    title=_("What is owed"),
    holds=_("Obligations with a due date, besides answers and reports: from which clock, until when, whether done."),
    rows=_rows,
    columns=(
        text("id", "public_id", "the public id"),
        text("deed", "deed", "what is owed, as a code"),
        text("subject", "subject", "the public id of what it is about"),
        text("institution", "institution__public_id", "who owes it; empty where those who keep the site do"),
        text("process", "process__public_id", "the process it belongs to, if any"),
        day("started_date", "started_date", "the day from which its clock runs"),
        day("due_date", "due_date", "the day by which it is owed; while it is paused, the last known one"),
        text("state", "state", "open, paused, met or lapsed"),
        day("met_date", "met_date", "when it was done"),
        text("clock", "law", "the version of the rule from which the day follows"),
        text("calendar", "calendar", "the version of the legal holidays that were counted, if any"),
        text("appeal_of", "appeal_of__public_id", "the obligation about which it decides, if it is an appeal"),
    ),
    filters={
        "deed": Filter("deed", str, "only this deed"),
        "institution": filters.institution("institution"),
        "process": filters.process("process"),
        "state": filters.one_of("state", list(ObligationState.values), "the state"),
    },
    sorts=("started_date", "due_date"),
)


def datasets_of_obligations() -> list[Dataset]:
    """Return the dataset, where public lists tell of a kind of the table; else there is none."""
    return [OBLIGATIONS] if public_kinds() else []
