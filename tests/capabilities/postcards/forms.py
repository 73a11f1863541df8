from django import forms

from kuvend.foundation.contributions.appearing import FirstWordsForm
from kuvend.foundation.core.door.fields import LineField, WordsField


class PostcardForm(FirstWordsForm):
    """The sentence, its language, the town, and whether a name stands beside it."""

    body = WordsField(label="What you write", most=300, fewest=3, rows=3)
    town = LineField(label="Town", most=80)
    unsigned = forms.BooleanField(label="Without a name", required=False)

    def clean(self) -> None:
        """Whoever does not sign chooses no name with it: on record that would have the moment of the postcard."""
        super().clean()
        if self.cleaned_data["unsigned"]:
            self.cleaned_data["name"] = ""
