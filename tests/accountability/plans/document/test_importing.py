"""Importing a plan is idempotent and lossless, keeps what people confirmed, and removes nothing."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.apps import apps
from django.utils import translation
from hypothesis import given, settings

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.accountability.plans.models import Commitment, Plan
from kuvend.engines.formats.plan import read_plan, write_plan
from kuvend.engines.formats.plan.documents import PlanDocument, Unknown
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import OutcomeText
from kuvend.foundation.people.actor import ANONYMOUS, HOUSE
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.actions import confirm_gate_item
from kuvend.foundation.processes.models import GateItem
from kuvend.foundation.record.models import Fact
from tests.accountability.plans.world import AT
from tests.engines.formats.documents import plans

pytestmark = pytest.mark.django_db


def row_counts() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_the_albanian_plan_comes_back_as_it_was(albania: PlanDocument, at: datetime) -> None:
    plan = import_plan(actor=HOUSE, document=albania, at=at)
    assert plan_document(plan) == albania
    assert Commitment.objects.count() == 9
    assert Commitment.objects.filter(unknown__contains=["milestones"]).count() == 9


@settings(max_examples=25)
@given(document=plans())
def test_any_plan_comes_back_as_it_was(document: PlanDocument) -> None:
    from django.db import transaction

    with transaction.atomic():
        no_days = not document.stages and isinstance(document.period.from_date, Unknown)
        try:
            plan = import_plan(actor=HOUSE, document=document, at=AT)
        except UsageProblem as problem:
            technology = any(one.values == ("technology_and_innovation",) for one in document.commitments)
            assert "plan.period" in str(problem) or no_days or technology
        else:
            assert plan_document(plan) == document
        transaction.set_rollback(True)


def test_a_second_import_leaves_no_trace(albania: PlanDocument, at: datetime) -> None:
    import_plan(actor=HOUSE, document=albania, at=at)
    before = row_counts()
    import_plan(actor=HOUSE, document=albania, at=at)
    assert row_counts() == before
    assert before["record.Fact"] > 9
    assert before["outcomes.OutcomeText"] == 9


def test_changed_words_make_one_new_version_and_two_facts(albania: PlanDocument, at: datetime) -> None:
    import_plan(actor=HOUSE, document=albania, at=at)
    facts = Fact.objects.count()
    first = replace(albania.commitments[0], title={"sq": "Titull tjetër", "en": "Another title"})
    plan = import_plan(actor=HOUSE, document=replace(albania, commitments=(first, *albania.commitments[1:])), at=at)
    assert plan.version == 2
    assert list(Fact.objects.order_by("pk").values_list("type", flat=True)[facts:]) == [
        "outcome_text_published",
        "plan_published",
    ]
    versions = OutcomeText.objects.filter(outcome__key=first.key).order_by("version")
    assert [str(text.title.get("en")) for text in versions] == [
        albania.commitments[0].title["en"],
        "Another title",
    ]


def test_evidence_named_here_outlives_another_import(albania: PlanDocument, at: datetime) -> None:
    plan = import_plan(actor=HOUSE, document=albania, at=at)
    item = GateItem.objects.get(key="package-sent")
    assert item.confirmed_at is None
    confirm_gate_item(actor=HOUSE, item=item, title=Localized(en="Cover letter"), at=at)
    before = row_counts()
    import_plan(actor=HOUSE, document=albania, at=at)
    assert row_counts() == before
    item.refresh_from_db()
    assert item.confirmed_at == at
    exported = next(one for one in plan_document(plan).stages[0].items if one.key == "package-sent")
    assert exported.evidence is not None and not isinstance(exported.evidence, Unknown)
    assert exported.evidence.title == {"en": "Cover letter"}


def test_stages_may_change_places(albania: PlanDocument, at: datetime) -> None:
    import_plan(actor=HOUSE, document=albania, at=at)
    turned = replace(albania, stages=tuple(reversed(albania.stages)))
    assert plan_document(import_plan(actor=HOUSE, document=turned, at=at)) == turned


def test_a_file_that_leaves_something_out_is_refused_and_changes_nothing(albania: PlanDocument, at: datetime) -> None:
    plan = import_plan(actor=HOUSE, document=albania, at=at)
    with pytest.raises(UsageProblem, match="c9-finance-reporting"):
        import_plan(actor=HOUSE, document=replace(albania, commitments=albania.commitments[:-1]), at=at)
    assert plan_document(plan) == albania


def test_only_the_secretariat_publishes_a_plan(albania: PlanDocument, at: datetime) -> None:
    with translation.override("en"), pytest.raises(NotAllowed, match="secretariat"):
        import_plan(actor=ANONYMOUS, document=albania, at=at)


def test_scopes_follow_the_plan(albania: PlanDocument, at: datetime) -> None:
    import_plan(actor=HOUSE, document=albania, at=at)
    paths = set(Scope.objects.values_list("path", flat=True))
    process = "/site/albania-2020-2022/"
    goal = f"{process}albania-2020-2022.anti-corruption/"
    assert {"/site/", process, goal, f"{goal}albania-2020-2022.anti-corruption.integrity-plans/"} <= paths


def test_importing_what_was_exported_leaves_no_trace(albania: PlanDocument, at: datetime) -> None:
    plan = import_plan(actor=HOUSE, document=albania, at=at)
    before = row_counts()
    exported = read_plan(write_plan(plan_document(Plan.objects.get(pk=plan.pk))))
    assert import_plan(actor=HOUSE, document=exported, at=at).version == 1
    assert row_counts() == before
