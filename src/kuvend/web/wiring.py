"""What starts by itself: the kinds of activity, the reactions to facts, the letters. Nothing else does.

A capability is added by its folder and its lines here (and its urls in `web/urls.py`); removed the same way.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans import mail as plans_mail
from kuvend.accountability.plans import reminders as plans_reminders
from kuvend.accountability.plans.queries.cycle import day_limits
from kuvend.foundation.contributions import mail as contributions_mail
from kuvend.foundation.moderation import mail as moderation_mail
from kuvend.foundation.moderation.reminders import words_to_read
from kuvend.foundation.notifications.letters import Letter, from_fact_alone, set_letters
from kuvend.foundation.notifications.reactions import TELL_CONCERNED, tell_authors
from kuvend.foundation.notifications.reminders import Reminder, set_reminders
from kuvend.foundation.outcomes.pages import set_outcome_pages
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes import mail as processes_mail
from kuvend.foundation.processes.gates import set_gate_rules
from kuvend.foundation.processes.kinds import set_kinds
from kuvend.foundation.processes.limits import set_day_limits
from kuvend.foundation.processes.reminders import stages_ahead
from kuvend.foundation.record.reactions import set_reactions
from kuvend.foundation.responses import mail as responses_mail
from kuvend.foundation.responses.gates import all_answered
from kuvend.foundation.responses.reactions import KEEP_DUTIES, KEEP_PROMISES
from kuvend.foundation.responses.reminders import answers_due
from kuvend.participation.deliberation.kind import DELIBERATION
from kuvend.participation.drafting.kind import DRAFTING
from kuvend.participation.ideas.kind import IDEAS
from kuvend.publication.barriers.queries import barriers_due
from kuvend.web.serving.reminding import troubles_now

KINDS = [IDEAS, DRAFTING, DELIBERATION]

OUTCOME_PAGES = {"commitment": "commitment", "milestone": "milestone", "section": "section"}

GATE_RULES = {"all_answered": all_answered}  # MR-4.1: no open duty in the stage's process

DAY_LIMITS = [day_limits]  # what follows when the making of a plan passes its days

LETTERS = [
    Letter("contribution_received", "contributions", from_fact_alone(contributions_mail.received)),
    Letter("contribution_published", "contributions", from_fact_alone(contributions_mail.published)),
    Letter("contribution_hidden", "moderation", moderation_mail.hidden),
    Letter("name_hidden", "moderation", moderation_mail.hidden),
    Letter("version_published", "moderation", from_fact_alone(moderation_mail.version_published)),
    Letter("version_hidden", "moderation", moderation_mail.hidden),
    Letter("version_restored", "moderation", moderation_mail.restored),
    Letter("version_refused", "moderation", moderation_mail.hidden),
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
    Letter("progress_reported", "plans", plans_mail.progress_reported),
    Letter("commitment_assessed", "plans", plans_mail.commitment_assessed),
]

OFFICERS, LEADERS = frozenset({Role.INSTITUTION_OFFICER}), frozenset({Role.COMPONENT_LEADER})
SECRETARIATS, MODERATORS = frozenset({Role.SECRETARIAT}), frozenset({Role.MODERATOR})

REMINDERS = [
    Reminder("answers", _("Answers"), OFFICERS, answers_due),
    Reminder("moderation", _("To moderate"), MODERATORS, words_to_read),
    Reminder("reports", _("Reports"), OFFICERS | LEADERS, plans_reminders.reports_due),
    Reminder("stages", _("Stages"), SECRETARIATS | LEADERS, stages_ahead),
    Reminder("barriers", _("Barriers"), SECRETARIATS | {Role.OPERATOR}, barriers_due),
    Reminder("plans", _("The next plan"), SECRETARIATS, plans_reminders.plans_due),
    Reminder("instance", _("The system"), frozenset({Role.OPERATOR}), troubles_now),
]


def hand_down() -> None:
    """Give each room that keeps a list its lines (called once, when the site starts)."""
    set_kinds(KINDS)
    set_outcome_pages(OUTCOME_PAGES)
    set_gate_rules(GATE_RULES)
    set_day_limits(DAY_LIMITS)
    set_letters(LETTERS)
    set_reminders(REMINDERS)
    set_reactions([KEEP_DUTIES, KEEP_PROMISES, tell_authors(), TELL_CONCERNED])
