"""What lamps hand up for pages that are not theirs: each part reaches its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from kuvend.foundation.contributions.actions import post_comment
from kuvend.foundation.core.clock import now
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.models import GateItem
from tests.capabilities.lamps.models import LampRegister, Watch
from tests.support.house import WORDS, House, both, signed_in


def see(client: Client, address: str, *words: str) -> None:
    """Find words on a page."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    content = b"".join(page.streaming_content) if page.streaming else page.content
    for word in words:
        assert word in content.decode(), (address, word)


def before_the_repair(house: House, lamp: Any) -> None:
    """One lamp is out: the pages of institution, process, stage, calendar and open data tell it."""
    stage, public = house.stage, Client()
    register = LampRegister.objects.create(process=house.process, winter_date=stage.to_date + timedelta(days=1))
    GateItem.objects.create(
        stage=stage, key="lamps", number=1, side="closes", text=both("All lamps burn"), computed="lamps_burn"
    )
    of_process = f"/en/lamps/registers/{register.public_id}/"
    see(public, "/en/", of_process)  # process_pages
    see(public, f"/en/stages/{stage.public_id}/", of_process, "no evidence is known")  # about_stage
    see(public, f"/en/institutions/{house.owner.public_id}/", "Lamps to repair: 1")  # about_institution
    see(public, "/en/institutions/", "Lamps owed")  # institution_figures
    see(public, "/en/calendar/", "A lamp went out", "Lamps that are out: 1")  # calendar
    see(public, "/en/about/", '<a href="/en/lamps/">Lamps</a>')  # navigation
    see(public, "/en/calendar.ics", "Dark nights")
    see(public, "/sitemaps/pages-0.xml", "/en/lamps/</loc>")  # pages
    see(public, "/sitemaps/lamps-0.xml", f"/en/lamps/{lamp.public_id}/</loc>")  # page_sorts
    of_institution = f"/open-data/lamps/{house.owner.public_id}.txt"
    see(public, "/en/open-data/", "Lists of lamps", of_institution)  # bundles
    see(public, of_institution, lamp.place)  # file_urls
    see(public, f"/en/papers/lamp/{lamp.public_id}/", f"A lamp in {lamp.place}", "It is out.")  # papers
    _limit_of_days(house)
    _rule_that_is_commented(house, public)


def _limit_of_days(house: House) -> None:
    """Who moves a stage past the day on which nights are dark reads what follows."""
    secretariat = signed_in(house.official(Role.SECRETARIAT, scope=house.site))
    late = house.stage.to_date + timedelta(days=20)
    moved = {"to_date": late.isoformat(), "reason_sq": "Ka nevojë për kohë.", "reason_en": "It needs time."}
    page = secretariat.post(f"/en/desk/stages/{house.stage.public_id}/move/", moved).content.decode()
    assert "The nights are dark." in page, page


def _rule_that_is_commented(house: House, public: Client) -> None:
    """A sort of outcomes has its page, and words about it lead there."""
    rule = Outcome.objects.create(
        process=house.process, kind="lamp_rule", key="lamps", number="1", title=both("How lamps are repaired"),
        institution=house.owner, scope=house.scope, activity=house.activity,
    )  # fmt: skip
    publish_text(actor=HOUSE, outcome=rule, title=rule.title, body=both("Within five working days."), at=now())
    comment = post_comment(
        actor=house.actor(house.person()), activity=house.activity, body=WORDS, language="en", about=rule,
        parent=None, seen_version=0, at=now(),
    )  # fmt: skip
    of_rule = f"/en/lamps/rules/{rule.public_id}/"
    see(public, f"/en/contributions/{comment.public_id}/", of_rule)
    see(public, of_rule, "How lamps are repaired")


def after_the_repair(house: House) -> None:
    """The computed condition holds, and nobody waits for the lamp any more."""
    see(Client(), f"/en/stages/{house.stage.public_id}/", ">holds<")  # gate_rules
    rule = Outcome.objects.get(kind="lamp_rule")
    see(Client(), "/en/record/", f'"/en/lamps/rules/{rule.public_id}/"')  # outcomes
    assert not Watch.objects.exists()  # reactions
