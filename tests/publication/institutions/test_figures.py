"""An institution's figures equal a count by hand in SQL, and each opens exactly the records that it counts."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import connection
from django.test import Client

from kuvend.foundation.responses.enums import DutyState
from kuvend.foundation.responses.models import Duty
from kuvend.publication.institutions.queries.page import institution_page
from tests.publication.changes.revised import Revised

HAND_COUNT = """
    SELECT count(*) FILTER (WHERE d.state <> 'lapsed'),
           count(*) FILTER (WHERE d.state = 'met'),
           count(*) FILTER (WHERE d.state = 'met' AND d.met_date <= d.due_date),
           count(*) FILTER (WHERE d.state = 'open'),
           count(*) FILTER (WHERE d.state = 'open' AND d.due_date < %s)
    FROM responses_duty d JOIN people_institution i ON i.id = d.institution_id WHERE i.public_id = %s
"""


def mixed(revised: Revised) -> date:
    """Make one answer late, one duty overdue, one lapsed, one another institution's; return the day."""
    house, today = revised.house, date.today()
    for number in range(4):
        house.idea(title=f"Waits {number}")
    from kuvend.foundation.record import actions as record

    record.advance(at=revised.later)
    overdue, lapsed, others, *_rest = Duty.objects.filter(state=DutyState.OPEN).order_by("pk")
    Duty.objects.filter(pk=overdue.pk).update(due_date=today - timedelta(days=3))
    Duty.objects.filter(pk=lapsed.pk).update(state=DutyState.LAPSED)
    Duty.objects.filter(pk=others.pk).update(institution=house.other)
    late = Duty.objects.filter(state=DutyState.MET).earliest("pk")
    Duty.objects.filter(pk=late.pk).update(met_date=late.due_date + timedelta(days=1))
    return today


def test_the_figures_equal_a_hand_count_and_open_their_records(revised: Revised) -> None:
    today, owner = mixed(revised), revised.house.owner
    with connection.cursor() as cursor:
        cursor.execute(HAND_COUNT, [today, owner.public_id])
        owed, answered, in_time, waiting, overdue = cursor.fetchone()
    page = institution_page(
        owner.public_id, at=revised.house.at.replace(year=today.year, month=today.month, day=today.day)
    )
    assert page is not None
    rates = page.rates
    assert (rates.owed, rates.met, rates.in_time, rates.waiting) == (owed, answered, in_time, waiting)
    assert rates.overdue == overdue
    assert (owed, answered, in_time, waiting, overdue) == (7, 4, 3, 3, 1)
    html = Client().get(f"/en/institutions/{owner.public_id}/").content.decode()
    links = dict(re.findall(r'href="(/en/contributions/\?show=(?:\w+)&amp;institution=\w+)">([\d ]+)', html))
    late, in_days = answered - in_time, waiting - overdue
    counts = {"owed": owed, "answered": answered, "in_time": in_time, "late": late, "in_days": in_days}
    counts |= {"overdue": overdue, "week_1": 3, "week_5": 1}
    assert "75%" in html
    assert {re.findall(r"show=(\w+)", link)[0]: int(number) for link, number in links.items()} == counts
    for show, count in (counts | {"waiting": waiting}).items():
        listed = Client().get("/en/contributions/", {"show": show, "institution": owner.public_id}).content.decode()
        assert listed.count("<li><h2>") == count, show


def test_a_list_says_whose_it_is_and_keeps_that_on_its_links(revised: Revised) -> None:
    public_id = revised.house.owner.public_id
    html = Client().get("/en/contributions/", {"show": "late", "institution": public_id}).content.decode()
    assert "<h1>Answered late</h1>" in html
    assert "Institution: Agency <span" in html
    assert f'href="?institution={public_id}"' in html, "the state is taken away alone"
    unknown = Client().get("/en/contributions/?institution=0000000000").content.decode()
    assert "Institution: what the address asks for is no choice here." in unknown
