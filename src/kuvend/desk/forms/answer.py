"""The forms of an answer: written and published, corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kuvend.desk.forms.places import PlacesMixin, TextOf, initial_places
from kuvend.foundation.core.door.texts import MISSING_IS_SHOWN, TextsField, TextsForm
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.responses.enums import LANDS, Verdict
from kuvend.foundation.responses.models import Landing, Response

FIELD_OF = {"landings": "place_0"}  # of what an answer lacks; else the field has the name of the part


class WordsForm(TextsForm):
    """Verdict and reason: what every answer says."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Verdict.choices, widget=forms.RadioSelect, required=False)
    reason = TextsField(
        label=_("Reason"),
        help_text=_("Say what will happen, what will not, and why. Write it as you would say it to one of them."),
        rows=6,
        most=10_000,
        last_help=MISSING_IS_SHOWN,
    )

    def lacks(self, lacks: Mapping[str, str]) -> None:
        """Show what an answer still lacks at the fields concerned (see `responses.rules.missing_parts`)."""
        for part, sentence in lacks.items():
            field = FIELD_OF.get(part, part)
            self.add_error(field if field in self.texts or field in self.fields else None, sentence)


class NowhereForm(WordsForm):
    """Besides verdict and reason, why accepted words are in no text yet."""

    nowhere = TextsField(
        label=_("Why it is not in any text yet"),
        help_text=_("Only if it was accepted but landed nowhere."),
        rows=2,
        most=2000,
    )


class PlacedForm(PlacesMixin, NowhereForm):
    """An answer with where its words go, or why nowhere."""

    def lacks(self, lacks: Mapping[str, str]) -> None:
        """Show what is missing at its field, at the place concerned where it is about one."""
        for part in ("passage", "due_date"):
            if part in lacks:
                self.place_lacks(part, lacks[part])
        super().lacks({part: sentence for part, sentence in lacks.items() if part not in ("passage", "due_date")})


class CorrectionForm(PlacedForm):
    """A correction: what the answer says from now on, where its words go, and why it is corrected."""

    note = TextsField(
        label=_("Why it is corrected"), help_text=_("Everyone reads it beside the correction."), rows=2, most=2000
    )

    def __init__(
        self,
        data: Any,
        *,
        response: Response,
        standing: Sequence[Landing],
        places: Sequence[Outcome],
        text_of: TextOf,
    ) -> None:
        super().__init__(data, initial=draft_of(response, standing))
        self.add_places(places, text_of, standing)

    def as_correction(self) -> dict[str, Any]:
        """Return what `correct_response` takes of what was typed."""
        words = {name: self.localized(name) for name in ("reason", "note", "nowhere")}
        return {"verdict": self.cleaned_data["verdict"], "places": self.landings(), **words}


class AnswerForm(PlacedForm):
    """An answer before it is published: besides its words, where they go or why nowhere, and whom it answers."""

    def __init__(
        self,
        *args: Any,
        places: Sequence[Outcome],
        text_of: TextOf,
        contributions: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row_ids = {public_id: pk for pk, public_id in contributions}
        self.add_places(places, text_of)

    def as_draft(self, *, choosing: bool) -> dict[str, Any]:
        """Return what `keep_draft` takes.

        Args:
            choosing: whether places are still being chosen. Otherwise one without sentences and day is left out where
                the answer needs none: the first place is suggested, nobody has to take it away.
        """
        nowhere, verdict = self.localized("nowhere"), self.cleaned_data.get("verdict", "")
        keeps_empty = choosing or (verdict in LANDS and not any(nowhere.values()))
        return {
            "verdict": verdict,
            "reason": self.localized("reason"),
            "nowhere": nowhere,
            "landings": [one for one in self.landings() if keeps_empty or any(one.passage.values()) or one.due_date],
            "leave_out": self.leave_out(),
            "seen_versions": self.seen_versions(),
        }

    def leave_out(self) -> list[int]:
        """Return the contributions to take out: those that were shown with a tick, and have none any more."""
        listed, stays = self._sent("shown"), self._sent("stays")
        return [pk for public_id, pk in self.row_ids.items() if public_id in listed and public_id not in stays]

    def seen_versions(self) -> dict[int, int]:
        """Return the version in which changed words were shown, by row id."""
        pairs = [one.partition(":") for one in self._sent("seen")]
        return {
            self.row_ids[public_id]: int(version)
            for public_id, _sign, version in pairs
            if public_id in self.row_ids and version.isascii() and version.isdecimal() and len(version) < 9
        }

    def _sent(self, name: str) -> set[str]:
        return set(self.data.getlist(name)) if isinstance(self.data, QueryDict) else set()


def words_of(response: Response) -> dict[str, Any]:
    """Return what a response says as a form's first values: verdict, reason, and why it is in no text yet."""
    return {"verdict": response.verdict, "reason": response.reason, "nowhere": response.nowhere}


def draft_of(response: Response, landings: Sequence[Landing]) -> dict[str, Any]:
    """Return a kept draft as a form's first values."""
    return words_of(response) | initial_places(landings)
