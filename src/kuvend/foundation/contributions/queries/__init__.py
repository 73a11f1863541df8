"""Reading contributions: lists by key, one with its thread, all of one person."""

from kuvend.foundation.contributions.queries.lineage import (
    MergedInto,
    came_into,
    first_whole,
    is_whole_again,
    onward_of,
    sources_of,
    supporters_of_all,
    supporters_with_merged,
    was_split,
    ways_on,
    went_into,
)
from kuvend.foundation.contributions.queries.lists import NEWEST, SUPPORTED, ListedContribution, listed
from kuvend.foundation.contributions.queries.single import (
    EarlierWords,
    contribution,
    earlier_words,
    of_person,
    supported_by,
    texts_of,
)
from kuvend.foundation.contributions.queries.threads import (
    Branch,
    ThreadComment,
    comments_about,
    comments_on,
    comments_on_activity,
    replies_to,
)
from kuvend.foundation.contributions.queries.writer import Writer

__all__ = [
    "NEWEST",
    "SUPPORTED",
    "Branch",
    "EarlierWords",
    "ListedContribution",
    "MergedInto",
    "ThreadComment",
    "Writer",
    "came_into",
    "comments_about",
    "comments_on",
    "comments_on_activity",
    "contribution",
    "earlier_words",
    "first_whole",
    "is_whole_again",
    "listed",
    "of_person",
    "onward_of",
    "replies_to",
    "sources_of",
    "supported_by",
    "supporters_of_all",
    "supporters_with_merged",
    "texts_of",
    "was_split",
    "ways_on",
    "went_into",
]
