"""How deliberations plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.participation.deliberation.actions import bring_in_rows, forget_words, withdraw_votes
from kuvend.participation.deliberation.queries.activity import activity_page
from kuvend.participation.deliberation.queries.single import KIND
from kuvend.participation.deliberation.queries.statements import statement_details
from kuvend.participation.deliberation.queries.voting import answered_activities, enough_statements, votes_for_download

DELIBERATION = ActivityKind(
    name=KIND,
    label=_("Deliberation"),
    page=activity_page,
    page_template="deliberation/activity.html",
    detail=statement_details,
    contribution_template="deliberation/contribution.html",
    forget=forget_words,
    takes_part_url="vote",
    run_url="run_deliberation",
    ready=enough_statements,
    lacks=_("ten statements of the institution that asks"),
    own=votes_for_download,
    answered=answered_activities,
    leave=withdraw_votes,
    bring_in=bring_in_rows,
)
