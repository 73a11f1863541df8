"""Every role may do something, finds it at the desk, and is named on record in that role."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.test import Client

import kuvend
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.people.desk import rooms_of
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import confirm_gate_item
from kuvend.foundation.processes.models import GateItem, Stage
from kuvend.foundation.processes.rules import may_run_process
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from tests.support.house import House, both, signed_in
from tests.support.whole_house import WholeHouse

SOURCE = Path(kuvend.__file__).parent


@pytest.mark.django_db
@pytest.mark.parametrize("role", Role.values)
def test_no_desk_is_empty(role: str) -> None:
    whole = WholeHouse()
    official = whole.house.official(role, scope=whole.house.site)
    assert rooms_of(whole.house.actor(official))
    page = signed_in(official).get("/en/desk/", follow=True)
    assert page.status_code == 200
    assert "nothing to do" not in page.content.decode()


@pytest.mark.parametrize("role", Role)
def test_every_role_stands_in_a_rule(role: Role) -> None:
    ruled = [
        node.attr
        for path in SOURCE.rglob("*rules*.py")
        if path.parts[-2] != "desk"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Role"
    ]
    assert role.name in ruled


@pytest.fixture
def condition(house: House) -> GateItem:
    Stage.objects.filter(pk=house.stage.pk).update(state="open")
    item = GateItem.objects.create(
        stage=house.stage, key="forum", number=1, side="closes", text=both("The forum met."), with_civil_society=True
    )
    return GateItem.objects.select_related("stage__process__scope").get(pk=item.pk)


def named_at_the_desk(client: Client, item: GateItem) -> int:
    typed = {"title_sq": "Procesverbali", "title_en": "Minutes", "url": "https://example.org/minutes"}
    return client.post(f"/en/desk/gate-items/{item.public_id}/", typed).status_code


def test_civil_society_names_the_evidence_of_what_it_has_part_in(house: House, condition: GateItem) -> None:
    member = house.official(Role.CIVIL_SOCIETY_MEMBER)
    client = signed_in(member)
    assert "The forum met." in client.get("/en/desk/partnership/").content.decode()
    assert named_at_the_desk(client, condition) == 302
    leaf = bytes(Fact.objects.get(type="gate_item_confirmed").leaf)
    assert decode_leaf(leaf, index=None).role == Role.CIVIL_SOCIETY_MEMBER
    assert "Minutes" in client.get("/en/desk/partnership/").content.decode()
    assert named_at_the_desk(client, condition) == 403, "what is named stands"


def test_it_names_nothing_else_and_runs_nothing(house: House, condition: GateItem) -> None:
    member = house.actor(house.official(Role.CIVIL_SOCIETY_MEMBER))
    GateItem.objects.update(with_civil_society=False)
    condition.refresh_from_db()
    with pytest.raises(NotAllowed, match="no part"):
        confirm_gate_item(actor=member, item=condition, title=both("Minutes"), at=house.at)
    assert not may_run_process(member, house.scope)
    client = signed_in(house.official(Role.CIVIL_SOCIETY_MEMBER))
    assert client.get(f"/en/desk/stages/{house.stage.public_id}/").status_code == 403
    with pytest.raises(NotAllowed):
        confirm_gate_item(actor=house.actor(), item=condition, title=both("Minutes"), at=house.at)
