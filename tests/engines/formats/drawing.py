"""What the parts of a drawn plan share: words, texts, days, and the three states of a field."""

from typing import Any

from hypothesis import strategies as st

from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.documents import UNKNOWN
from kuvend.engines.formats.words import letters, one_line

SOURCES = ("seed", "review")
words = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
    .map(one_line)
    .filter(lambda text: letters(text) and text != "unknown")
)
texts = st.dictionaries(st.sampled_from(["sq", "en"]), words, min_size=1)


def maybe(strategy: st.SearchStrategy[Any], empty: Any) -> st.SearchStrategy[Any]:
    """Given, unknown, or left out."""
    return st.one_of(strategy, st.just(UNKNOWN), st.just(empty))


def some(keys: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Some of the keys, in any order."""
    return st.lists(st.sampled_from(keys), unique=True, min_size=1).map(tuple)


stated = st.builds(StatedDate, st.integers(1990, 2100), st.integers(1, 12), st.integers(1, 28)) | st.builds(
    StatedDate, st.integers(2000, 2100), st.none() | st.integers(1, 12)
)
