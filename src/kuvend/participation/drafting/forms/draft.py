"""The form that takes a text for comments, in two languages, and the commitments that can be commented beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import WordsField
from kuvend.foundation.core.text import localized, ordinal
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.models import Activity
from kuvend.participation.drafting.actions import SectionText
from kuvend.participation.drafting.forms.marked import MarkedSection, read_marked, write_marked
from kuvend.participation.drafting.forms.matching import Matching
from kuvend.participation.drafting.queries.draft import PublishedSection

LONGEST_TEXT = 500_000
LANGUAGES = ("sq", "en")


class DraftForm(forms.Form):
    """A text as marked sections; both languages have the same ones."""

    text_sq = WordsField(
        label=_("The text, in Albanian"),
        help_text=_(
            "A line that begins with “# ” begins a section, such as “# 1. Aim”. Each section is commented on. Leave "
            "the marks {#…} behind the headings: by them comments find their section again."
        ),
        rows=20,
        language="sq",
        most=LONGEST_TEXT,
        strip=False,  # so that the lines that errors name are those of the field
        required=False,
    )
    text_en = WordsField(
        label=_("The text, in English"),
        help_text=_("With the same sections. Leave it empty if there is only one language."),
        rows=20,
        language="en",
        most=LONGEST_TEXT,
        strip=False,
        required=False,
    )
    commitments = forms.MultipleChoiceField(
        label=_("Commitments that can be commented on here"),
        help_text=_("Each has its own page, with its comments and what became of them."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("One of these commitments cannot be commented on here any longer.")},
    )

    def __init__(
        self, *args: Any, activity: Activity, sections: Sequence[PublishedSection], possible: Sequence[Outcome],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.activity, self.published = activity, sections
        self.possible = {row.public_id: row for row in possible}
        self.read: dict[str, list[MarkedSection]] = {code: [] for code in LANGUAGES}
        named = [(key, f"{ordinal(row.number)} {row.title}".strip()) for key, row in self.possible.items()]
        self.fields["commitments"].choices = named  # type: ignore[attr-defined]

    def clean_text_sq(self) -> str:
        """Each fault is named with its line."""
        return self._read("sq")

    def clean_text_en(self) -> str:
        """Each fault is named with its line."""
        return self._read("en")

    def _read(self, code: str) -> str:
        text: str = self.cleaned_data[f"text_{code}"]
        self.read[code], faults = read_marked(text)
        if faults:
            said = [_("Line %(line)s: %(problem)s") % {"line": one.line, "problem": one.problem} for one in faults]
            raise forms.ValidationError(said)
        return text

    def clean(self) -> dict[str, Any]:
        """The languages agree, no section is lost, and there is something to publish."""
        if self.errors:
            return self.cleaned_data
        sq, en = self.read["sq"], self.read["en"]
        if sq and en:
            self._compare(sq, en)
        self._know_keys()
        count = len(sq or en)
        if not count and not self.cleaned_data.get("commitments"):
            self.add_error("text_sq", _("Write a text, or choose commitments."))
        return self.cleaned_data

    def _compare(self, sq: Sequence[MarkedSection], en: Sequence[MarkedSection]) -> None:
        if len(sq) != len(en):
            counts = {
                "sq": len(sq),
                "en": len(en),
                "line": (en if len(en) > len(sq) else sq)[min(len(sq), len(en))].line,
            }
            longer = "text_en" if len(en) > len(sq) else "text_sq"
            said = _("Line %(line)s: from here on the sections differ. Albanian has %(sq)s, English %(en)s.")
            self.add_error(longer, said % counts)
            return
        for one, other in zip(sq, en, strict=True):
            if one.number != other.number:
                said = _("Line %(line)s: this section has the number “%(en)s” here and “%(sq)s” in Albanian.")
                self.add_error("text_en", said % {"line": other.line, "en": other.number, "sq": one.number})
            if one.key and other.key and one.key != other.key:
                said = _("Line %(line)s: this section has the mark “%(en)s” here and “%(sq)s” in Albanian.")
                self.add_error("text_en", said % {"line": other.line, "en": other.key, "sq": one.key})

    def _know_keys(self) -> None:
        known = {row.key for row in self.published}
        for code in LANGUAGES:
            for section in self.read[code]:
                if section.key and section.key not in known:
                    said = _("Line %(line)s: no section of this text has the mark {#%(key)s}. Take it away.")
                    self.add_error(f"text_{code}", said % {"line": section.line, "key": section.key})

    def matching(self) -> Matching:
        """Return which section of the published text each of the typed ones is; what is not clear is asked."""
        return Matching(self.published, {code: self.read[code] for code in LANGUAGES if self.read[code]}, self.data)

    def sections(self) -> list[SectionText]:
        """Return the sections that both texts give, as `publish_draft` takes them, each with its own key."""
        found = []
        for place, key in enumerate(self.matching().keys(self.activity.key)):
            parts = {code: self.read[code][place] for code in LANGUAGES if self.read[code]}
            title = localized({code: part.title for code, part in parts.items()})
            body = localized({code: part.body for code, part in parts.items()})
            found.append(SectionText(key, next(iter(parts.values())).number, title, body))
        return found

    def preview(self) -> list[tuple[str, list[MarkedSection]]]:
        """Return what readers of each language that was written will see."""
        return [(code, self.read[code]) for code in LANGUAGES if self.read[code]]

    def chosen(self) -> list[Outcome]:
        """Return the commitments that were ticked."""
        return [self.possible[key] for key in self.cleaned_data.get("commitments", []) if key in self.possible]


def text_of(sections: Sequence[PublishedSection]) -> dict[str, str]:
    """Return a published text as a form's first values."""
    return {
        f"text_{code}": write_marked(
            MarkedSection(0, row.number, row.title.get(code, ""), row.body.get(code, ""), row.key)
            for row in sections
            if not row.dropped
            if row.title.get(code) or row.body.get(code)
        )
        for code in LANGUAGES
    }
