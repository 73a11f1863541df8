"""What can be done with the document of a plan: import it, submit it to OGP."""

from kuvend.accountability.plans.document.actions.importing import import_plan
from kuvend.accountability.plans.document.actions.sheet import import_sheet
from kuvend.accountability.plans.document.actions.submitting import submit_plan
from kuvend.accountability.plans.document.actions.tracker import import_tracker

__all__ = ["import_plan", "import_sheet", "import_tracker", "submit_plan"]
