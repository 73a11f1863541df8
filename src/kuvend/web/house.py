"""What the house itself hands down, in the shape in which rooms hand up their parts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.desk import rooms
from kuvend.desk.confirmations import CONFIRMATIONS as OF_THE_DESK
from kuvend.foundation.capabilities import Capability
from kuvend.foundation.contributions import mail as contributions_mail
from kuvend.foundation.contributions.confirmations import CONFIRMATIONS as OF_WORDS
from kuvend.foundation.contributions.kinds import COMMENT_WORDS
from kuvend.foundation.contributions.limits import POST_COMMENT
from kuvend.foundation.contributions.own import OF_CONTRIBUTIONS
from kuvend.foundation.contributions.reactions import KEEP_LINEAGE
from kuvend.foundation.core.navigation import MainPage
from kuvend.foundation.documents.findable import DOCUMENTS
from kuvend.foundation.moderation import mail as moderation_mail
from kuvend.foundation.moderation.reminders import words_to_read
from kuvend.foundation.notifications.letters import Letter, from_fact_alone
from kuvend.foundation.notifications.own import OF_NOTIFICATIONS
from kuvend.foundation.notifications.reminders import Reminder
from kuvend.foundation.obligations.queries import days_of_obligations
from kuvend.foundation.outcomes import mail as outcomes_mail
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.findable import INSTITUTIONS
from kuvend.foundation.people.own_account import OF_PEOPLE
from kuvend.foundation.processes import mail as processes_mail
from kuvend.foundation.processes.calendar_parts import CalendarPart
from kuvend.foundation.processes.findable import PROCESSES_FOUND
from kuvend.foundation.processes.gates import activities_closed
from kuvend.foundation.processes.own import PARTICIPANTS
from kuvend.foundation.processes.reminders import stages_ahead
from kuvend.foundation.responses import mail as responses_mail
from kuvend.foundation.responses.findable import OF_RESPONSES
from kuvend.foundation.responses.gates import all_answered
from kuvend.foundation.responses.obligations import ANSWER, ANSWER_TO_ALL, PROMISE
from kuvend.foundation.responses.reactions import KEEP_DUTIES, KEEP_PROMISES
from kuvend.foundation.responses.reminders import promises_taken_back
from kuvend.publication.barriers.obligations import ANSWER as BARRIER
from kuvend.publication.opendata import pages
from kuvend.publication.opendata.datasets import OF_THE_FOUNDATION
from kuvend.publication.opendata.feeds import ANSWERS, CONTRIBUTIONS
from kuvend.publication.places.pages import OF_PLACES
from kuvend.publication.search.checks import index_follows
from kuvend.publication.search.help import HELP
from kuvend.publication.sharing.pages import OF_INSTITUTIONS, OF_PROCESSES
from kuvend.web.serving.reminding import troubles_now

OFFICERS, MODERATORS = frozenset({Role.INSTITUTION_OFFICER}), frozenset({Role.MODERATOR})
PLANNERS = frozenset({Role.SECRETARIAT, Role.COMPONENT_LEADER})

FOUNDATION = Capability(
    words=[COMMENT_WORDS],
    gate_rules={
        "activities_closed": activities_closed,
        "all_answered": all_answered,  # MR-4.1: no open duty in the stage's process
    },
    letters=[
        Letter("contribution_received", "contributions", from_fact_alone(contributions_mail.received), follows=False),
        Letter("contribution_published", "contributions", from_fact_alone(contributions_mail.published), follows=False),
        Letter("contribution_merged", "contributions", contributions_mail.where_led, follows=False),
        Letter("contribution_merge_undone", "contributions", contributions_mail.where_led, follows=False),
        Letter("contribution_split", "contributions", contributions_mail.where_led, follows=False),
        Letter("contribution_split_undone", "contributions", contributions_mail.where_led, follows=False),
        Letter("contribution_hidden", "moderation", moderation_mail.hidden, follows=False),
        Letter("name_hidden", "moderation", moderation_mail.hidden, follows=False),
        Letter("version_published", "moderation", from_fact_alone(moderation_mail.version_published), follows=False),
        Letter("version_hidden", "moderation", moderation_mail.hidden, follows=False),
        Letter("version_restored", "moderation", moderation_mail.restored, follows=False),
        Letter("version_refused", "moderation", moderation_mail.hidden, follows=False),
        Letter("outcome_succeeded", "outcomes", outcomes_mail.text_succeeded, also=outcomes_mail.texts_behind),
        Letter("succession_undone", "outcomes", outcomes_mail.succession_undone, also=outcomes_mail.texts_behind),
        Letter("contribution_answered", "responses", responses_mail.answered),
        Letter("response_corrected", "responses", responses_mail.corrected),
        Letter("activity_extended", "processes", processes_mail.activity_changed),
        Letter("activity_moved", "processes", processes_mail.activity_changed),
        Letter("activity_closed_early", "processes", processes_mail.activity_changed),
        Letter("activity_answered", "responses", responses_mail.answered_with_all),
        Letter("duty_passed_on", "responses", responses_mail.passed),
        Letter("duty_taken_back", "responses", responses_mail.passed),
        Letter("duty_handed_back", "responses", responses_mail.passed),
        Letter("landing_agreed", "responses", responses_mail.landing),
        Letter("landing_refused", "responses", responses_mail.landing),
        Letter("promise_kept", "responses", responses_mail.landing),
    ],
    reminders=[
        Reminder("promises", _("Promised changes"), OFFICERS, promises_taken_back),
        Reminder("moderation", _("To moderate"), MODERATORS, words_to_read),
        Reminder("stages", _("Stages"), PLANNERS, stages_ahead),
    ],
    own=[*OF_PEOPLE, PARTICIPANTS, *OF_CONTRIBUTIONS, *OF_NOTIFICATIONS],
    reactions=[KEEP_LINEAGE, KEEP_DUTIES, KEEP_PROMISES],
    calendar=[CalendarPart(days=days_of_obligations)],
    obligations=[ANSWER, ANSWER_TO_ALL, PROMISE],
    confirmations=OF_WORDS,
    limits=[POST_COMMENT],
    datasets=OF_THE_FOUNDATION,
    feeds=[ANSWERS, CONTRIBUTIONS],
    findable=[*PROCESSES_FOUND, *OF_RESPONSES, DOCUMENTS],
    pages=pages.FIRST,
    page_sorts=OF_PROCESSES,
)

EDGE = Capability(
    desk=rooms.ROOMS,
    obligations=[BARRIER],
    reminders=[
        Reminder("instance", _("The system"), frozenset({Role.OPERATOR}), troubles_now),
    ],
    navigation=[
        MainPage(url_name="home", label=_("Home"), place=10),
        MainPage(url_name="take_part", label=_("Take part"), place=30),
        MainPage(url_name="institutions", label=_("Institutions"), place=40),
        MainPage(url_name="record_page", label=_("Record"), place=50),
    ],
    confirmations=OF_THE_DESK,
    findable=[INSTITUTIONS, HELP],
    help_pages=pages.HELP,
    checks=[index_follows],
    pages=pages.LAST,
    page_sorts=[OF_INSTITUTIONS, OF_PLACES],
)
