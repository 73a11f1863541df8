"""The reasons with which a plan is submitted although something does not hold: one for each, in all languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from kuvend.accountability.plans.document.queries.submission import Requirement
from kuvend.foundation.core.door.reasons import ReasonForm
from kuvend.foundation.core.text import Localized


class ReasonForms:
    """A form of reasons for each requirement that does not hold; drawn as one."""

    def __init__(self, data: Any, *, requirements: Sequence[Requirement], checked: bool) -> None:
        names = list(ReasonForm().fields)
        self.of = [
            (requirement, _form(data or {}, requirement.code, names, checked=checked)) for requirement in requirements
        ]

    def __iter__(self) -> Iterator[forms.BoundField]:
        for _requirement, form in self.of:
            yield from form

    @property
    def errors(self) -> bool:
        """Tell whether anything must be mended."""
        return any(form.errors for _requirement, form in self.of)

    def non_field_errors(self) -> list[str]:
        """Return what belongs to no field: nothing here."""
        return []

    def reasons(self) -> dict[str, Localized]:
        """Return the reasons by the code of their requirement."""
        return {requirement.code: form.localized("reason") for requirement, form in self.of}


def _form(data: Mapping[str, Any], code: str, names: Sequence[str], *, checked: bool) -> ReasonForm:
    if checked:
        return ReasonForm(data, prefix=code)
    return ReasonForm(prefix=code, initial={name: data.get(f"{code}-{name}", "") for name in names})
