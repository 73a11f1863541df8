"""What postcards add to the house."""

from kuvend.foundation.capabilities import Capability
from tests.capabilities.postcards.datasets import COLUMNS
from tests.capabilities.postcards.demonstration import CHAPTER
from tests.capabilities.postcards.kind import POSTCARD_WORDS, POSTCARDS
from tests.capabilities.postcards.limits import SEND_POSTCARD

CAPABILITY = Capability(
    kinds=[POSTCARDS],
    words=[POSTCARD_WORDS],
    columns={"contributions": COLUMNS},
    urls="tests.capabilities.postcards.urls",
    limits=[SEND_POSTCARD],
    chapter=CHAPTER,
)
