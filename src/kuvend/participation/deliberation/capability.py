"""What deliberation adds to the house."""

from kuvend.foundation.capabilities import Capability
from kuvend.foundation.people.my_parts import MyPart
from kuvend.foundation.people.own import OwnRows
from kuvend.participation.deliberation.actions import withdraw_votes
from kuvend.participation.deliberation.checks import votes_are_counted
from kuvend.participation.deliberation.datasets import DELIBERATIONS, RESULTS, STATEMENTS
from kuvend.participation.deliberation.demonstration import CHAPTER
from kuvend.participation.deliberation.kind import DELIBERATION, STATEMENT_WORDS
from kuvend.participation.deliberation.limits import ADD_STATEMENT, VOTE
from kuvend.participation.deliberation.queries.ballot import answered_activities, votes_for_download

CAPABILITY = Capability(
    kinds=[DELIBERATION],
    words=[STATEMENT_WORDS],
    about_me=[MyPart(template="deliberation/parts/me.html", data=answered_activities)],
    own=[OwnRows(DELIBERATION.name, votes_for_download, withdraw_votes)],
    help_pages=["about_deliberation"],
    datasets=[DELIBERATIONS, STATEMENTS],
    bundles=[RESULTS],
    urls="kuvend.participation.deliberation.urls.pages",
    file_urls="kuvend.participation.deliberation.urls.files",
    limits=[ADD_STATEMENT, VOTE],
    checks=[votes_are_counted],
    chapter=CHAPTER,
)
