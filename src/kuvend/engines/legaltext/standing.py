"""Whether quoted words stand in a text, came with a version of it, or were changed by one.

Words are compared, not signs: a comma that was mended or a line that was broken otherwise changes nothing.
"""

from __future__ import annotations

import re

from kuvend.engines.legaltext.sentences import numbers_in, sentences

WORDS = re.compile(r"\w+")


def stands(passage: str, *, text: str) -> bool:
    """Tell whether the words of a passage, one at least, stand in a text one after the other."""
    quoted = _plain(passage)
    return bool(quoted.strip()) and quoted in _plain(text)


def came_with(passage: str, *, old: str, new: str) -> bool:
    """Tell whether a passage stands in the newer version of a text and did not in the older one."""
    return stands(passage, text=new) and not stands(passage, text=old)


def differs_at(passage: str, *, old: str, new: str) -> bool:
    """Tell whether the newer version says something else where a passage of the older one stood, or right beside it.

    Beside: the sentence before or after it is one that the older version had nowhere.
    """
    if not stands(passage, text=old):
        return False
    return not stands(passage, text=new) or _put_beside(passage, old, new)


def _put_beside(passage: str, old: str, new: str) -> bool:
    places = numbers_in(new, passage)
    if not places:
        return False
    old_sentences = {_plain(one.words) for one in sentences(old)}
    beside = {places[0] - 1, places[-1] + 1}
    return any(_plain(one.words) not in old_sentences for one in sentences(new) if one.number in beside)


def _plain(text: str) -> str:
    return f" {' '.join(WORDS.findall(text.casefold()))} "
