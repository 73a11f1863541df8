"""What can be done with plans: import and submit one, report progress on a milestone, assess a commitment."""

from kuvend.accountability.plans.actions.assessing import Codes, assess_commitment
from kuvend.accountability.plans.actions.importing import import_plan
from kuvend.accountability.plans.actions.reporting import GivenEvidence, report_progress
from kuvend.accountability.plans.actions.sheet import import_sheet
from kuvend.accountability.plans.actions.submitting import submit_plan
from kuvend.accountability.plans.actions.tracker import import_tracker
from kuvend.accountability.plans.actions.wholeness import NotWhole

__all__ = [
    "Codes",
    "GivenEvidence",
    "NotWhole",
    "assess_commitment",
    "import_plan",
    "import_sheet",
    "import_tracker",
    "report_progress",
    "submit_plan",
]
