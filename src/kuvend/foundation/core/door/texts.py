"""A text in all languages of the site as one form field: one input for each language, in the order of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.door.fields import LineField, WordsField
from kuvend.foundation.core.languages import in_a_language, language_marks, name_to_reader, site_languages
from kuvend.foundation.core.text import Localized, localized

MISSING_IS_SHOWN = _("Where one language is missing, people read the other, and the page says so.")


class TextsField(forms.Field):
    """A text in every language of the site. A `TextsForm` replaces it by one input for each: `<name>_<code>`.

    Args:
        rows: how high the inputs are; 0 for one line.
        most: characters in each language.
        last_help: hint at the last language, where there is more than one.
        required_in_one: said at the first input where no language has words; without it the text may be left out.
        required_in_each: said at each input that is empty, with the name of its language as `%(language)s`.
        options: what else the inputs are made with.
    """

    def __init__(
        self,
        *,
        label: Any,
        most: int,
        rows: int = 0,
        help_text: Any = "",
        last_help: Any = "",
        required_in_one: Any = "",
        required_in_each: Any = "",
        **options: Any,
    ) -> None:
        super().__init__(label=label, help_text=help_text, required=False)
        self.required_in_one, self._required_in_each, self._last_help = required_in_one, required_in_each, last_help
        self._options = {"most": most, **options, **({"rows": rows} if rows else {})}
        self._input_kind = WordsField if rows else LineField

    def inputs(self, name: str) -> dict[str, LineField]:
        """Return the input of each language by its name in the form."""
        return {f"{name}_{code}": self._input(code) for code in site_languages()}

    def _input(self, code: str) -> LineField:
        codes = site_languages()
        hint = self.help_text if code == codes[0] else self._last_help if code == codes[-1] else ""
        options = {**self._options, "required": bool(self._required_in_each)}
        if self._required_in_each:
            options["error_messages"] = {"required": self._required_in_each % {"language": name_to_reader(code)}}
        field = self._input_kind(label=in_a_language(self.label, code), help_text=hint, **options)
        field.widget.attrs |= language_marks(code)
        return field


def title_field() -> TextsField:
    """Return the field of a title: one line in each language, in one of them at least."""
    return TextsField(
        label=_("Title"),
        most=200,
        last_help=MISSING_IS_SHOWN,
        required_in_one=_("Give it a title in one language at least."),
    )


class TextsForm(forms.Form):
    """A form with texts in all languages of the site; a template draws `form.texts.<name>`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        declared, self.fields = self.fields, {}
        self._texts = {name: field for name, field in declared.items() if isinstance(field, TextsField)}
        for name, field in declared.items():
            self.fields |= field.inputs(name) if isinstance(field, TextsField) else {name: field}
        self.initial = by_input(self.initial, self._texts)

    @property
    def texts(self) -> dict[str, list[BoundField]]:
        """Return the inputs of each text, in the order of the site's languages."""
        return {name: [self[f"{name}_{code}"] for code in site_languages()] for name in self._texts}

    def localized(self, name: str) -> Localized:
        """Return the words of a text by language, those that were sent without a fault."""
        return localized({code: self.cleaned_data.get(f"{name}_{code}", "") for code in site_languages()})

    def clean(self) -> dict[str, Any]:
        """A text that is required has words in one language at least."""
        for name, field in self._texts.items():
            if field.required_in_one and not self.localized(name) and not self.is_faulty(name):
                self.add_error(name, field.required_in_one)
        return self.cleaned_data

    def is_faulty(self, name: str) -> bool:
        """Tell whether something must be mended at a field already, in any language."""
        return any(key in self.errors for key in (name, *(f"{name}_{code}" for code in site_languages())))

    def add_error(self, field: str | None, error: Any) -> None:
        """Show a fault at its field; that of a whole text stands at its first language."""
        super().add_error(f"{field}_{site_languages()[0]}" if field in self._texts else field, error)


def by_input(values: Mapping[str, Any], names: Any) -> dict[str, Any]:
    """Return the first values of a form with those of its texts (mappings by language) under the names of inputs."""
    texts = {name: values[name] for name in names if isinstance(values.get(name), Mapping)}
    by_name = {f"{name}_{code}": words for name, text in texts.items() for code, words in text.items()}
    return {name: value for name, value in values.items() if name not in texts} | by_name
