"""What deliberation adds to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.participation.deliberation.kind import DELIBERATION

CAPABILITY = Capability(
    kinds=[DELIBERATION],
    urls="kuvend.participation.deliberation.urls",
)
