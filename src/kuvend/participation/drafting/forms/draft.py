"""The form that takes a text for comments, in all languages, and the commitments that can be commented beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.texts import TextsField, TextsForm
from kuvend.foundation.core.languages import name_to_reader, site_languages
from kuvend.foundation.core.text import localized, ordinal
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.processes.models import Activity
from kuvend.participation.drafting.actions import SectionText
from kuvend.participation.drafting.forms.marked import MarkedSection, read_marked, write_marked
from kuvend.participation.drafting.forms.matching import Matching
from kuvend.participation.drafting.queries.draft import PublishedSection

LONGEST_TEXT = 500_000


class DraftForm(TextsForm):
    """A text as marked sections; all languages have the same ones."""

    text = TextsField(
        label=_("The text"),
        help_text=_(
            "A line that begins with “# ” begins a section, such as “# 1. Aim”. Each section is commented on. Leave "
            "the marks {#…} behind the headings: by them comments find their section again."
        ),
        last_help=_("With the same sections. Leave it empty if there is only one language."),
        rows=20,
        most=LONGEST_TEXT,
        strip=False,  # so that the lines that errors name are those of the field
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
        self.read: dict[str, list[MarkedSection]] = {code: [] for code in site_languages()}
        choices = [(key, f"{ordinal(row.number)} {row.title}".strip()) for key, row in self.possible.items()]
        self.fields["commitments"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The languages agree, no section is lost, and there is something to publish."""
        super().clean()
        for code in self.read:
            self._read(code)
        if self.errors:
            return self.cleaned_data
        (first, sections), *other_texts = [*self.read_texts().items()] or [("", [])]
        for code, read in other_texts:
            self._compare(first, sections, code, read)
        self._know_keys()
        if not sections and not self.cleaned_data.get("commitments"):
            self.add_error("text", _("Write a text, or choose commitments."))
        return self.cleaned_data

    def _read(self, code: str) -> None:
        """Read the text of a language; each fault is named with its line."""
        self.read[code], faults = read_marked(self.cleaned_data.get(f"text_{code}", ""))
        for fault in faults:
            words = {"line": fault.line, "problem": fault.problem}
            self.add_error(f"text_{code}", _("Line %(line)s: %(problem)s") % words)

    def _compare(self, first: str, sections: Sequence[MarkedSection], code: str, read: Sequence[MarkedSection]) -> None:
        """Show at a language where its sections differ from those of the first one that was written."""
        names = {"first": name_to_reader(first), "other": name_to_reader(code)}
        if len(sections) != len(read):
            longer, code = (read, code) if len(read) > len(sections) else (sections, first)
            line = longer[min(len(sections), len(read))].line
            counts = {"line": line, "n": len(sections), "m": len(read), **names}
            sentence = _("Line %(line)s: from here on the sections differ. %(first)s has %(n)s, %(other)s %(m)s.")
            self.add_error(f"text_{code}", sentence % counts)
            return
        for before, section in zip(sections, read, strict=True):
            if before.number != section.number:
                sentence = _("Line %(line)s: this section has the number “%(here)s” here and “%(there)s” in %(first)s.")
                numbers = {"line": section.line, "here": section.number, "there": before.number, **names}
                self.add_error(f"text_{code}", sentence % numbers)
            if before.key and section.key and before.key != section.key:
                sentence = _("Line %(line)s: this section has the mark “%(here)s” here and “%(there)s” in %(first)s.")
                marks = {"line": section.line, "here": section.key, "there": before.key, **names}
                self.add_error(f"text_{code}", sentence % marks)

    def _know_keys(self) -> None:
        keys = {row.key for row in self.published}
        for code, sections in self.read.items():
            for section in sections:
                if section.key and section.key not in keys:
                    message = _("Line %(line)s: no section of this text has the mark {#%(key)s}. Take it away.")
                    self.add_error(f"text_{code}", message % {"line": section.line, "key": section.key})

    def read_texts(self) -> dict[str, list[MarkedSection]]:
        """Return the sections that were written, by language."""
        return {code: sections for code, sections in self.read.items() if sections}

    def matching(self) -> Matching:
        """Return which section of the published text each of the typed ones is; what is not clear is asked."""
        return Matching(self.published, self.read_texts(), self.data)

    def sections(self) -> list[SectionText]:
        """Return the sections that both texts give, as `publish_draft` takes them, each with its own key."""
        matched = []
        for place, key in enumerate(self.matching().keys(self.activity.key)):
            parts = {code: sections[place] for code, sections in self.read_texts().items()}
            title = localized({code: part.title for code, part in parts.items()})
            body = localized({code: part.body for code, part in parts.items()})
            matched.append(SectionText(key, next(iter(parts.values())).number, title, body))
        return matched

    def preview(self) -> list[tuple[str, list[MarkedSection]]]:
        """Return what readers of each language that was written will see."""
        return [*self.read_texts().items()]

    def ticked_commitments(self) -> list[Outcome]:
        """Return the commitments that were ticked."""
        return [self.possible[key] for key in self.cleaned_data.get("commitments", []) if key in self.possible]


def text_of(sections: Sequence[PublishedSection]) -> dict[str, str]:
    """Return a published text as a form's first value, by language."""
    return {
        code: write_marked(
            MarkedSection(0, row.number, row.title.get(code, ""), row.body.get(code, ""), row.key)
            for row in sections
            if not row.dropped
            if row.title.get(code) or row.body.get(code)
        )
        for code in site_languages()
    }
