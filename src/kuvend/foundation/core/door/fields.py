"""Form fields for what is typed: words pass the door (`words`), then are counted; too many are named, never cut."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.formats import number_format
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from kuvend.engines.formats.days import FIRST_DAY, LAST_DAY, is_counted
from kuvend.foundation.core.words import letters, normalise, one_line

DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y"]


def _limit(most: int) -> str:
    return _("At most %(most)s characters.") % {"most": number_format(most, use_l10n=True, force_grouping=True)}


LIMIT = lazy(_limit, str)


class LineField(forms.CharField):
    """One line of words. The hint names the limit; the browser is not told it, since it would cut what is pasted.

    Args:
        most: characters, counted after normalising.
        fewest: characters, where something is written at all.
        fewest_letters: letters and digits in them, where something is written at all.
    """

    default_error_messages = {
        "wordless": _("Write it in words: there is no letter and no digit in it."),
        "few_letters": _("Write at least %(fewest)d letters; it has %(count)d."),
        "short": ngettext_lazy(
            "Write at least %(fewest)d character; it has %(count)d.",
            "Write at least %(fewest)d characters; it has %(count)d.",
            "fewest",
        ),
        "long": _("This has %(count)d characters, %(over)d too many: write at most %(most)d."),
    }

    def __init__(
        self, *, most: int, fewest: int = 0, fewest_letters: int = 1, help_text: Any = "", **kwargs: Any
    ) -> None:
        self.most, self.fewest, self.fewest_letters = most, fewest, fewest_letters
        limit = LIMIT(most)
        super().__init__(help_text=format_lazy("{} {}", help_text, limit) if help_text else limit, **kwargs)
        self.widget.attrs["data-most"] = most

    def normalised(self, text: str) -> str:
        """Return the words as they are kept."""
        return one_line(text)

    def to_python(self, value: Any) -> str:
        return self.normalised(str(value)) if value not in self.empty_values else ""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        count, lettered = len(value), letters(value)
        values = {"count": count, "most": self.most, "over": count - self.most, "fewest": self.fewest}
        if count > self.most:
            raise ValidationError(self.error_messages["long"] % values, code="long")
        if not lettered:
            raise ValidationError(self.error_messages["wordless"], code="wordless")
        if count < self.fewest:
            raise ValidationError(self.error_messages["short"] % values, code="short")
        if lettered < self.fewest_letters:
            values = {"count": lettered, "fewest": self.fewest_letters}
            raise ValidationError(self.error_messages["few_letters"] % values, code="few_letters")


class WordsField(LineField):
    """Several lines of words."""

    widget = forms.Textarea

    def __init__(self, *, rows: int = 5, language: str = "", **kwargs: Any) -> None:
        attributes = {"lang": language} if language else {}
        super().__init__(widget=forms.Textarea(attrs={"rows": rows, **attributes}), **kwargs)

    def normalised(self, text: str) -> str:
        return normalise(text, strip=self.strip)


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar or typed, in the range in which every calendar can count."""

    default_error_messages = {"far": _("Give a day in the years %(first)d to %(last)d.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = kwargs.pop("widget", None) or forms.DateInput(attrs={"type": "date"}, format=DAY_FORMATS[0])
        super().__init__(widget=widget, input_formats=DAY_FORMATS, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is not None and not is_counted(value):
            values = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
            raise ValidationError(self.error_messages["far"] % values, code="far")


class AddressField(forms.URLField):
    """The address of a page, http or https, without anything invisible in it."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, *, most: int = 200, **kwargs: Any) -> None:
        self.most = most
        super().__init__(assume_scheme="https", **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(one_line(str(value)) if value not in self.empty_values else "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            values = {"count": len(value), "most": self.most, "over": len(value) - self.most}
            raise ValidationError(LineField.default_error_messages["long"] % values, code="long")
