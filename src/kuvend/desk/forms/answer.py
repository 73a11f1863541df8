"""The forms of an answer: written and published, corrected, passed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import LineField, WordsField
from kuvend.foundation.core.text import Localized, localized
from kuvend.foundation.outcomes.enums import OutcomeKind
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.actions import LandingPlace
from kuvend.foundation.responses.enums import Verdict
from kuvend.foundation.responses.models import Landing, Response

PLACES = 3  # landings that one answer names at most
FIELD_OF = {"verdict": "verdict", "reason": "reason_sq", "landings": "place_0"}


class WordsForm(forms.Form):
    """Verdict and reason: what every answer says."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect, required=False)
    reason_sq = WordsField(
        label=_("Reason, in Albanian"),
        help_text=_("Say what will happen, what will not, and why. Write it as you would say it to one of them."),
        rows=6,
        language="sq",
        most=10_000,
        required=False,
    )
    reason_en = WordsField(
        label=_("Reason, in English"),
        help_text=_("Where one language is missing, people read the other, and the page says so."),
        rows=6,
        language="en",
        most=10_000,
        required=False,
    )

    def localized(self, name: str) -> Localized:
        """Return the value of a field that is asked in both languages."""
        return localized({code: self.cleaned_data.get(f"{name}_{code}", "") for code in ("sq", "en")})

    def lacks(self, lacks: Mapping[str, str]) -> None:
        """Show what an answer still lacks at the fields concerned (see `responses.rules.missing_parts`)."""
        for part, sentence in lacks.items():
            field = FIELD_OF.get(part)
            self.add_error(field if field in self.fields else None, sentence)


class AnswerForm(WordsForm):
    """An answer before it is published: besides its words, where they landed or why nowhere."""

    nowhere_sq = WordsField(
        label=_("Why nowhere yet, in Albanian"),
        help_text=_("Only if it was accepted but landed nowhere."),
        rows=2,
        language="sq",
        most=2000,
        required=False,
    )
    nowhere_en = WordsField(
        label=_("Why nowhere yet, in English"),
        rows=2,
        language="en",
        most=2000,
        required=False,
    )

    def __init__(self, *args: Any, places: Sequence[Outcome], chosen: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.public_id: place for place in places}
        self.chosen = {public_id: pk for pk, public_id in chosen}
        choices, label = [("", _("nowhere")), *_by_kind(places)], _("Commitment, milestone or section")
        for number in range(PLACES):
            self.fields[f"place_{number}"] = forms.ChoiceField(label=label, choices=choices, required=False)
            for code, named in (("sq", _("Passage, in Albanian")), ("en", _("Passage, in English"))):
                self.fields[f"passage_{code}_{number}"] = LineField(label=named, most=500, required=False)

    def clean(self) -> dict[str, Any]:
        """One place is named once."""
        named = [self.cleaned_data.get(f"place_{number}") for number in range(PLACES)]
        for number, place in enumerate(named):
            if place and place in named[:number]:
                self.add_error(f"place_{number}", _("This place is named already."))
        return self.cleaned_data

    def place_rows(self) -> list[dict[str, Any]]:
        """Return the fields of each place, for the template."""
        names = ("place", "passage_sq", "passage_en")
        return [{name: self[f"{name}_{number}"] for name in names} for number in range(PLACES)]

    def landings(self) -> list[LandingPlace]:
        """Return the places that were chosen, with their passages."""
        return [
            LandingPlace(
                self.places[self.cleaned_data[f"place_{number}"]],
                localized({code: self.cleaned_data.get(f"passage_{code}_{number}", "") for code in ("sq", "en")}),
            )
            for number in range(PLACES)
            if self.cleaned_data.get(f"place_{number}") in self.places
        ]

    def as_draft(self) -> dict[str, Any]:
        """Return what `keep_draft` takes."""
        return {
            "verdict": self.cleaned_data.get("verdict", ""),
            "reason": self.localized("reason"),
            "nowhere": self.localized("nowhere"),
            "landings": self.landings(),
            "leave_out": self.leave_out(),
        }

    def leave_out(self) -> list[int]:
        """Return the contributions to take out; ticks of some that are out already do no harm."""
        ticked = self.data.getlist("leave_out") if isinstance(self.data, QueryDict) else []
        return [self.chosen[public_id] for public_id in ticked if public_id in self.chosen]


def words_of(response: Response) -> dict[str, str]:
    """Return verdict and reason of a response as a form's first values."""
    return {
        "verdict": response.verdict,
        **{f"reason_{code}": response.reason.get(code, "") for code in ("sq", "en")},
    }


def draft_of(response: Response, landings: Sequence[Landing]) -> dict[str, str]:
    """Return a kept draft as a form's first values."""
    values = words_of(response)
    values |= {f"nowhere_{code}": response.nowhere.get(code, "") for code in ("sq", "en")}
    for number, landing in enumerate(landings[:PLACES]):
        values[f"place_{number}"] = landing.text.outcome.public_id
        values |= {f"passage_{code}_{number}": landing.passage.get(code, "") for code in ("sq", "en")}
    return values


def _by_kind(places: Sequence[Outcome]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the places as groups of choices; `places` come ordered by kind."""
    return [
        (str(OutcomeKind(kind).label), [(place.public_id, f"{place.number} {place.title}".strip()) for place in group])
        for kind, group in groupby(places, key=lambda place: place.kind)
    ]


class PassOnForm(forms.Form):
    """The institution that owes the answer from now on."""

    institution = forms.ChoiceField(
        label=_("Institution"),
        error_messages={"required": _("Choose an institution."), "invalid_choice": _("Choose an institution.")},
    )

    def __init__(self, *args: Any, institutions: Iterable[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institutions = {row.key: row for row in institutions}
        named = [(key, str(row.name)) for key, row in self.institutions.items()]
        self.fields["institution"].choices = [("", _("Choose an institution")), *named]  # type: ignore[attr-defined]

    def chosen(self) -> Institution:
        """Return the institution that was chosen."""
        return self.institutions[self.cleaned_data["institution"]]
