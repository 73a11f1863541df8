"""The forms of a duty that goes to another institution, and of a proposed change that is agreed to or refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kuvend.desk.queries.passing import Receiver
from kuvend.foundation.core.door.texts import MISSING_IS_SHOWN, TextsField, TextsForm
from kuvend.foundation.people.models import Institution


class ReasonForm(TextsForm):
    """A reason that the author and everyone read, in one language at least."""

    reason = TextsField(label=_("Reason"), rows=3, most=2000, last_help=MISSING_IS_SHOWN)


class PassOnForm(ReasonForm):
    """The institution that owes the answer from now on, and why."""

    institution = forms.ChoiceField(
        label=_("Institution"),
        help_text=_("Behind each stands how many officers answer there."),
        error_messages={"required": _("Choose an institution."), "invalid_choice": _("Choose an institution.")},
    )
    field_order = ("institution", "reason")

    def __init__(self, *args: Any, receivers: Iterable[Receiver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institutions = {one.institution.key: one.institution for one in receivers}
        choices = [(one.institution.key, one.words) for one in receivers]
        self.fields["institution"].choices = [("", _("Choose an institution")), *choices]  # type: ignore[attr-defined]

    def receiver(self) -> Institution:
        """Return the institution that was chosen."""
        return self.institutions[self.cleaned_data["institution"]]


def seen_words(data: QueryDict) -> dict[str, int] | None:
    """Return the version in which each of the words was shown, by public id; None before any were."""
    pairs = [one.partition(":") for one in data.getlist("words")]
    versions = {public_id: int(version) for public_id, _sign, version in pairs if re.fullmatch("[0-9]{1,8}", version)}
    return versions or None
