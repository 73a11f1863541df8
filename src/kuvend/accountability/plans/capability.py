"""What plans add to the house."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.confirmations import CONFIRMATIONS
from kuvend.accountability.plans.cycle.queries.calendar import calendar_part, days_of_plans, days_without_plan
from kuvend.accountability.plans.cycle.queries.row import day_limits
from kuvend.accountability.plans.cycle.queries.stages import notes_of_stage
from kuvend.accountability.plans.demonstration import CHAPTER
from kuvend.accountability.plans.document.datasets import PLAN_DATASETS
from kuvend.accountability.plans.document.findable import OF_THE_DOCUMENT
from kuvend.accountability.plans.document.pages import PAGE_SORTS, PAGES
from kuvend.accountability.plans.document.papers import PAPERS
from kuvend.accountability.plans.document.rules import PLAN_CHECK
from kuvend.accountability.plans.kind import COMMITMENTS, MILESTONES
from kuvend.accountability.plans.progress import mail
from kuvend.accountability.plans.progress.datasets import PROGRESS_DATASETS
from kuvend.accountability.plans.progress.feeds import REPORTS_FEED
from kuvend.accountability.plans.progress.findable import REPORTS_FOUND
from kuvend.accountability.plans.progress.obligations import REPORT
from kuvend.accountability.plans.progress.queries.desk_waits import commitments_unassessed
from kuvend.accountability.plans.progress.queries.evidence import own_kept_files
from kuvend.accountability.plans.progress.queries.institutions import commitments_of, leads_of, led_counts
from kuvend.accountability.plans.progress.reminders import plans_due
from kuvend.accountability.plans.progress.rules import ASSESS, REPORTS
from kuvend.foundation.capabilities import Capability
from kuvend.foundation.core.navigation import MainPage
from kuvend.foundation.notifications.letters import Letter
from kuvend.foundation.notifications.reminders import Reminder
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.institution_parts import InstitutionFigure, InstitutionPart
from kuvend.foundation.people.own import OwnRows
from kuvend.foundation.processes.calendar_parts import CalendarPart
from kuvend.foundation.processes.process_pages import ProcessPage

CAPABILITY = Capability(
    outcomes=[COMMITMENTS, MILESTONES],
    day_limits=[day_limits],  # what follows when the making of a plan passes its days
    letters=[
        Letter("progress_reported", "plans", mail.progress_reported),
        Letter("commitment_assessed", "plans", mail.commitment_assessed, also=mail.milestones_assessed),
    ],
    reminders=[
        Reminder("plans", _("The next plan"), frozenset({Role.SECRETARIAT}), plans_due),
    ],
    about_institution=[
        InstitutionPart(order=-10, template="plans/parts/institution_leads.html", data=leads_of),
        InstitutionPart(order=10, template="plans/parts/institution.html", data=commitments_of),
    ],
    institution_figures=[InstitutionFigure(label=_("commitments led"), counts=led_counts)],
    process_pages=[
        ProcessPage(related="plan", url_name="plan_page", latest="plan", invitation=_("Read the plan")),
    ],
    about_stage=[notes_of_stage],
    calendar=[
        CalendarPart(
            days=days_of_plans, spans=days_without_plan, template="plans/parts/calendar.html", data=calendar_part
        )
    ],
    own=[OwnRows("kept_files", own_kept_files)],
    desk=[
        REPORTS,
        replace(ASSESS, waits=commitments_unassessed),
        PLAN_CHECK,
    ],
    obligations=[REPORT],
    navigation=[MainPage(url_name="plan", label=_("The plan"), place=20)],
    confirmations=CONFIRMATIONS,
    datasets=[*PLAN_DATASETS, *PROGRESS_DATASETS],
    papers=PAPERS,
    feeds=[REPORTS_FEED],
    findable=[*OF_THE_DOCUMENT, REPORTS_FOUND],
    pages=PAGES,
    page_sorts=PAGE_SORTS,
    urls="kuvend.accountability.plans.urls.pages",
    file_urls="kuvend.accountability.plans.urls.files",
    chapter=CHAPTER,
)
