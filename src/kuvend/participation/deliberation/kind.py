"""How deliberations plug in."""

from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.kinds import WordKind
from kuvend.foundation.processes.kinds import ActivityKind
from kuvend.participation.deliberation.actions import bring_in_rows, forget_words
from kuvend.participation.deliberation.enums import STATEMENT
from kuvend.participation.deliberation.queries.activity import activity_page
from kuvend.participation.deliberation.queries.ballot import enough_statements
from kuvend.participation.deliberation.queries.rows import KIND
from kuvend.participation.deliberation.queries.share import results_shared
from kuvend.participation.deliberation.queries.statements import statement_details
from kuvend.participation.deliberation.queries.words import every_translation

DELIBERATION = ActivityKind(
    name=KIND,
    label=_("Deliberation"),
    page=activity_page,
    page_template="deliberation/activity.html",
    takes_part_url="vote",
    run_url="run_deliberation",
    run_label=_("Rules and statements"),
    ready=enough_statements,
    lacks=_("ten statements of the institution that asks"),
    bring_in=bring_in_rows,
    share=results_shared,
)

STATEMENT_WORDS = WordKind(
    name=STATEMENT,
    label=_("statement"),
    heading=_("Statements"),
    fixed=_("People vote on these words, so they stay as they are. Withdraw them and add others."),
    unsupported=_("A statement is voted on, not supported."),
    deed=_("Say whether you agree"),
    deed_page="vote",
    detail=statement_details,
    template="deliberation/contribution.html",
    translations=every_translation,
    forget=forget_words,
)
