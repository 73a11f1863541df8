"""What the desk shows is read before it is drawn: no template of the desk runs SQL."""

import traceback
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actions import give_mandate
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Mandate
from kuvend.foundation.processes.models import GateItem
from tests.support.house import House, both

NEW = "/en/desk/answers/new/"


def test_no_template_runs_sql(house: House, officer: Client, bring: Callable[..., list[Contribution]]) -> None:
    mandate = Mandate.objects.get(role=Role.INSTITUTION_OFFICER)
    for role in (Role.MODERATOR, Role.SECRETARIAT):
        give_mandate(
            actor=HOUSE,
            person=mandate.person,
            role=role,
            scope=house.scope,
            from_date=house.at.date(),
            at=house.at,
        )
    ideas = bring(4)
    read_first = house.idea(activity=house.make_activity("ideas", moderation="before"))
    item = GateItem.objects.create(stage=house.stage, key="a", number=1, side="opens", text=both("An order"))
    answered, draft = (str(officer.post(NEW, {"chosen": [idea.public_id]})["Location"]) for idea in ideas[:2])
    reason = "The office opens from eight to six on two days a week from March on."
    officer.post(answered, {"deed": "publish", "verdict": "not_accepted", "reason_en": reason, "seen_version": 1})
    officer.post(
        f"/en/desk/contributions/{ideas[3].public_id}/decide/",
        {"seen_version": 1, "deed": "hide", "house_rule": "spam"},
    )
    text = f"activities/{house.make_activity('drafting').public_id}/draft/"
    officer.post(f"/en/desk/{text}", {"deed": "publish", "text_en": "# 1. Aim\nWords"})
    Outcome.objects.create(process=house.process, kind="commitment", key="c", title=both("C"), scope=house.scope)
    pages = [
        "", f"responses/{draft[-11:]}", f"responses/{answered[-11:]}", f"responses/{answered[-11:]}correct/",
        f"contributions/{ideas[2].public_id}/pass-on/", "moderate/", f"contributions/{read_first.public_id}/decide/",
        "reports/", "stages/", f"stages/{house.stage.public_id}/", f"gate-items/{item.public_id}/", "people/",
        "activities/", "activities/new/", text, "people/mandates/new/", f"people/mandates/{mandate.public_id}/end/",
    ]  # fmt: skip
    with connection.execute_wrapper(only_before_drawing):
        for page in pages:
            assert officer.get(f"/en/desk/{page}").status_code == 200, page


def only_before_drawing(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
    """Run the SQL unless a template asked for it."""
    drawing = [frame for frame in traceback.extract_stack() if "/django/template/base.py" in frame.filename]
    assert not drawing, f"a template runs SQL: {sql}"
    return execute(sql, *rest)
