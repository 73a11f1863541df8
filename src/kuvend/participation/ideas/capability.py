"""What ideas add to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.participation.ideas.kind import IDEA_WORDS, IDEAS

CAPABILITY = Capability(
    kinds=[IDEAS],
    words=[IDEA_WORDS],
    urls="kuvend.participation.ideas.urls",
)
