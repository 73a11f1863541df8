"""What can be done with plans: import and submit one, report progress on a milestone, assess a commitment."""

from kuvend.accountability.plans.actions.assessing import Codes, assess_commitment, check_assessment
from kuvend.accountability.plans.actions.drafts import drop_form_draft, keep_form_draft, take_form_draft
from kuvend.accountability.plans.actions.evidence import GivenEvidence
from kuvend.accountability.plans.actions.failing import GivenFailure
from kuvend.accountability.plans.actions.files import drop_kept_file, forget_kept_files, keep_file, store_file
from kuvend.accountability.plans.actions.importing import import_plan
from kuvend.accountability.plans.actions.readings import GivenReading
from kuvend.accountability.plans.actions.reporting import check_report, report_progress
from kuvend.accountability.plans.actions.sheet import import_sheet
from kuvend.accountability.plans.actions.submitting import submit_plan
from kuvend.accountability.plans.actions.tracker import import_tracker
from kuvend.accountability.plans.actions.wholeness import NotWhole

__all__ = [
    "Codes",
    "GivenEvidence",
    "GivenFailure",
    "GivenReading",
    "NotWhole",
    "assess_commitment",
    "check_assessment",
    "check_report",
    "drop_form_draft",
    "drop_kept_file",
    "forget_kept_files",
    "import_plan",
    "import_sheet",
    "import_tracker",
    "keep_file",
    "keep_form_draft",
    "report_progress",
    "store_file",
    "submit_plan",
    "take_form_draft",
]
