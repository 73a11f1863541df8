"""What one anonymous request may cost, on every public page and file, at the greatest input that forms take.

Counted, not timed: statements, bytes, and steps of comparing texts; the same on every machine.
"""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kuvend.engines.legaltext import Work
from kuvend.engines.legaltext.matching import ALLOWANCE
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.web.middleware import view_at
from kuvend.web.query_names import names_read
from tests.bench import seed
from tests.engines.legaltext.hard import HARD
from tests.support.whole_house import WholeHouse
from tests.web.test_pages import pages

# The statements of small pages are stored elsewhere; here the kind is held: they do not grow.
BUDGET = {"statements": 16, "bytes": 1_500_000, "steps": int(1.1 * ALLOWANCE)}
WORST = {"q": "a e " * 40, "show": "all", "order": "supported", "from": "1", "to": "3", "before": "1"}


@pytest.fixture
def full(db: None) -> WholeHouse:
    """A house whose texts are as long and as hard to compare as forms take, and whose threads are long."""
    whole, rng = WholeHouse(), random.Random(5)
    later = whole.house.at + timedelta(hours=1)
    cases = list(HARD.values())
    for place, outcome in enumerate(Outcome.objects.order_by("pk")):
        for words in cases[place % len(cases)](rng):
            body = Localized(sq=words, en=words)
            publish_text(actor=HOUSE, outcome=outcome, title=outcome.title, body=body, at=later)
    people = seed.people(whole.house, 20)
    rows = list(Contribution.objects.filter(kind="idea", activity=whole.house.activity, state="published"))
    seed.comments(whole.house, people, (rows * 2)[: max(2, len(rows))], 200, rng)
    return whole


def test_no_public_page_or_file_costs_more_than_its_budget(full: WholeHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [0]
    spend = Work.spend

    def counted(self: Work, wanted: int) -> bool:
        allowed = spend(self, wanted)
        steps[0] += wanted if allowed else 0
        return allowed

    monkeypatch.setattr(Work, "spend", counted)
    client, over = Client(), []
    with translation.override("en"):
        public = [(name, address) for name, access, address in pages(full) if access == "public"]
        assert len(public) > 50
        for name, address in public:
            for asked in (address, f"{address}?{worst_query(address)}"):
                cost = _cost(client, asked, steps)
                if any(cost[what] > most for what, most in BUDGET.items()):
                    over.append((name, asked[-30:], cost))
    assert not over


def worst_query(address: str) -> str:
    """The most that an address can be asked: a value for each name that its view reads."""
    view = view_at(address)
    assert view is not None
    names = names_read(view)
    return urlencode({name: WORST.get(name, "x") for name in sorted(names or ())})


def _cost(client: Client, address: str, steps: list[int]) -> dict[str, Any]:
    client.get(address)  # a file may be made by its first reader
    steps[0] = 0
    with CaptureQueriesContext(connection) as queries:
        size = len(client.get(address).getvalue())
    return {"statements": len(queries), "bytes": size, "steps": steps[0]}
