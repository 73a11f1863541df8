"""What becomes unknown never turns a failure into a pass, nor a pass into a failure."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kuvend.engines.formats.plan.codes import LISTS
from kuvend.engines.formats.plan.documents import UNKNOWN, PlanDocument
from kuvend.engines.plancheck import Outcome, check_json, check_plan, read_check, rule_sets, write_check
from kuvend.engines.plancheck.checking import rule_set_of
from kuvend.engines.plancheck.outcomes import all_of
from tests.engines.formats.documents import plans
from tests.engines.plancheck.faults import BY, FAULTS
from tests.engines.plancheck.sound import AS_OF, day, sound, with_making, with_period

CODES = {
    "carried_over",
    "evidence_type",
    "audience",
    "contrary",
    "forum",
    "reachable",
    "published",
    "comments",
    "public",
}
SETS = [one.id for one in rule_sets()]
PLANS = {"sound": sound(), **FAULTS}


def hidden_one_by_one(part: Any) -> Iterator[Any]:
    """Copies of a plan, or of a part, each with one field unknown that was not."""
    if isinstance(part, tuple):
        for place, one in enumerate(part):
            yield from ((*part[:place], other, *part[place + 1 :]) for other in hidden_one_by_one(one))
    if not is_dataclass(part) or isinstance(part, type):
        return
    for one in fields(part):
        value = getattr(part, one.name)
        if value is UNKNOWN or value == "unknown":
            continue
        if one.name in CODES:
            yield replace(part, **{one.name: "unknown"})
        elif "Unknown" in str(one.type) or str(one.type) in {"Day", "Count"}:
            yield replace(part, **{one.name: UNKNOWN})
        yield from (replace(part, **{one.name: other}) for other in hidden_one_by_one(value))


def outcomes(plan: PlanDocument, by: str, as_of: date = AS_OF) -> dict[str, Outcome]:
    return {finding.id: finding.outcome for finding in check_plan(plan, as_of=as_of, by=by).findings}


def changed(before: dict[str, Outcome], after: dict[str, Outcome]) -> list[str]:
    """The rules that say another thing, and not merely that they cannot tell."""
    return [rule for rule, outcome in after.items() if outcome is not Outcome.UNKNOWN and outcome is not before[rule]]


@pytest.mark.parametrize("name", PLANS)
def test_hiding_any_one_field_only_makes_a_rule_unknown(name: str) -> None:
    by, plan = BY.get(name, "RS-2022"), PLANS[name]
    told = replace(plan, commitments=plan.commitments[:2])  # the faulty one and a sound one
    before = outcomes(told, by)
    copies = list(hidden_one_by_one(told))
    assert len(copies) > 100
    for copy in copies:
        assert not changed(before, outcomes(copy, by)), copy


@settings(max_examples=40)
@given(plans(), st.dates(date(2019, 1, 1), date(2028, 1, 1)), st.sampled_from(SETS), st.data())
def test_hiding_fields_of_any_plan_only_makes_rules_unknown(
    plan: PlanDocument, as_of: date, by: str, data: st.DataObject
) -> None:
    before = outcomes(plan, by, as_of)
    for _turn in range(3):
        copies = list(hidden_one_by_one(plan))
        if not copies:
            return
        plan = data.draw(st.sampled_from(copies))
        after = outcomes(plan, by, as_of)
        assert not changed(before, after)
        before = after


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("told_in_part", LISTS)
def test_saying_that_a_list_is_told_in_part_only_makes_rules_unknown(name: str, told_in_part: str) -> None:
    plan = PLANS[name]
    assert not changed(outcomes(plan, "RS-2022"), outcomes(with_making(plan, partial=(told_in_part,)), "RS-2022"))


@settings(max_examples=20)
@given(plans(), plans())
def test_over_several_commitments_a_failure_beats_unknown_and_unknown_beats_a_pass(
    one: PlanDocument, other: PlanDocument
) -> None:
    both = replace(one, commitments=one.commitments + other.commitments, making=None)
    alone = [replace(both, commitments=(commitment,)) for commitment in both.commitments]
    if not alone:
        return
    each = [outcomes(plan, "RS-2022") for plan in alone]
    for rule, outcome in outcomes(both, "RS-2022").items():
        if rule.startswith("T-"):
            assert outcome is all_of(found[rule] for found in each)


@settings(max_examples=20)
@given(plans())
def test_a_check_survives_json(plan: PlanDocument) -> None:
    check = check_plan(plan, as_of=AS_OF)
    assert read_check(write_check(check)) == check
    assert write_check(read_check(write_check(check))) == write_check(check)


def test_a_plan_in_json_gives_its_check_in_json() -> None:
    plan = """{"format": "kuvend-plan/1", "plan": {"key": "p", "country": "AL", "title": {"en": "P"},
      "period": {"from": "2024", "to": "2025"}}}"""
    check = read_check(check_json(plan, as_of=AS_OF))
    assert (check.plan, check.rule_set, len(check.findings)) == ("p", "RS-2022", 37)
    assert check.outcome is Outcome.FAILED
    with pytest.raises(ValueError, match="not the JSON of a plan check"):
        read_check("[]")


@pytest.mark.parametrize(
    ("due", "start", "name"),
    [
        ("2017-12-31", "2024-01-01", "RS-2013"),
        ("2018-01-01", "2024-01-01", "RS-2017"),
        ("2021-12-31", "2024-01-01", "RS-2017"),
        ("2022-01-01", "2018-01-01", "RS-2022"),
        ("2009-01-01", "2024-01-01", "RS-2013"),
        (None, "2020", "RS-2017"),
    ],
)
def test_a_plan_is_judged_by_the_set_in_force_at_its_due_date(due: str | None, start: str, name: str) -> None:
    plan = with_making(with_period(start, "2030"), due=day(due) if due else None)
    assert rule_set_of(plan).id == name
