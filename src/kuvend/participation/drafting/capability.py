"""What drafting adds to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.participation.drafting.confirmations import CONFIRMATIONS
from kuvend.participation.drafting.demonstration import CHAPTER
from kuvend.participation.drafting.kind import DRAFTING, SECTIONS

CAPABILITY = Capability(
    kinds=[DRAFTING],
    outcomes=[SECTIONS],
    confirmations=CONFIRMATIONS,
    urls="kuvend.participation.drafting.urls",
    chapter=CHAPTER,
)
