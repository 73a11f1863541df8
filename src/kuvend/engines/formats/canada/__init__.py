"""The tables of Canada's tracker of its action plans, in English and French: read, written, turned into a plan.

Two tables: the commitments with their milestones and indicators (one row an indicator), and the reports (one row
an indicator and reporting period). `read_commitments` and `read_reports` give typed values or a TableProblem that
names each wrong place by line and column; `write_commitments` and `write_reports` give the same tables back, no value
lost. `plan_of` makes a plan document of them.

Source: tables/nap5.yaml and nap6.yaml of open-data/ckanext-canada (MIT).
"""

from kuvend.engines.formats.canada.commitments import CommitmentTable, read_commitments, write_commitments
from kuvend.engines.formats.canada.plans import KNOWN_PLANS, Profile, plan_of
from kuvend.engines.formats.canada.reports import ReportTable, read_reports, write_reports

__all__ = [
    "KNOWN_PLANS",
    "CommitmentTable",
    "Profile",
    "ReportTable",
    "plan_of",
    "read_commitments",
    "read_reports",
    "write_commitments",
    "write_reports",
]
