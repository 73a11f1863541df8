"""The demonstration's first plan is the example plan, apart from what it marks as simulated."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kuvend.accountability.plans.demonstration import documents
from kuvend.engines.formats.plan import read_plan
from kuvend.engines.formats.plan.documents import UNKNOWN, GateEvidence, GateItem, PlanDocument
from kuvend.foundation.demonstration.data import entries, read
from kuvend.foundation.demonstration.days import Days

EXAMPLE = Path(__file__).parents[3] / "examples" / "albania-2020-2022" / "plan.yaml"
DAYS = Days(date(2026, 11, 24))


def demonstrated() -> PlanDocument:
    return documents.whole(read("demo_plan"), DAYS, ())


def told(item: GateItem) -> GateItem:
    simulated = isinstance(item.evidence, GateEvidence) and item.evidence.simulated
    return replace(item, evidence=UNKNOWN) if simulated else item


def test_without_what_is_simulated_it_is_the_example_word_for_word() -> None:
    example, demo = read_plan(EXAMPLE.read_text(encoding="utf-8")), demonstrated()
    assert demo.period.simulated and example.period.simulated is False
    assert all(one.simulated for given in demo.commitments for one in documents.milestones_of(given))
    stages = tuple(replace(stage, items=tuple(map(told, stage.items))) for stage in demo.stages)
    by_key = {given.key: given for given in example.commitments}
    commitments = tuple(replace(given, milestones=by_key[given.key].milestones) for given in demo.commitments)
    assert replace(demo, period=example.period, stages=stages, commitments=commitments) == example


def test_something_simulated_stands_in_every_commitment() -> None:
    assert all(documents.milestones_of(given) for given in demonstrated().commitments)


@pytest.mark.parametrize("today", [date(2027, 1, 1), date(2027, 3, 28), date(2028, 2, 29)])
def test_the_next_plan_is_whole_on_any_day_of_loading(today: date) -> None:
    days = Days(today)
    plan = documents.whole(read("next_plan"), days, [one.key for one in demonstrated().institutions])
    under_way = [stage.key for stage in plan.stages if stage.from_date <= today <= stage.to_date]
    assert plan.simulated and under_way == ["n-drafting"]


def test_a_revision_finds_the_words_that_it_changes() -> None:
    plan = documents.whole(read("next_plan"), DAYS, [one.key for one in demonstrated().institutions])
    bodies = {section["key"]: [section["body"]] for draft in entries("drafts") for section in draft["sections"]}
    for given in plan.commitments:
        bodies[given.key] = [given.solution, given.results]
        bodies.update({one.key: [one.deliverable] for one in documents.milestones_of(given)})
    for change in [*entries("revisions"), *entries("section_revisions")]:
        for language in ("sq", "en"):
            for old_words, _new in change[language]:
                assert any(old_words in body[language] for body in bodies[change["to"]]), old_words
