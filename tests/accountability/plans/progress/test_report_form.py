"""The form of a report: it loses nothing, with JavaScript and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kuvend.accountability.plans.models import Evidence, FormDraft, KeptFile, Milestone, Report
from kuvend.foundation.documents.enums import MOST_BYTES
from kuvend.foundation.people.enums import Role
from kuvend.foundation.record.models import Fact
from tests.accountability.plans.world import AT, World
from tests.foundation.documents import bringing
from tests.support.house import signed_in

GIVEN = {
    "status": "substantial", "as_of_date": "2021-02-28", "period_date": "", "text_en": "Two of five.",
    "token": "0123456789", "groups": "1",
}  # fmt: skip
PIECE = {"e0-title_en": "Visits", "e0-event_date": "2021-02-01"}


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        yield


@pytest.fixture
def path(world: World) -> str:
    return f"/en/milestones/{world.first.outcome.public_id}/report/"


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(world.official(Role.INSTITUTION_OFFICER, institution=world.akshi))


def publish(client: Client, path: str, given: dict[str, Any]) -> Any:
    """Look at the report first, as everybody has to, then publish it as it was shown; a form with faults comes back."""
    draft = FormDraft.objects.first()
    looked = client.post(path, given | {"seen_version": draft.version if draft else 0})
    if looked.status_code != 302:
        return looked
    assert looked["Location"] == f"{path}preview/"
    shown = client.get(looked["Location"])
    assert "This is what everybody will see" in shown.content.decode()
    seen = shown.context["draft"].version
    return client.post(looked["Location"], {"deed": "publish", "seen_version": seen})


def table(name: str = "visits.csv", content: bytes = bringing.CSV) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/png")  # a browser may say anything


def test_it_asks_for_the_half_year_that_is_due_and_one_piece(officer: Client, path: str) -> None:
    body = officer.get(path).content.decode()
    assert body.count('type="file"') == 1
    assert re.search(r'<option value="2021-06-30" selected>to ', body)
    assert 'name="token" value="' in body


def test_a_report_comes_with_a_file(officer: Client, path: str) -> None:
    done = publish(officer, path, GIVEN | PIECE | {"e0-file": table()})
    assert done.status_code == 302
    piece = Report.objects.get().evidence.get()
    assert (piece.file.media_type, piece.snapshot) == ("text/csv", "muaji,vizita qershor,61 korrik,74")
    assert not KeptFile.objects.exists()


def test_sent_twice_it_is_one_report(officer: Client, path: str) -> None:
    for _time in range(2):
        assert publish(officer, path, GIVEN | PIECE | {"e0-file": table()}).status_code == 302
    assert Report.objects.count() == Fact.objects.filter(type="progress_reported").count() == 1
    assert not KeptFile.objects.exists()


def test_a_refused_file_and_missing_challenges_are_shown_together(officer: Client, path: str) -> None:
    program = table("visits.exe", b"MZ" + bytes(300))
    drawn = officer.post(path, GIVEN | PIECE | {"status": "limited", "e0-file": program})
    body = drawn.content.decode()
    assert drawn.status_code == 422
    assert 'href="#id_e0-file"' in body
    assert 'href="#id_challenges_sq"' in body


def test_an_empty_report_says_all_that_is_lacking_at_once(officer: Client, path: str) -> None:
    empty = GIVEN | {"status": "", "text_en": "", "as_of_date": ""}
    drawn = officer.post(path, empty)
    body = drawn.content.decode()
    assert drawn.status_code == 422
    for field in ("status", "as_of_date", "text_sq"):
        assert f'href="#id_{field}"' in body, field
    assert body.count('href="#id_status"') == 1
    officer.post(path, empty | {"deed": "keep", "seen_version": 0})
    preview = officer.get(f"{path}preview/").content.decode()
    assert "Choose how far the milestone is." in preview
    assert "Say what was done, in one language at least." in preview


def test_a_long_text_is_not_called_missing_too(officer: Client, path: str) -> None:
    errors = officer.post(path, GIVEN | {"status": "", "text_en": "a" * 10_001}).context["form"].main.errors
    assert set(errors) == {"status", "text_en"}


def test_a_fault_elsewhere_keeps_words_and_file(officer: Client, path: str) -> None:
    wrong = officer.post(path, GIVEN | PIECE | {"text_en": "", "challenges_en": "Codes.", "e0-file": table()})
    body = wrong.content.decode()
    assert wrong.status_code == 422
    kept = KeptFile.objects.get()
    for expected in ("visits.csv (CSV,", "Codes.", 'value="Visits"', kept.public_id, 'href="#id_text_sq"'):
        assert expected in body, expected
    assert publish(officer, path, GIVEN | PIECE | {"e0-kept": kept.public_id}).status_code == 302
    assert Report.objects.get().evidence.get().file_id == kept.file_id


def test_words_of_a_file_that_were_emptied_are_not_published(officer: Client, path: str) -> None:
    officer.post(path, GIVEN | {"e0-title_en": "Visits", "e0-file": table()})  # no day: the form comes back
    kept = KeptFile.objects.get()
    assert kept.excerpt
    emptied = PIECE | {"e0-kept": kept.public_id, "e0-snapshot": ""}
    assert publish(officer, path, GIVEN | emptied).status_code == 302
    assert Evidence.objects.get(file__isnull=False).snapshot == ""


def test_a_kept_file_is_shown_on_coming_back_and_can_be_dropped(officer: Client, path: str, world: World) -> None:
    officer.post(path, GIVEN | PIECE | {"text_en": "", "e0-file": table()})
    assert "visits.csv" in officer.get(path).content.decode()
    other = signed_in(world.official(Role.INSTITUTION_OFFICER, institution=world.akshi))
    assert "visits.csv" not in other.get(path).content.decode()
    kept = KeptFile.objects.get()
    stolen = other.post(path, GIVEN | PIECE | {"e0-kept": kept.public_id})
    assert stolen.status_code == 422 and "Choose a file, or give a link." in stolen.content.decode()
    dropped = officer.post(path, GIVEN | PIECE | {"e0-kept": kept.public_id, "drop": kept.public_id})
    body = dropped.content.decode()
    assert dropped.status_code == 200 and "visits.csv" not in body and 'value="Visits"' in body
    assert not KeptFile.objects.exists()


def test_more_evidence_draws_the_form_again_with_all_that_was_typed(officer: Client, path: str) -> None:
    more = officer.post(path, GIVEN | PIECE | {"text_en": "Half a sent", "more": "1", "e0-file": table()})
    body = more.content.decode()
    assert more.status_code == 200 and body.count('type="file"') == 2
    assert "Half a sent" in body and "visits.csv" in body and 'name="groups" value="2"' in body
    assert not Report.objects.exists()
    known = GIVEN | {"groups": "99999", "more": "1"}
    assert officer.post(path, known).content.decode().count('type="file"') == 12
    strange = GIVEN | {"groups": "9" * 5000, "more": "1"}
    assert officer.post(path, strange).content.decode().count('type="file"') == 2


@pytest.mark.parametrize("how", [{}, {"more": "1"}])
def test_a_file_that_is_not_taken_is_said_at_its_field(officer: Client, path: str, how: dict[str, str]) -> None:
    wrong = officer.post(path, GIVEN | PIECE | how | {"e0-file": table("visits.png", b"MZ\x90\x00\x00")})
    body = wrong.content.decode()
    assert wrong.status_code == 422 and "Only PDF, PNG, JPEG and CSV files are taken" in body
    assert 'href="#id_e0-file"' in body and "Two of five." in body
    assert not KeptFile.objects.exists() and not Report.objects.exists()


def test_one_byte_more_than_ten_megabytes_is_too_many(officer: Client, path: str) -> None:
    large = table("large.csv", b"a,b\n" * (MOST_BYTES // 4) + b"1")
    wrong = officer.post(path, GIVEN | PIECE | {"e0-file": large})
    assert (
        wrong.status_code == 422
        and "The file is larger than 10 MB. Make it smaller, or give a link." in wrong.content.decode()
    )


def test_an_empty_file_is_said_too(officer: Client, path: str) -> None:
    wrong = officer.post(path, GIVEN | PIECE | {"e0-file": table("empty.csv", b"")})
    assert wrong.status_code == 422 and "The file is empty." in wrong.content.decode()
    wrong = officer.post(path.replace("/en/", "/sq/"), GIVEN | PIECE | {"e0-file": table("empty.csv", b"")})
    assert wrong.status_code == 422 and "Skedari është bosh." in wrong.content.decode()


def test_a_value_is_given_for_each_indicator(officer: Client, path: str, world: World) -> None:
    indicators = {"indicators": [{"text": {"en": "Visits"}, "target": "100"}, {"text": {"en": "Calls"}}]}
    Milestone.objects.filter(pk=world.first.pk).update(details=indicators)
    body = officer.get(path).content.decode()
    assert body.count("Value reached") == 2 and "<legend>What was measured: Visits</legend>" in body
    wrong = officer.post(path, GIVEN | {"r2-note_en": "Only a note"})
    assert wrong.status_code == 422 and 'href="#id_r2-value"' in wrong.content.decode()
    assert publish(officer, path, GIVEN | {"r1-value": "61"}).status_code == 302
    assert [(one.place, one.value) for one in Report.objects.get().readings.all()] == [(1, "61")]


def test_closing_it_undone_needs_the_whole_statement(officer: Client, path: str, world: World) -> None:
    wrong = officer.post(path, GIVEN | {"f-reason_en": "No money."})
    body = wrong.content.decode()
    assert wrong.status_code == 422
    for field in ("institution", "remedy_sq", "new_date"):
        assert f'href="#id_f-{field}"' in body, field
    stated = {"f-reason_en": "No money.", "f-position_en": "The director", "f-remedy_en": "None.", "f-not_at_all": "on"}
    assert publish(officer, path, GIVEN | stated).status_code == 302
    assert Milestone.objects.get(pk=world.first.pk).closed_undone
