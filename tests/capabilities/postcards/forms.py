from kuvend.foundation.contributions.appearing import FirstWordsForm
from kuvend.foundation.core.door.fields import LineField, WordsField


class PostcardForm(FirstWordsForm):
    """The sentence, its language, and the town."""

    body = WordsField(label="What you write", most=300, fewest=3, rows=3)
    town = LineField(label="Town", most=80)
