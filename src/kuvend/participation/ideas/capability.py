"""What ideas add to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.participation.ideas.kind import IDEAS

CAPABILITY = Capability(
    kinds=[IDEAS],
    urls="kuvend.participation.ideas.urls",
)
