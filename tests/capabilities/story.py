"""A postcard is sent and a lamp repaired in a house that knows neither: what rooms hand up is there without more.

    python -m tests.capabilities.story

runs in a process and a database of its own (`tests/capabilities/test_rooms.py`), and fails where it is not.
"""

from __future__ import annotations

import contextlib
import io
from datetime import timedelta
from typing import Any

from kuvend.web import wiring
from tests.support.rooms import MADE_UP, boot


def play() -> None:
    """Let it happen, and look at every part."""
    from django.test import Client

    from kuvend.foundation.core.clock import now
    from tests.capabilities.elsewhere import see
    from tests.support.house import House, signed_in

    house = House(at=now())
    activity = house.make_activity("postcards", summary={"en": "One sentence"}, moderation="after")
    author = house.person("ana")
    sender = signed_in(author, second_factor=False)
    sent = sender.post(f"/en/activities/{activity.public_id}/postcards/new/", _postcard("A lamp is out."))
    assert sent.status_code == 302, sent.content.decode()
    postcard = _postcard_row()
    public = Client()
    see(public, f"/en/activities/{activity.public_id}/", "A lamp is out.")
    see(public, f"/en/contributions/{postcard.public_id}/", "from Korçë")
    see(public, "/en/about/rules/", "3 postcards an hour")
    see(sender, "/en/me/", "from Korçë")  # about_me
    for number in range(2):
        sender.post(f"/en/activities/{activity.public_id}/postcards/new/", _postcard(f"Another lamp, {number}."))
    often = sender.post(f"/en/activities/{activity.public_id}/postcards/new/", _postcard("And another."))
    assert often.status_code in {403, 429}, often.status_code
    _send_without_a_name(house, activity, public)
    _repair(house, postcard, sender)
    _look_at_data(public, postcard)
    _stay_open(house)
    _doctor_and_commands()
    _let_go(sender, author)


def _stay_open(house: Any) -> None:
    """A kind that says `stays_open` has boxes without a last day in standing processes, until those are ended."""
    from django.test import Client

    from kuvend.foundation.core.clock import now
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.processes.actions import end_standing_process
    from tests.capabilities.elsewhere import see
    from tests.support.house import both, signed_in
    from tests.support.standing import always_open

    box = always_open(house, kind="postcards", title=both("Postcards at any time"))
    see(Client(), "/en/take-part/", "Postcards at any time")
    see(Client(), f"/en/activities/{box.public_id}/", "always open")
    address, sender = f"/en/activities/{box.public_id}/postcards/new/", signed_in(house.person("ben"))
    assert sender.post(address, _postcard("No hurry.")).status_code == 302
    see(Client(), f"/en/activities/{box.public_id}/", "No hurry.")
    ways = {box.public_id: box.version}
    end_standing_process(actor=HOUSE, process=box.process, reason=both("No stamps."), seen_versions=ways, at=now())
    assert sender.post(address, _postcard("Too late.")).status_code == 403


def _send_without_a_name(house: Any, activity: Any, public: Any) -> None:
    """Whoever does not sign is named nowhere, and chooses no name with it."""
    from kuvend.foundation.contributions.models import Contribution
    from tests.capabilities.elsewhere import see
    from tests.support.house import signed_in

    sender = signed_in(house.person("besa"), second_factor=False)
    form = _postcard("Nobody knows who wrote this.") | {"unsigned": "on", "name": "Besa Prova"}
    assert sender.post(f"/en/activities/{activity.public_id}/postcards/new/", form).status_code == 302
    row = Contribution.objects.select_related("participant").get(kind="unsigned_postcard")
    assert not row.participant.shown_name
    list_, page = f"/en/activities/{activity.public_id}/", f"/en/contributions/{row.public_id}/"
    see(public, list_, f"{row.body}</a> Anonymous")
    see(public, page, "<strong>Anonymous</strong>", "from Korçë")
    assert public.get(f"/api/v1/contributions/{row.public_id}").json()["author"] == ""
    see(sender, f"{page}receipt/", "Anonymous")
    for address in (list_, page, f"{page}receipt/", "/open-data/contributions.csv", "/en/feeds/contributions.atom"):
        answer = sender.get(address)
        assert row.participant.pseudonym not in answer.getvalue().decode(), address


def _let_go(sender: Any, author: Any) -> None:
    """What a room without a way to take part keeps of a person goes with their account."""
    from tests.capabilities.lamps.models import Lamp, Watch

    lamp = Lamp.objects.get()
    assert sender.post(f"/en/lamps/{lamp.public_id}/watch/").status_code == 302
    assert Watch.objects.exists()
    assert sender.post("/en/me/erase/", {"words": "stay", "sure": "on"}).status_code == 200
    assert not Watch.objects.exists()


def _postcard(body: str) -> dict[str, str]:
    return {"body": body, "town": "Korçë", "language": "en"}


def _postcard_row() -> Any:
    from kuvend.foundation.contributions.models import Contribution

    return Contribution.objects.get(kind="postcard", body="A lamp is out.")


def _repair(house: Any, postcard: Any, sender: Any) -> None:
    """A lamp is reported, owed, repaired by its officer at the desk; who wrote gets a letter and sees both steps."""
    from django.core import mail
    from django.test import Client

    from kuvend.foundation.core.clock import now
    from kuvend.foundation.notifications.actions import deliver
    from kuvend.foundation.record.actions import advance
    from tests.capabilities.elsewhere import after_the_repair, before_the_repair, see
    from tests.capabilities.lamps.actions import report_lamp
    from tests.support.house import signed_in

    lamp = report_lamp(place="Rruga e Kavajës", institution=house.owner, said=postcard, at=now() - timedelta(days=20))
    assert sender.post(f"/en/lamps/{lamp.public_id}/watch/").status_code == 302
    see(sender, "/en/me/", f"/en/lamps/{lamp.public_id}/")  # about_me, of a room without a way to take part
    assert sender.get("/en/me/data/").json()["watched_lamps"] == [lamp.public_id]
    before_the_repair(house, lamp)
    officer = signed_in(house.official("institution_officer", scope=house.site, institution=house.owner))
    stranger = signed_in(house.official("institution_officer", scope=house.site, institution=house.other))
    assert stranger.post("/en/desk/lamps/", {"lamp": lamp.public_id}).status_code == 403
    see(officer, "/en/desk/", "Lamps")
    _owed_in_every_list(house, lamp)
    see(officer, "/en/desk/lamps/", "Rruga e Kavajës")
    repaired = officer.post("/en/desk/lamps/", {"lamp": lamp.public_id})
    see(officer, repaired["Location"], "The lamp burns again.")  # confirmations
    advance(at=now())
    deliver(at=now() + timedelta(days=1))
    assert any("The lamp burns again" in letter.subject for letter in mail.outbox), [m.subject for m in mail.outbox]
    public = Client()
    see(public, f"/en/institutions/{house.owner.public_id}/", "done late: 1")
    see(public, f"/en/contributions/{postcard.public_id}/", "The lamp was repaired")
    see(public, f"/en/lamps/{lamp.public_id}/", "It burns.")
    see(public, "/en/record/", "A lamp was repaired")
    after_the_repair(house)


def _owed_in_every_list(house: Any, lamp: Any) -> None:
    """Calendar, institution, desk and letters tell of the repair: the lamps hand up their clock and nothing else."""
    from django.test import Client
    from django.utils import translation

    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.notifications.reminders import reminders
    from kuvend.foundation.people.desk import rooms_of
    from tests.capabilities.elsewhere import see

    public, officer = Client(), house.actor(house.official("institution_officer", institution=house.owner))
    see(public, "/en/calendar/", "Repair of a lamp")
    see(public, f"/en/institutions/{house.owner.public_id}/", "1 overdue")
    (room,) = (room for room in rooms_of(officer) if room.url_name == "desk_lamps")
    waits = room.waits(officer, now())
    assert (waits.count, waits.oldest) == (1, lamp.repair.due_date), waits
    (reminder,) = (one for one in reminders() if one.name == "repair_lamp")
    at = now() - (local_date(now()) - lamp.repair.due_date)
    with translation.override("en"):
        told = reminder.due(officer, local_date(at) - timedelta(days=1), at)
    assert [words for words, _page in told] == [f"A lamp is to be repaired by {_in_words(lamp)}."], told


def _in_words(lamp: Any) -> str:
    from django.utils.formats import date_format

    return date_format(lamp.repair.due_date, "DATE_FORMAT")


def _look_at_data(public: Any, postcard: Any) -> None:
    from tests.capabilities.elsewhere import see

    see(public, "/en/open-data/", "Lamps")
    see(public, "/api/v1/lamps", "Rruga e Kavajës")
    see(public, "/api/v1/obligations", '"repair_lamp"', '"met"', "plain 5-working-days")  # once a room owes in public
    see(public, f"/api/v1/contributions/{postcard.public_id}", "Korçë")
    see(public, "/en/feeds/lamps.atom", "Rruga e Kavajës")


def _doctor_and_commands() -> None:
    from kuvend.foundation.core.clock import local_date, now
    from kuvend.foundation.core.findings import checks
    from kuvend.foundation.notifications.reminders import reminders
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.web.cli import parser

    assert "lamps" in {check(now()).name for check in checks()}
    by_name = {reminder.name: reminder for reminder in reminders()}
    assert "repair_lamp" in by_name
    ((words, _page),) = by_name["postcards"].due(HOUSE, local_date(now()) - timedelta(days=1), now())
    assert words == "5 postcards came."
    args = parser().parse_args(["lamps"])
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        assert args.run(args) == 0
    assert not said.getvalue(), said.getvalue()  # the one lamp burns


if __name__ == "__main__":
    boot((*wiring.ROOMS, *MADE_UP))
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    with contextlib.redirect_stdout(io.StringIO()):
        call_command("migrate")
    setup_test_environment()
    play()
