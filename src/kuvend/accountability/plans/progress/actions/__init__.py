"""What is said of a plan that is being carried out: report progress on a milestone, assess a commitment."""

from kuvend.accountability.plans.progress.actions.assessing import Codes, assess_commitment, check_assessment
from kuvend.accountability.plans.progress.actions.drafts import drop_form_draft, keep_form_draft, take_form_draft
from kuvend.accountability.plans.progress.actions.evidence import GivenEvidence
from kuvend.accountability.plans.progress.actions.failing import GivenFailure
from kuvend.accountability.plans.progress.actions.files import drop_kept_file, forget_kept_files, keep_file
from kuvend.accountability.plans.progress.actions.readings import GivenReading
from kuvend.accountability.plans.progress.actions.reporting import check_report, report_progress
from kuvend.foundation.core.problems import NotWhole

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
    "keep_file",
    "keep_form_draft",
    "report_progress",
    "take_form_draft",
]
