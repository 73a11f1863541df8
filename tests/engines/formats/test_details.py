"""The details of commitments and of the making of a plan survive the form in which a database keeps them."""

import json

import pytest
from hypothesis import given, settings

from kuvend.engines.formats.plan import PlanFormatError, forms, read_plan
from kuvend.engines.formats.plan.documents import PlanDocument
from tests.engines.formats.documents import plans
from tests.engines.formats.drawing import SOURCES
from tests.engines.formats.test_plan import SMALL


@settings(max_examples=60)
@given(plans())
def test_json_gives_back_every_detail(document: PlanDocument) -> None:
    for one in document.commitments:
        kept = json.loads(json.dumps(forms.form_of(one.details)))
        assert forms.commitment_details(kept, one.other_actors) == one.details
        for milestone in one.milestones if isinstance(one.milestones, tuple) else ():
            kept = json.loads(json.dumps(forms.form_of(milestone.details)))
            assert forms.milestone_details(kept) == milestone.details
    if document.making:
        kept = json.loads(json.dumps(forms.form_of(document.making)))
        keys = [one.key for one in document.commitments]
        assert forms.making(kept, sources=SOURCES, commitments=keys) == document.making


@pytest.mark.parametrize(
    ("addition", "message"),
    [
        ("making: {forum: perhaps}", "making.forum: “perhaps” is none of yes, no, unknown"),
        ("making: {contributions: {received: 3, answered: 4}}", "more answers than contributions"),
        ("making: {contributions: {received: few}}", "making.contributions.received: “few” is no count"),
        ("making: {meetings: [{kind: tea}]}", "making.meetings[0].kind: “tea” is none of forum"),
        ("making: {documents: [{kind: evidence, title: {en: A}, commitment: two}]}", "no commitment “two”"),
        ("making: {partial: [stages]}", "making.partial[0]: “stages” is none of meetings"),
        ("    civil_society: [Nobody]", "“Nobody” is none of the commitment's other_actors"),
        ("    cost: {amount: much}", "commitments[0].cost.amount: “much” is no amount"),
        ("    value_answers: {beauty: {en: Yes}}", "value_answers.beauty: there is no such field"),
    ],
)
def test_what_is_wrong_in_a_detail_is_named_with_its_place(addition: str, message: str) -> None:
    with pytest.raises(PlanFormatError) as problem:
        read_plan(f"{SMALL}{addition}\n")
    assert message in str(problem.value)
