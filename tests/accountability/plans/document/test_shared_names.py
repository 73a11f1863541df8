"""What a plan shares with others stays as it is: institutions, the site's scope, the keys of other things."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan.documents import Institution, PlanDocument
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.actions import keep_scope, site_scope
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.institutions import sealed_names
from kuvend.foundation.people.models import Institution as Body
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.models import Process
from kuvend.foundation.record.models import Fact, Opening
from tests.support.house import both

pytestmark = pytest.mark.django_db


def kosovo(albania: PlanDocument, institution: Institution) -> PlanDocument:
    """Return a plan of another country that lists one institution."""
    title = {"en": "Another plan"}
    return replace(
        albania, key="kosovo-plan", country="XK", title=title, institutions=(institution,), policy_goals=(),
        stages=(), commitments=(), making=None,
    )  # fmt: skip


@pytest.fixture
def moj(albania: PlanDocument, at: datetime) -> Body:
    """An institution of Albania's plan, which is imported."""
    import_plan(actor=HOUSE, document=albania, at=at)
    return Body.objects.exclude(short_name={}).filter(name__has_keys=["sq", "en"])[0]


def other(moj: Body, **changed: object) -> Institution:
    given = {"key": moj.key, "name": dict(moj.name), "short": dict(moj.short_name), "parent": None}
    return Institution(**given | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"name": {"en": "Ministry of Justice of Kosovo"}},
        {"name": {"sr": "Ministarstvo pravde"}},
        {"short": {"en": "MoJ of Kosovo", "sq": "MD"}},
    ],
)
def test_a_plan_does_not_rename_an_institution_that_is_kept(
    moj: Body, albania: PlanDocument, at: datetime, changed: dict[str, object]
) -> None:
    facts = Fact.objects.count()
    with pytest.raises(UsageProblem, match=rf"“{moj.key}” is kept .*--rename {moj.key}"):
        import_plan(actor=HOUSE, document=kosovo(albania, other(moj, **changed)), at=at)
    kept = Body.objects.get(pk=moj.pk)
    assert (kept.name, kept.short_name, kept.parent_id) == (moj.name, moj.short_name, moj.parent_id)
    assert Fact.objects.count() == facts
    assert plan_document(Plan.objects.get()) == albania


def test_a_plan_does_not_place_a_kept_institution_under_another(moj: Body, albania: PlanDocument, at: datetime) -> None:
    above = Institution(key="above", name={"en": "Above"}, short={})
    document = kosovo(albania, above)
    import_plan(actor=HOUSE, document=replace(document, institutions=(above, other(moj, parent="above"))), at=at)
    assert Body.objects.get(pk=moj.pk).parent is not None  # nobody was above it; that is added
    third = Institution(key="third", name={"en": "Third"}, short={})
    listed = (above, third, other(moj, parent="third"))
    with pytest.raises(UsageProblem, match="under “above”, not under “third”"):
        import_plan(actor=HOUSE, document=replace(document, institutions=listed), at=at)


def test_languages_are_added_to_a_name_and_none_is_dropped(moj: Body, albania: PlanDocument, at: datetime) -> None:
    name = {"en": str(moj.name["en"]), "mk": "Министерство"}
    import_plan(actor=HOUSE, document=kosovo(albania, other(moj, name=name, short={})), at=at)
    kept = Body.objects.get(pk=moj.pk)
    assert kept.name == {**moj.name, "mk": "Министерство"}
    assert kept.short_name == moj.short_name


def test_a_renaming_is_said_and_goes_on_record(moj: Body, albania: PlanDocument, at: datetime) -> None:
    name = {"en": "Ministry of Law", "sq": "Ministria e Ligjit"}
    document = kosovo(albania, other(moj, name=name))
    import_plan(actor=HOUSE, document=document, renamed=[moj.key], at=at)
    import_plan(actor=HOUSE, document=document, renamed=[moj.key], at=at)
    kept = Body.objects.get(pk=moj.pk)
    assert kept.name == name
    fact = Fact.objects.get(type="institution_renamed")
    leaf = json.loads(bytes(fact.leaf))
    assert leaf["subjects"] == {"institution": moj.public_id}
    assert Opening.objects.get(digest=leaf["data"]["names"]).text == sealed_names(kept)


def test_a_renaming_of_an_institution_that_the_file_does_not_list_is_refused(
    albania: PlanDocument, at: datetime
) -> None:
    with pytest.raises(UsageProblem, match="lists no “nobody”"):
        import_plan(actor=HOUSE, document=albania, renamed=["nobody"], at=at)


def test_a_plan_cannot_take_the_key_of_the_site_or_of_another_process(albania: PlanDocument, at: datetime) -> None:
    site = site_scope()
    house = keep_scope(key="house", title=both("House"), parent=site)
    day = date(2026, 1, 1)
    Process.objects.create(key="house", title=both("House"), scope=house, from_date=day, to_date=day)
    keep_scope(key="room", title=both("Room"), parent=house)
    for key in ("site", "house", "room"):
        with pytest.raises(UsageProblem, match=f"“{key}” is the key of something else"):
            import_plan(actor=HOUSE, document=replace(albania, key=key), at=at)
    assert Scope.objects.get(key="site").path == "/site/"
    assert Scope.objects.get(key="room").path == "/site/house/room/"


def test_a_plan_cannot_take_the_key_of_another_countrys_plan(albania: PlanDocument, at: datetime) -> None:
    import_plan(actor=HOUSE, document=albania, at=at)
    with pytest.raises(UsageProblem, match="the key of a plan of AL, not of XK"):
        import_plan(actor=HOUSE, document=replace(albania, country="XK"), at=at)


def test_a_scope_never_moves() -> None:
    site = site_scope()
    house = keep_scope(key="house", title=both("House"), parent=site)
    with pytest.raises(UsageProblem, match="“house” sits elsewhere already"):
        keep_scope(key="house", title=both("House"), parent=house)
    keep_scope(key="house", title=both("Hall"), parent=site)
    assert (Scope.objects.get(key="house").path, str(Scope.objects.get(key="house").title["en"])) == (
        "/site/house/",
        "Hall",
    )
