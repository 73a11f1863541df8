"""The export folder of Polis, the interchange format of opinion maps: read and written, convention +1 = agree.

`votes.csv` is the log of votes, `comments.csv` the statements with their moderation, `participants-votes.csv` the final
matrix with the published groups, `summary.csv` a few facts. Older and newer spellings are read; times in seconds
(exports of 2025) and in milliseconds. Reference: docs/reference/opinion-formats.md.
"""

from .folder import Conversation, read_conversation, read_groups, write_conversation
from .matrix import Matrix
from .problems import PolisProblem
from .statements import Statement
from .votes import VoteLog, write_votes

__all__ = [
    "Conversation",
    "Matrix",
    "PolisProblem",
    "Statement",
    "VoteLog",
    "read_conversation",
    "read_groups",
    "write_conversation",
    "write_votes",
]
