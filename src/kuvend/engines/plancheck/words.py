"""Simple looks at words, in Albanian and English: sentences, shared words, deeds, and deeds that say nothing.

The thresholds are this project's proposals, not OGP's.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?…;]+(?=\s|$)")  # what a semicolon parts is read as two sentences
WORDS_PER_SENTENCE = 25
SHARED = 0.6
SHORT = 4  # words of fewer letters tie a sentence together and carry little of what it says

VAGUE = (
    "support", "supporting", "promote", "promoting", "promotion of", "continue", "continuing", "continuation of",
    "raise awareness", "raising awareness", "awareness raising", "encourage", "encouraging", "facilitate",
    "strengthen cooperation", "mbështetja", "mbështetje", "promovimi", "promovim", "nxitja", "nxitje", "vijimi",
    "vazhdimi", "vijim", "sensibilizimi", "sensibilizim", "ndërgjegjësimi", "rritja e ndërgjegjësimit",
    "rritja e sensibilizimit", "inkurajimi", "lehtësimi",
)  # fmt: skip
_DEEDS = """
    adopt amend analyse analyze appoint approve assess audit build carry choose collect complete compile conduct
    connect consolidate consult create define deliver deploy design develop digitise digitize disclose draft draw
    enact ensure establish evaluate expand extend finalise finalize fund give hire hold identify implement improve
    include increase install introduce issue launch leverage list make map measure meet monitor open operate organise
    organize pass pilot prepare present procure produce propose provide publish put reduce reform register release
    renew replace report review revise run select send set sign simplify start strengthen submit survey test train
    translate update upgrade verify write
"""
DEEDS = frozenset(_DEEDS.split())
ENGLISH_ENDINGS = ("ing", "tion", "sion", "ment", "ance")
ALBANIAN_ENDINGS = ("imi", "im", "imit", "ja", "rja", "tja")


def alike(first_text: str, second_text: str) -> bool:
    """Tell whether two texts share more than 60 % of the telling words of the shorter one."""
    first, second = _telling(first_text), _telling(second_text)
    fewer = min(len(first), len(second))
    return fewer > 0 and len(first & second) > SHARED * fewer


def _telling(text: str) -> set[str]:
    return {word for word in _words(text) if len(word) >= SHORT}


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def is_plain(text: str) -> bool:
    """Tell whether the sentences of a text have at most 25 words on average."""
    counts = [len(WORD.findall(sentence)) for sentence in SENTENCE_END.split(text)]
    sentences = [count for count in counts if count]
    return not sentences or sum(sentences) <= WORDS_PER_SENTENCE * len(sentences)


def is_vague(title: str) -> bool:
    """Tell whether a title begins with a deed that cannot be seen to be done."""
    begins = " ".join(_words(title)) + " "
    return any(begins.startswith(f"{vague} ") for vague in VAGUE)


def names_a_deed(title: str) -> bool:
    """Tell whether a title says what is done: a verb, or a noun made of one, and what it is done to."""
    words = _words(title)
    return len(words) > 1 and any(_is_deed(word) for word in words)


def _is_deed(word: str) -> bool:
    stems = {word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("d")}
    return bool(stems & DEEDS) or (len(word) > SHORT and word.endswith((*ENGLISH_ENDINGS, *ALBANIAN_ENDINGS)))
