"""A name is words: beside words that are not public it stands on no page, in no file, feed, letter or card."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.datasets.listed import datasets
from kuvend.foundation.notifications.models import Mail
from kuvend.foundation.processes.models import Participant
from kuvend.foundation.record import actions as record
from kuvend.foundation.responses.actions import draft_response, keep_draft, publish_response
from kuvend.publication.opendata.models import KeptFile
from tests.publication.opendata.lived import LivedHouse
from tests.support.house import both, signed_in
from tests.web.test_pages import pages

NAME, OFFICE, SHOWN = "Zzqemri", "Zzqorganizata", "Zzqshfaqur"
STATES = ("pending", "hidden", "withdrawn")


class Named(LivedHouse):
    """A lived house with words of each state that nobody may read, each of somebody with a name and an organisation."""

    def __init__(self) -> None:
        super().__init__()
        self.unshown = [self.by_name(f"{NAME} {state}", f"{OFFICE} {state}") for state in STATES]
        self.shown = self.by_name(SHOWN, "")
        ids = [row.pk for row in [*self.unshown, self.shown]]
        record.advance(at=self.house.at)
        officer = self.house.actor(self.house.official("institution_officer"))
        where = {"process": self.house.process, "institution": self.house.owner}
        draft = draft_response(actor=officer, contribution_ids=ids, **where)
        reason = both("We looked at it with care and will not do it, for want of any evidence.")
        keep_draft(actor=officer, response=draft, verdict="not_accepted", reason=reason, nowhere=both(""), landings=[])
        publish_response(actor=officer, response=draft, at=self.house.at)
        for row, state in zip(self.unshown, STATES, strict=True):
            Contribution.objects.filter(pk=row.pk).update(state=state)
        record.advance(at=self.house.at)
        KeptFile.objects.all().delete()

    def by_name(self, name: str, organisation: str) -> Contribution:
        """Words of somebody who chose a name, and a reply below them."""
        idea = self.house.idea(title=f"An idea {len(name)}{name[-3:]}")
        Participant.objects.filter(pk=idea.participant_id).update(shown_name=name, organisation=organisation)
        return idea


@pytest.fixture
def named(db: None) -> Named:
    return Named()


def addresses(named: Named) -> Iterator[str]:
    """All that a stranger may ask for, and every page, file and list of these contributions."""
    for _name, access, address in pages(named):
        if access == "public":
            yield address
    for row in named.unshown:
        yield from (f"/en/contributions/{row.public_id}/", f"/api/v1/contributions/{row.public_id}")
    yield from (f"/api/v1/{name}?limit=100" for name in datasets())
    yield from (f"/open-data/{name}.{kind}" for name in datasets() for kind in ("csv", "json"))
    yield from (f"/en/feeds/{name}.atom" for name in ("answers", "contributions", "reports"))
    process, owner = named.house.process.public_id, named.house.owner.public_id
    yield from (f"/en/feeds/processes/{process}.atom", f"/en/feeds/institutions/{owner}.atom")
    yield from (f"/en/search/?q={word}" for word in ("Zzq", "idea"))
    yield from ("/en/contributions/?show=all", f"/en/activities/{named.house.activity.public_id}/?order=newest")


def test_a_stranger_reads_no_name_beside_words_that_are_not_public(named: Named) -> None:
    client, shown_at, leaks = Client(), set(), []
    with translation.override("en"):
        asked = sorted(set(addresses(named)))
    for address in asked:
        response = client.get(address)
        content = response.getvalue().decode("utf-8", "replace")
        leaks += [(address, word) for word in (NAME, OFFICE) if word in content]
        shown_at |= {address} if SHOWN in content else set()
    assert not leaks
    assert len(asked) > 100
    kinds = ("/api/v1/contributions", ".csv", ".json", ".atom", "/en/contributions/")
    assert all(any(kind in address for address in shown_at) for kind in kinds), "where a name may show, it does"


def test_somebody_else_who_is_signed_in_reads_none_either(named: Named) -> None:
    client, asked = signed_in(named.house.person()), 0
    with translation.override("en"):
        private = [
            address.replace(named.idea.public_id, row.public_id)
            for row in named.unshown
            for _name, access, address in pages(named)
            if access != "public" and f"/contributions/{named.idea.public_id}/" in address
        ]
    for address in private:
        content = client.get(address).getvalue().decode("utf-8", "replace")
        asked += 1
        assert NAME not in content and OFFICE not in content, address
    assert asked > 10


def test_no_letter_to_somebody_else_holds_one(named: Named) -> None:
    letters = Mail.objects.all()
    assert letters.exists()
    for letter in letters:
        assert NAME not in letter.subject + letter.body
        assert OFFICE not in letter.subject + letter.body
