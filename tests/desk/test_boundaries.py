"""What somebody forges in an address or a form reaches nothing that is not theirs, and never ends in an error."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.outcomes.actions import publish_text
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.actor import HOUSE
from kuvend.foundation.people.enums import Role
from kuvend.foundation.processes.actions import participant_in
from kuvend.foundation.processes.models import Participant, Process
from kuvend.foundation.responses.models import Landing, Response
from tests.support.house import House, both, signed_in

Bring = Callable[..., list[Contribution]]
REASON = "We looked at it with care and will do it in the spring of next year."


def begun(client: Client, idea: Contribution) -> str:
    answer = client.post("/en/desk/answers/new/", {"chosen": [idea.public_id, "\x00", "x" * 5000]})
    return str(answer["Location"])


def test_words_land_in_no_outcome_of_another_process(house: House, officer: Client, bring: Bring) -> None:
    (idea,) = bring(1)
    other = Process.objects.create(
        key="other", title=both("Other"), scope=house.site, from_date=house.at.date(), to_date=house.at.date()
    )
    elsewhere = Outcome.objects.create(process=other, kind="commitment", key="c", title=both("C"), scope=house.site)
    publish_text(actor=HOUSE, outcome=elsewhere, title=both("C"), body=both("C"), at=house.at)
    page = begun(officer, idea)
    form = {"deed": "publish", "verdict": "accepted", "reason_en": REASON, "place_0": elsewhere.public_id}
    assert officer.post(page, form).status_code == 422
    assert not Landing.objects.exists()
    assert Response.objects.get().state == "draft"


def test_a_draft_is_read_and_written_by_its_institution_alone(house: House, officer: Client, bring: Bring) -> None:
    (idea,) = bring(1)
    page = begun(officer, idea)
    officer.post(page, {"deed": "keep", "verdict": "accepted", "reason_en": REASON})
    stranger = signed_in(house.official(Role.INSTITUTION_OFFICER, institution=house.other))
    public = page.replace("/desk", "")
    for client, path in ((stranger, page), (stranger, f"{page}correct/"), (Client(), public), (stranger, public)):
        shown = client.get(path)
        assert shown.status_code in {403, 404}
        assert REASON not in shown.content.decode()
    assert stranger.post(page, {"deed": "publish", "verdict": "accepted"}).status_code == 403


@pytest.mark.parametrize("page", ["contributions/{idea}/receipt/", "me/names/{participant}/"])
def test_what_is_private_to_one_person_is_not_there_for_another(house: House, page: str) -> None:
    idea = house.idea()
    known = {"idea": idea.public_id, "participant": idea.participant.public_id}
    person = house.person()
    client = signed_in(person)
    participant_in(house.process, person_id=person.pk)
    assert client.post(f"/en/{page.format(**known)}", {"name": "Mine now"}).status_code == 404
    assert not Participant.objects.exclude(shown_name="").exists()
