"""The forms with which mandates are given and ended."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.desk.queries.people import MandateChoices
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.door.fields import DayField
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.fields import MailAddressField
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.people.queries import person_by_address
from kuvend.foundation.people.rules import may_begin_on, may_give_mandate, may_give_to


class MandateForm(forms.Form):
    """Whom, which role, for which institution, where, from when to when."""

    email = MailAddressField(
        label=_("E-mail of the account"),
        help_text=_("A new address gets its account here. A code by e-mail is enough to sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Give the e-mail of the account.")},
    )
    role = forms.ChoiceField(label=_("Role"), error_messages={"required": _("Choose a role.")})
    institution = forms.ChoiceField(
        label=_("Institution"), required=False, help_text=_("An institution officer always has one.")
    )
    scope = forms.ChoiceField(
        label=_("Where it holds"),
        help_text=_("There and in everything below it."),
        error_messages={"required": _("Choose where it holds.")},
    )
    from_date = DayField(label=_("First day"), error_messages={"required": _("Give the first day.")})
    to_date = DayField(label=_("Last day"), required=False, help_text=_("Leave it open if it is not known."))

    def __init__(self, *args: Any, actor: Actor, choices: MandateChoices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.person: Person | None = None
        self.institutions = {row.key: row for row in choices.institutions}
        self.scopes = {row.key: row for row in choices.scopes}
        institutions = [(key, str(row.name)) for key, row in self.institutions.items()]
        scopes = [(key, _indented(row.path, str(row.title))) for key, row in self.scopes.items()]
        self.fields["role"].choices = [("", _("Choose a role")), *choices.roles]  # type: ignore[attr-defined]
        self.fields["institution"].choices = [("", _("no institution")), *institutions]  # type: ignore[attr-defined]
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """A mandate is not given to a closed account, nor to oneself."""
        address: str = self.cleaned_data["email"]
        self.person = person_by_address(address)
        if self.person and not self.person.is_active:
            raise forms.ValidationError(_("This account is closed."))
        if self.person and not (own := may_give_to(self.actor, self.person)):
            raise forms.ValidationError(str(own.reason))
        return address

    def clean_from_date(self) -> date:
        """It begins today or later."""
        first: date = self.cleaned_data["from_date"]
        permission = may_begin_on(self.actor, first, today=local_date(now()))
        if not permission:
            raise forms.ValidationError(str(permission.reason))
        return first

    def clean(self) -> dict[str, Any]:
        """Role, institution, place and days must fit together, and the same mandate is given once."""
        data = self.cleaned_data
        if data.get("role") == Role.INSTITUTION_OFFICER and not data.get("institution"):
            self.add_error("institution", _("Choose the institution for which the officer answers."))
        first, last = data.get("from_date"), data.get("to_date")
        if first and last and last < first:
            self.add_error("to_date", _("The last day lies before the first."))
        if data.get("role") and data.get("scope"):
            permission = may_give_mandate(self.actor, data["role"], self.scopes[data["scope"]])
            if not permission:
                self.add_error("role", str(permission.reason))
        if (
            not self.errors
            and self.person
            and Mandate.objects.filter(**self._equal_in_force(), person=self.person).exists()
        ):
            self.add_error(None, _("This person has this mandate already."))
        return data

    def _equal_in_force(self) -> dict[str, Any]:
        condition = self.arguments()
        del condition["to_date"]
        condition["ended_at__isnull"] = True
        if condition["institution"] is None:
            del condition["institution"]
            condition["institution__isnull"] = True
        return condition

    def arguments(self) -> dict[str, Any]:
        """Return what `give_mandate` takes, besides the person."""
        data = self.cleaned_data
        return {
            "role": data["role"],
            "scope": self.scopes[data["scope"]],
            "institution": self.institutions.get(data["institution"]),
            "from_date": data["from_date"],
            "to_date": data["to_date"],
        }


def _indented(path: str, title: str) -> str:
    return "\u2003" * (path.count("/") - 2) + title


class EndForm(forms.Form):
    """At once, or the last day of a mandate; ending never makes it longer."""

    at_once = forms.BooleanField(
        label=_("End it now"),
        required=False,
        help_text=_("For one that was given by mistake, or must not be used again today."),
    )
    to_date = DayField(label=_("Last day"), required=False, help_text=_("The mandate holds until the end of this day."))

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate

    def clean(self) -> dict[str, Any]:
        """The day lies in the time of the mandate; whoever ends it at once needs none."""
        data = self.cleaned_data
        if data.get("at_once"):
            self.errors.pop("to_date", None)
            return data | {"to_date": None}
        day = data.get("to_date")
        last = self.mandate.to_date or date.max
        if day is None and "to_date" not in self.errors:
            self.add_error("to_date", _("Give the last day."))
        elif day and not (self.mandate.from_date <= day <= last):
            self.add_error("to_date", _("Choose a day on which the mandate is in force."))
        return data
