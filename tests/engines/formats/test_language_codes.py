"""Codes of languages in two letters and in three."""

import pytest

from kuvend.engines.formats.language_codes import BY_TWO_LETTERS, in_three_letters


@pytest.mark.parametrize(
    ("code", "three"),
    [("sq", "sqi"), ("ar", "ara"), ("zh-hans", "zho"), ("rup", "rup"), ("qaa", ""), ("xx", ""), ("sr-Latn", "srp")],
)
def test_the_same_language_in_three_letters(code: str, three: str) -> None:
    assert in_three_letters(code) == three


def test_no_two_languages_share_a_code() -> None:
    assert len(BY_TWO_LETTERS) == len(set(BY_TWO_LETTERS.values())) == 183
