"""The form of a statement of failure, with which a milestone is closed undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.progress.actions.failing import GivenFailure
from kuvend.accountability.plans.progress.forms.fields import TextsForm, day_field, text_field, title_field
from kuvend.foundation.people.models import Institution

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Institution]
else:  # Django's class takes no type arguments at run time
    _Choice = forms.ModelChoiceField


class InstitutionField(_Choice):
    """A choice of institutions by name."""

    def label_from_instance(self, obj: Institution) -> str:
        return str(obj.name)


class FailureForm(TextsForm):
    """Why it was not done, who answers for the remedy, which one, and until when."""

    reason = text_field(_("Why it was not done"), rows=3)
    institution = InstitutionField(
        label=_("Institution that answers for the remedy"),
        queryset=Institution.objects.order_by("key"),
        empty_label=_("a position, named below"),
        required=False,
    )
    position = title_field(
        _("Or the position"), _("An office, such as “director of the budget”: never a person by name.")
    )
    remedy = text_field(_("What is done about it"), rows=3)
    new_date = day_field(_("New day by which it will be done"))
    not_at_all = forms.BooleanField(label=_("It will not be done"), required=False)

    def statement(self) -> GivenFailure | None:
        """Return the statement, None when nothing was filled in."""
        if not any(self.cleaned_data.values()):
            return None
        return GivenFailure(
            reason=self.localized("reason"),
            institution=self.cleaned_data.get("institution"),
            position=self.localized("position"),
            remedy=self.localized("remedy"),
            new_date=self.cleaned_data.get("new_date"),
            not_at_all=self.cleaned_data.get("not_at_all", False),
        )
