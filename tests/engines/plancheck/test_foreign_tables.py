"""A plan from the tables of others: what they have no column for is unknown, never a failure."""

from datetime import date

import pytest

from kuvend.engines.formats import ogp_sheet
from kuvend.engines.formats.canada import Profile, plan_of, read_commitments
from kuvend.engines.formats.plan import read_plan, write_plan
from kuvend.engines.formats.plan.documents import PlanDocument
from kuvend.engines.plancheck import Outcome, check_plan
from tests.engines.formats.test_canada import TABLE
from tests.engines.formats.test_ogp_sheet import SHEET

WITHOUT_A_COLUMN = ("T-01", "T-03", "T-06", "T-08", "T-09", "T-10", "T-11", "T-12", "T-13")
CANADA = plan_of(read_commitments(TABLE.encode()), profile=Profile(key="p", title="The plan"))
SHEETS = ogp_sheet.plan_of(ogp_sheet.read_sheet(SHEET.encode()))


@pytest.mark.parametrize("rule", [*WITHOUT_A_COLUMN, "T-16"])
@pytest.mark.parametrize("plan", [CANADA, SHEETS], ids=["canada", "ogp-sheet"])
def test_a_rule_about_what_the_table_has_no_column_for_is_unknown(plan: PlanDocument, rule: str) -> None:
    findings = {one.id: one for one in check_plan(plan, as_of=date(2026, 6, 1)).findings}
    assert findings[rule].outcome is Outcome.UNKNOWN


@pytest.mark.parametrize("plan", [CANADA, SHEETS], ids=["canada", "ogp-sheet"])
def test_such_a_plan_is_a_plan_file_too(plan: PlanDocument) -> None:
    assert read_plan(write_plan(plan)) == plan
