"""Where words go: up to three places, each with sentences that are chosen from its text, and a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.engines.legaltext import numbers_in
from kuvend.foundation.core.door.fields import DayField
from kuvend.foundation.core.languages import in_a_language, site_languages
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.choosing import SentencesField, without
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.sorts import outcome_sort
from kuvend.foundation.responses.actions import LandingPlace
from kuvend.foundation.responses.changing import words_of
from kuvend.foundation.responses.models import Landing

PLACES = 3  # rows of a form; more only where a published answer has more
GOES_OUT = {"publish", "preview"}  # the deeds that show others what was chosen
TextOf = Callable[[str, int | None], OutcomeText | None]
"""From the public id of a place, and a version or None for the present one, to its text."""


class PlacesMixin(forms.Form):
    """The fields of the places; which sentences there are depends on the place that was chosen."""

    def add_places(self, places: Sequence[Outcome], text_of: TextOf, standing: Sequence[Landing] = ()) -> None:
        """Add the fields.

        Args:
            text_of: gives the text of a place.
            standing: the landings of a published answer, in the order of their rows; a row that is sent as it was
                shown stays what it is.
        """
        self.standing, self.rows = list(standing), max(PLACES, len(standing))
        offered = {place.pk for place in places}
        places = [*places, *(one.text.outcome for one in standing if one.text.outcome_id not in offered)]
        self.places = {place.public_id: place for place in places}
        self.place_texts: dict[int, OutcomeText] = {}
        self.unshown: set[int] = set()
        choices = [("", _("nowhere")), *_by_kind(places)]
        for number in range(self.rows):
            self.fields[f"place_{number}"] = forms.ChoiceField(
                label=_("Commitment, milestone or section"), choices=choices, required=False
            )
            self.fields[f"due_{number}"] = DayField(
                label=_("By which day the text will change"),
                help_text=_("Leave it empty where the new text is published already."),
                required=False,
            )
            if text := self._text(number, text_of):
                self.place_texts[number] = text
                for code in site_languages():
                    if words := words_of(text, code):
                        label = in_a_language(_("Sentences"), code)
                        self.fields[f"passage_{code}_{number}"] = SentencesField(words, code, label=label)

    def _text(self, number: int, text_of: TextOf) -> OutcomeText | None:
        """Return the text whose sentences were shown, while its place is still the one chosen; else the present one.

        Sentences that were chosen from another text than is shown now are forgotten: nobody saw these.
        """
        values: Mapping[str, Any] = self.data if self.is_bound else self.initial
        place = str(values.get(f"place_{number}") or "")
        place_of_text, _sign, version = str(values.get(f"text_{number}") or "").partition(":")
        if place not in self.places:
            return None
        is_of_place = place_of_text == place and version.isascii() and version.isdecimal() and len(version) < 9
        text = text_of(place, int(version)) if is_of_place else None
        if text is None:
            self._forget_sentences(number)
        return text or text_of(place, None)

    def _forget_sentences(self, number: int) -> None:
        names = [name for code in site_languages() if (name := f"passage_{code}_{number}") in self.data]
        if names:
            self.data, self.unshown = without(self.data, *names), {*self.unshown, number}

    def clean(self) -> dict[str, Any]:
        """One place is named once; what goes out was chosen from its own text."""
        places = [self.cleaned_data.get(f"place_{number}") for number in range(self.rows)]
        for number, place in enumerate(places):
            if place and place in places[:number]:
                self.add_error(f"place_{number}", _("This place is named already."))
        for number in self.unshown if self.data.get("deed") in GOES_OUT else ():
            self.add_error(f"place_{number}", _("Choose from this text: your sentences stood in another one."))
        return super().clean() or {}

    def place_rows(self) -> list[dict[str, Any]]:
        """Return the fields of each place, for the template."""
        return [
            {
                "number": number,
                "stood": self._stood(number),
                "goes": self.is_bound and self._stood(number) and not self._untouched(number),
                "place": self[f"place_{number}"],
                "due": self[f"due_{number}"],
                "text": self.place_texts.get(number),
                "passages": [
                    (code, self[name])
                    for code in site_languages()
                    if (name := f"passage_{code}_{number}") in self.fields
                ],
            }
            for number in range(self.rows)
        ]

    def landings(self) -> list[LandingPlace]:
        """Return the places that were chosen, with the words of their sentences and their days."""
        return [self._landing(number) for number in range(self.rows) if self._has_place(number)]

    def _has_place(self, number: int) -> bool:
        return self.cleaned_data.get(f"place_{number}") in self.places

    def _stood(self, number: int) -> Landing | None:
        """Return the standing landing that a row was shown with."""
        return self.standing[number] if number < len(self.standing) else None

    def _untouched(self, number: int) -> Landing | None:
        """Return the standing landing of a row that was sent as it was shown."""
        names = {f"place_{number}", f"due_{number}", *(f"passage_{code}_{number}" for code in site_languages())}
        as_shown = self.data.get(f"text_{number}") == self.initial.get(f"text_{number}")
        return self._stood(number) if as_shown and not names.intersection(self.changed_data) else None

    def _landing(self, number: int) -> LandingPlace:
        if landing := self._untouched(number):
            return LandingPlace(landing.text.outcome, landing.passage, landing.text.version, landing.due_date)
        words = {code: self.cleaned_data.get(f"passage_{code}_{number}", "") for code in site_languages()}
        text = self.place_texts.get(number)
        return LandingPlace(
            outcome=self.places[self.cleaned_data[f"place_{number}"]],
            passage=Localized({code: said for code, said in words.items() if said}),
            version=text.version if text else None,
            due_date=self.cleaned_data.get(f"due_{number}"),
        )

    def place_lacks(self, part: str, sentence: str) -> None:
        """Show at the first place concerned that it has no sentences, or at the earliest day that it is none ahead.

        What was left as it stands lacks nothing.
        """
        rows = [number for number in range(self.rows) if self._has_place(number) and not self._untouched(number)]
        if part == "passage":
            bare = (number for number in rows if not any(self._landing(number).passage.values()))
            self.add_error(f"place_{next(bare, 0)}", sentence)
        else:
            earliest = min(rows, key=lambda number: self._landing(number).due_date or date.min, default=0)
            self.add_error(f"due_{earliest}", sentence)


def initial_places(landings: Sequence[Landing]) -> dict[str, Any]:
    """Return kept landings as a form's first values."""
    values: dict[str, Any] = {}
    for number, landing in enumerate(landings):
        public_id = landing.text.outcome.public_id
        values |= {f"place_{number}": public_id, f"text_{number}": f"{public_id}:{landing.text.version}"}
        values[f"due_{number}"] = landing.due_date
        for code, words in landing.passage.items():
            numbers = numbers_in(words_of(landing.text, code), words)
            values[f"passage_{code}_{number}"] = [str(one) for one in numbers]
    return values


def _by_kind(places: Iterable[Outcome]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the places as groups of choices, name first; `places` come ordered by kind."""
    return [
        (str(outcome_sort(kind).label), [(place.public_id, _name(place)) for place in group])
        for kind, group in groupby(places, key=lambda place: place.kind)
    ]


def _name(place: Outcome) -> str:
    return f"{place.title} ({place.number})" if place.number else str(place.title)
