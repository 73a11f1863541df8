"""What ideas add to the open data of contributions."""

from __future__ import annotations

from kuvend.foundation.contributions.columns import while_published
from kuvend.foundation.datasets.columns import text

COLUMNS = (
    text(
        "category",
        while_published("idea__category"),
        "the category of an idea, while published: a topic of its process, `other` or `not-sure`; empty where that has "
        "none",
    ),
    text(
        "place",
        while_published("idea__place"),
        "where it is, in words, besides `place_code`, while published",
    ),
)
