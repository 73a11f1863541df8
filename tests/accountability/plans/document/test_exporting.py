"""What goes out can come in again."""

from typing import Any

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.engines.formats.plan import read_plan, write_plan
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.models import Institution
from tests.support.house import NOW, both
from tests.support.whole_house import PLAN


def test_a_parent_that_only_another_plan_lists_leaves_the_file_readable(db: Any) -> None:
    plan = import_plan(actor=HOUSE, document=read_plan(PLAN), at=NOW)
    office = Institution.objects.create(key="pm-office", name=both("Office"), short_name=both("PM"))
    Institution.objects.filter(key="aksi").update(parent=office)
    document = read_plan(write_plan(plan_document(plan)))
    assert [one.parent for one in document.institutions] == [None]
