"""What can be done with responses and duties."""

from kuvend.foundation.responses.actions.answering import (
    LandingPlace,
    NotWhole,
    correct_response,
    draft_response,
    keep_draft,
    publish_response,
    sealed_words,
)
from kuvend.foundation.responses.actions.duties import lapse_duties, open_duties, pass_on

__all__ = [
    "LandingPlace",
    "NotWhole",
    "correct_response",
    "draft_response",
    "keep_draft",
    "lapse_duties",
    "open_duties",
    "pass_on",
    "publish_response",
    "sealed_words",
]
