"""What deliberation adds to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.participation.deliberation.kind import DELIBERATION, STATEMENT_WORDS

CAPABILITY = Capability(
    kinds=[DELIBERATION],
    words=[STATEMENT_WORDS],
    urls="kuvend.participation.deliberation.urls",
)
