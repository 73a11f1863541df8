"""No public number of changes grows without its cause: without the new version of the text, none of them is there."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.test import Client

from kuvend.accountability.plans.document.actions import import_plan
from kuvend.accountability.plans.document.queries.commitment import commitment_page
from kuvend.accountability.plans.document.queries.plan import plan_page
from kuvend.engines.formats.plan import read_plan
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.record import actions as record
from kuvend.foundation.record.models import Fact
from kuvend.foundation.responses.actions import LandingPlace
from kuvend.publication.changes.queries.changes import changes_page
from kuvend.publication.portal.queries.contribution_filters import CONTRIBUTIONS
from kuvend.publication.portal.queries.home import changes_and_promises
from kuvend.publication.portal.queries.records import contributions_page
from tests.publication.changes.revised import Revised
from tests.support.whole_house import PLAN


def numbers(revised: Revised) -> dict[str, int]:
    """Every public number that says how much words changed."""
    at = revised.later + timedelta(days=5)
    today = local_date(at)
    changes = changes_page(today=today)
    plan = plan_page(revised.plan.public_id, today=today)
    commitment = commitment_page(revised.promise.public_id, at=at)
    assert changes and plan and commitment
    landings = next(one for one in datasets().values() if one.name == "landings")
    rows = Client().get("/api/v1/landings?limit=100").json()
    return {
        "home": changes_and_promises(today)[0],
        "changes": changes.figures[0].count,
        "records": len(contributions_page(CONTRIBUTIONS.read({"show": "landed"}), after="", today=today).rows),
        "plan": plan.landed,
        "commitment": len(commitment.shared.landed),
        "kept counter": Outcome.objects.get(pk=revised.promise.pk).landing_count,
        "open data": landings.rows(today).filter(told="landed").count(),
        "api": sum(row["standing"] == "landed" for row in next(v for v in rows.values() if isinstance(v, list))),
        "facts": Fact.objects.filter(type="words_landed").count(),
    }


def promise(revised: Revised) -> None:
    place = LandingPlace(revised.promise, Localized(en="open longer"), due_date=revised.later.date())
    revised.answered("accepted", [place], said=0)
    record.advance(at=revised.later)


def test_a_promise_moves_no_number_and_the_version_that_keeps_it_moves_them_all(revised: Revised) -> None:
    before = numbers(revised)
    promise(revised)
    with transaction.atomic():
        assert numbers(revised) == before, "a promise is a debt"
        assert changes_and_promises(local_date(revised.later))[1].count == 1
        changed = PLAN.replace("Offices open longer.", "Offices close at eight.")
        import_plan(actor=HOUSE, document=read_plan(changed), at=revised.later + timedelta(days=1))
        record.advance(at=revised.later + timedelta(days=1))
        after = numbers(revised)
        assert {name: after[name] - count for name, count in before.items()} == dict.fromkeys(before, 1)
        assert changes_and_promises(local_date(revised.later))[1].count == 0
        transaction.set_rollback(True)
    assert numbers(revised) == before, "without the version they are what they were"


def test_a_version_that_changes_other_words_keeps_no_promise(revised: Revised) -> None:
    promise(revised)
    before = numbers(revised)
    changed = PLAN.replace("Offices open longer.", "Offices in every municipality open longer.")
    changed = changed.replace("en: Longer hours", "en: Much longer hours")
    import_plan(actor=HOUSE, document=read_plan(changed), at=revised.later + timedelta(days=1))
    record.advance(at=revised.later + timedelta(days=1))
    assert numbers(revised) == before
