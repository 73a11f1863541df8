"""What ideas add to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.participation.ideas.datasets import COLUMNS
from kuvend.participation.ideas.demonstration import CHAPTER
from kuvend.participation.ideas.kind import IDEA_WORDS, IDEAS
from kuvend.participation.ideas.limits import SUBMIT_IDEA

CAPABILITY = Capability(
    kinds=[IDEAS],
    words=[IDEA_WORDS],
    columns={"contributions": COLUMNS},
    urls="kuvend.participation.ideas.urls",
    limits=[SUBMIT_IDEA],
    chapter=CHAPTER,
)
