"""What can be done with responses and duties."""

from kuvend.foundation.core.problems import NotWhole
from kuvend.foundation.responses.actions.answering import publish_response, sealed_words
from kuvend.foundation.responses.actions.correcting import (
    PlacesAfter,
    correct_response,
    lacks_of_correction,
    places_after,
)
from kuvend.foundation.responses.actions.drafting import (
    ChangedMeanwhile,
    LandingPlace,
    NotInText,
    TextMeanwhile,
    WrittenMeanwhile,
    delete_draft,
    draft_answer_to_all,
    draft_response,
    keep_draft,
    take_over,
)
from kuvend.foundation.responses.actions.duties import (
    hand_back,
    lapse_duties,
    open_duties,
    owe_parts,
    pass_on,
    share_due_dates,
    take_back,
)
from kuvend.foundation.responses.actions.landing import agree_to_landing, keep_promises, refuse_landing
from kuvend.foundation.responses.actions.tallying import add_up_tallies

__all__ = [
    "ChangedMeanwhile",
    "LandingPlace",
    "NotInText",
    "NotWhole",
    "PlacesAfter",
    "TextMeanwhile",
    "WrittenMeanwhile",
    "add_up_tallies",
    "agree_to_landing",
    "correct_response",
    "delete_draft",
    "draft_answer_to_all",
    "draft_response",
    "hand_back",
    "keep_draft",
    "keep_promises",
    "lacks_of_correction",
    "lapse_duties",
    "open_duties",
    "owe_parts",
    "pass_on",
    "places_after",
    "publish_response",
    "refuse_landing",
    "sealed_words",
    "share_due_dates",
    "take_back",
    "take_over",
]
