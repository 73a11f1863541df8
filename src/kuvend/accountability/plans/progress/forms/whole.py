"""The whole form of a report: its words, its indicators, its evidence, a statement of failure; drawn as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from kuvend.accountability.plans.models import KeptFile, Milestone
from kuvend.accountability.plans.progress.actions.evidence import MOST_PIECES, GivenEvidence
from kuvend.accountability.plans.progress.forms.evidence import EvidenceForm
from kuvend.accountability.plans.progress.forms.failure import FailureForm
from kuvend.accountability.plans.progress.forms.fields import TextsForm
from kuvend.accountability.plans.progress.forms.readings import ReadingForm
from kuvend.accountability.plans.progress.forms.report import ReportForm
from kuvend.accountability.plans.progress.indicators import indicators_of

GROUPS = 1  # pieces of evidence shown at first, and added by "more"
LONGEST_COUNT = 9  # digits; Python refuses to read a number of thousands of them


def group_count(data: Mapping[str, Any]) -> int:
    """Return how many pieces of evidence a sent form showed."""
    text = str(data.get("groups", ""))
    if not (text.isascii() and text.isdecimal() and len(text) < LONGEST_COUNT):
        return GROUPS
    return min(max(int(text), GROUPS), MOST_PIECES)


class ReportForms:
    """All forms of a report. With `checked` what was sent is validated, else it is only drawn again."""

    def __init__(
        self,
        data: MultiValueDict[str, Any] | None,
        *,
        milestone: Milestone,
        kept_files: dict[str, KeptFile],
        periods: list[tuple[str, str]],
        initial: dict[str, Any],
        groups: int = GROUPS,
        checked: bool = False,
    ) -> None:
        self._data, self._checked, self._initial = data, checked, initial
        self.main = self._form(ReportForm, "", periods=periods)
        self.readings = [
            self._form(ReadingForm, f"r{indicator.place}", indicator=indicator)
            for indicator in indicators_of(milestone.details)
        ]
        self.evidence = [self._form(EvidenceForm, f"e{number}", kept_files=kept_files) for number in range(groups)]
        self.failure = self._form(FailureForm, "f")

    def _form(self, form: Any, prefix: str, **kwargs: Any) -> Any:
        arguments = {"prefix": prefix} if prefix else {}
        if self._checked:
            return form(self._data, **arguments, **kwargs)
        start = f"{prefix}-" if prefix else ""
        values = self._initial if self._data is None else self._data.dict()
        return form(initial={name.removeprefix(start): value for name, value in values.items()}, **arguments, **kwargs)

    def _all(self) -> list[TextsForm]:
        return [self.main, *self.readings, *self.evidence, self.failure]

    def __iter__(self) -> Iterator[forms.BoundField]:
        for form in self._all():
            yield from form

    @property
    def errors(self) -> bool:
        """Tell whether anything must be mended."""
        return any(one.errors for one in self._all())

    def non_field_errors(self) -> list[str]:
        """Return what belongs to no field."""
        return [str(error) for one in self._all() for error in one.non_field_errors()]

    def show_file_faults(self, faults: Mapping[int, str]) -> None:
        """Show at their fields why files were not taken, in a form that is only drawn again too."""
        for number, sentence in faults.items():
            form = self.evidence[number]
            form.errors["file"] = form.error_class([sentence])

    def given_evidence(self) -> list[GivenEvidence]:
        """Return the pieces that were filled in."""
        return [piece for form in self.evidence if not (piece := form.piece()).is_blank()]

    def sentences(self) -> list[str]:
        """Return what must be mended, each with the name of its field."""
        return [f"{field.label}: {error}" for field in self for error in field.errors] + self.non_field_errors()

    def arguments(self) -> dict[str, Any]:
        """Return what a form without faults says, as the arguments of a report."""
        main = self.main
        return {
            "status": main.cleaned_data["status"],
            "text": main.localized("text"),
            "challenges": main.localized("challenges"),
            "as_of_date": main.cleaned_data["as_of_date"],
            "period_date": main.cleaned_data["period_date"],
            "evidence": self.given_evidence(),
            "readings": [reading for form in self.readings for reading in form.readings()],
            "failure": self.failure.statement(),
            "token": main.cleaned_data["token"],
        }

    @property
    def states_failure(self) -> bool:
        """Tell whether anything stands in the statement of failure, or must be mended in it."""
        return bool(self.failure.errors) or any(field.value() for field in self.failure)

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Show each part that is missing at its field."""
        filled = [form for form in self.evidence if not form.piece().is_blank()]
        places = {form.indicator.place: form for form in self.readings}
        for part, sentence in lacks.items():
            kind, *rest = part.split("-")
            if kind == "evidence":
                filled[int(rest[0])].show_lacks({rest[1]: sentence})
            elif kind == "reading" and int(rest[0]) in places:
                places[int(rest[0])].show_lacks({rest[1]: sentence})
            elif kind == "failure":
                self.failure.show_lacks({rest[0]: sentence})
            else:
                self.main.show_lacks({part: sentence})
