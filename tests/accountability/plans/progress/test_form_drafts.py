"""Reports and assessments are drafted, shared by who may publish them, looked at, and only then published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from kuvend.accountability.plans.models import Assessment, FormDraft, KeptFile, Milestone, Report
from kuvend.accountability.plans.progress.actions import Codes, NotWhole, assess_commitment, forget_kept_files
from kuvend.accountability.plans.progress.eras import era_of
from kuvend.foundation.people.enums import Role
from tests.accountability.plans.progress.test_report_form import GIVEN, PIECE, table
from tests.accountability.plans.world import AT, World
from tests.support.house import both, signed_in

WORDS = {"completion": "limited", "early_results": "marginal", "text_en": "Two of five offices."}


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    with time_machine.travel(AT, tick=True):
        yield


@pytest.fixture
def path(world: World) -> str:
    return f"/en/milestones/{world.first.outcome.public_id}/report/"


@pytest.fixture
def assess_path(world: World) -> str:
    return f"/en/commitments/{world.commitment.outcome.public_id}/assess/"


def officer(world: World) -> Client:
    return signed_in(world.official(Role.INSTITUTION_OFFICER, institution=world.akshi))


def reviewer(world: World) -> Client:
    return signed_in(world.official(Role.IRM_REVIEWER))


def keep(client: Client, path: str, given: dict[str, Any], *, seen: int = 0) -> Any:
    return client.post(path, given | {"deed": "keep", "seen_version": seen})


def test_a_draft_with_its_file_is_read_changed_and_published_by_a_colleague(world: World, path: str) -> None:
    assert keep(officer(world), path, GIVEN | PIECE | {"text_en": "Half a sent", "e0-file": table()}).status_code == 302
    colleague = officer(world)
    body = colleague.get(path).content.decode()
    assert "Half a sent" in body and "visits.csv" in body
    assert 'name="seen_version" value="1"' in body
    assert not Report.objects.exists()
    kept = KeptFile.objects.get()
    whole = GIVEN | PIECE | {"e0-kept": kept.public_id, "e0-snapshot": kept.excerpt}
    assert colleague.post(path, whole | {"seen_version": 1}).status_code == 302
    shown = colleague.get(f"{path}preview/").content.decode()
    assert "Two of five." in shown and "Visits" in shown and "substantial" in shown
    assert colleague.post(f"{path}preview/", {"deed": "publish", "seen_version": 2}).status_code == 302
    assert Report.objects.get().evidence.get().file_id == kept.file_id
    assert not KeptFile.objects.exists() and not FormDraft.objects.exists()


def test_two_who_write_at_once_overwrite_nothing(world: World, path: str) -> None:
    keep(officer(world), path, GIVEN)
    late = keep(officer(world), path, GIVEN | {"text_en": "Other words."})
    body = late.content.decode()
    assert late.status_code == 422 and "Somebody changed this draft meanwhile." in body and "Other words." in body
    assert FormDraft.objects.get().values["text_en"] == "Two of five."
    stale = officer(world).post(f"{path}preview/", {"deed": "publish", "seen_version": 7})
    assert stale.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize("deed", ["keep", "preview"])
@pytest.mark.parametrize("form", ["report", "assessment"])
def test_a_window_of_a_draft_that_was_published_meanwhile_begins_no_other_one(
    world: World, path: str, assess_path: str, form: str, deed: str
) -> None:
    where, who, given = {
        "report": (path, officer, GIVEN), "assessment": (assess_path, reviewer, WORDS | {"text_sq": "Dy nga pesë."}),
    }[form]  # fmt: skip
    late, colleague = who(world), who(world)
    keep(late, where, given)
    FormDraft.objects.all().delete()  # as when a colleague publishes it
    answer = late.post(where, given | {"text_en": "An older window says this.", "deed": deed, "seen_version": 1})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody published or deleted this draft meanwhile." in body and "An older window says this." in body
    assert "Read the kept draft" not in body
    assert not FormDraft.objects.exists()
    assert keep(colleague, where, given | {"text_en": "Written anew."}).status_code == 302


def test_a_fault_in_an_old_window_of_an_assessment_does_not_make_it_a_new_one(world: World, assess_path: str) -> None:
    late = reviewer(world)
    keep(late, assess_path, WORDS)
    FormDraft.objects.all().delete()
    wrong = late.post(assess_path, {"completion": "no such code", "deed": "preview", "seen_version": 1})
    assert wrong.status_code == 422
    assert 'name="seen_version" value="1"' in wrong.content.decode()


@pytest.mark.parametrize("where", ["", "preview/"])
def test_a_draft_is_deleted_with_its_files(world: World, path: str, where: str) -> None:
    client = officer(world)
    keep(client, path, GIVEN | PIECE | {"e0-file": table()})
    forget_kept_files(at=AT.replace(year=AT.year + 1))
    assert KeptFile.objects.count() == 1  # a week is over, its draft is not
    assert client.post(path + where, {"deed": "delete", "seen_version": 1}).status_code == 302
    assert not FormDraft.objects.exists() and not KeptFile.objects.exists()


@pytest.mark.parametrize("where", ["", "preview/"])
def test_a_draft_that_somebody_changed_is_not_deleted_but_shown_as_it_stands(
    world: World, path: str, assess_path: str, where: str
) -> None:
    for client, form, given in (officer(world), path, GIVEN), (reviewer(world), assess_path, WORDS):
        keep(client, form, given)
        keep(client, form, given | {"text_en": "As a colleague left it."}, seen=1)
        late = client.post(form + where, given | {"deed": "delete", "seen_version": 1})
        body = late.content.decode()
        assert late.status_code == 422 and "Somebody changed this draft meanwhile." in body
        assert "As a colleague left it." in body and "Two of five" not in body
        assert 'name="seen_version" value="2"' in body
        assert client.post(form + where, {"deed": "delete", "seen_version": 2}).status_code == 302
    assert not FormDraft.objects.exists()


def test_deleting_a_draft_keeps_no_file_that_was_chosen_meanwhile(world: World, path: str) -> None:
    client = officer(world)
    keep(client, path, GIVEN)
    for seen, status in (7, 422), (1, 302):
        sent = GIVEN | PIECE | {"e0-file": table(), "deed": "delete", "seen_version": seen}
        assert client.post(path, sent).status_code == status
        assert not KeptFile.objects.exists()


def test_what_is_lacking_stands_in_the_preview_and_nothing_is_published(world: World, path: str) -> None:
    client = officer(world)
    keep(client, path, GIVEN | {"text_en": ""})
    shown = client.get(f"{path}preview/").content.decode()
    assert "It cannot be published yet:" in shown and "Say what was done" in shown
    client.post(f"{path}preview/", {"deed": "publish", "seen_version": 1})
    assert not Report.objects.exists() and FormDraft.objects.exists()


def test_nobody_else_reads_a_draft(world: World, path: str, assess_path: str) -> None:
    keep(officer(world), path, GIVEN | {"text_en": "Not for the public"})
    for where in (path, f"{path}preview/"):
        answer = reviewer(world).get(where)
        assert answer.status_code == 403 and "Not for the public" not in answer.content.decode()
    assert officer(world).get(f"{assess_path}preview/").status_code == 403


def test_the_statuses_are_explained_where_one_must_choose(world: World, path: str) -> None:
    body = officer(world).get(path).content.decode()
    for meant in ("nothing of it has been done yet", "it has begun", "most of it is done", "the evidence shows it"):
        assert meant in body


def test_the_statement_of_failure_is_asked_only_once_it_is_due(world: World, path: str) -> None:
    client = officer(world)
    assert "f-reason_en" not in client.get(path).content.decode()
    Milestone.objects.filter(pk=world.first.pk).update(to_date=date(2021, 1, 31), from_date=date(2021, 1, 1))
    with time_machine.travel(AT.replace(month=8), tick=True):
        assert "f-reason_en" in officer(world).get(path).content.decode()


def test_an_assessment_is_drafted_previewed_and_published(world: World, assess_path: str) -> None:
    assert keep(reviewer(world), assess_path, WORDS).status_code == 302
    other = reviewer(world)
    assert "Two of five offices." in other.get(assess_path).content.decode()
    assert "Draft of" in other.get("/en/desk/assess/").content.decode()
    assert other.post(assess_path, WORDS | {"seen_version": 1}).status_code == 302
    shown = other.get(f"{assess_path}preview/").content.decode()
    assert "Two of five offices." in shown and "marginal" in shown
    assert not Assessment.objects.exists()
    assert other.post(f"{assess_path}preview/", {"deed": "publish", "seen_version": 1}).status_code == 302
    assert Assessment.objects.get().early_results == "marginal"
    assert not FormDraft.objects.exists()


def test_the_reviewer_s_room_tells_what_is_open_and_the_form_what_shows_it(world: World, assess_path: str) -> None:
    client = reviewer(world)
    client.get("/en/desk/")
    room = client.get("/en/desk/assess/").content.decode()
    assert str(world.commitment.outcome.title["en"]) in room and assess_path in room
    form = client.get(assess_path).content.decode()
    assert "What shows how it stands" in form and str(world.first.outcome.title["en"]) in form
    page = Client().get(f"/en/commitments/{world.commitment.outcome.public_id}/").content.decode()
    assert "For the reviewer" not in page and "/assess/" not in page


def test_codes_are_those_of_the_plan_s_years(world: World, assess_path: str) -> None:
    form = reviewer(world).get(assess_path).content.decode()
    assert 'value="marginal"' in form and 'value="significant"' not in form
    actor = world.actor(Role.IRM_REVIEWER)
    with pytest.raises(NotWhole) as refusal:
        assess_commitment(
            actor=actor, commitment=world.commitment, codes=Codes(early_results="significant"), text=both("No."), at=AT
        )
    assert set(refusal.value.lacks) == {"early_results"}
    assert "significant" in era_of(date(2023, 1, 1)).early_results
    assert not era_of(date(2018, 1, 1)).potential
