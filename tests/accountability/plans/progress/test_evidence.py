"""Evidence: kept privately while a form has faults, published with its report, fetched by its address, provable."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import translation

from kuvend.accountability.plans.models import Evidence, KeptFile, Milestone, Report
from kuvend.accountability.plans.progress.actions import (
    GivenEvidence,
    GivenReading,
    NotWhole,
    drop_kept_file,
    forget_kept_files,
    keep_file,
    report_progress,
)
from kuvend.accountability.plans.progress.actions.files import MOST_KEPT
from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents.actions import Filing, file_document, forget_unused, redact_document, store_file
from kuvend.foundation.documents.files import Unfit, check_file
from kuvend.foundation.documents.models import Document, FileContent
from kuvend.foundation.documents.queries import sent_by_others
from kuvend.foundation.people.actor import HOUSE, Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Person
from kuvend.foundation.people.queries import actor_for
from kuvend.foundation.record.actions import advance
from kuvend.foundation.record.facts import digest
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact
from kuvend.publication.portal.queries.record import page_of
from tests.accountability.plans.world import World, both
from tests.foundation.documents import bringing
from tests.support.house import signed_in

DAY = date(2021, 2, 1)


def officer(world: World) -> Actor:
    return world.actor(Role.INSTITUTION_OFFICER, institution=world.akshi)


def keep(world: World, actor: Actor, content: bytes = bringing.CSV, name: str = "visits.csv") -> KeptFile:
    return keep_file(actor=actor, milestone=world.first, content=content, name=name, at=world.at)


def report(world: World, actor: Actor, *evidence: GivenEvidence, **given: Any) -> Report:
    known: dict[str, Any] = {
        "milestone": world.first, "status": "substantial", "text": both("Two of five."), "challenges": Localized(),
        "as_of_date": date(2021, 2, 28), "at": world.at, "evidence": evidence,
    }  # fmt: skip
    return report_progress(actor=actor, **(known | given))


def fetch(public_id: str, **headers: str) -> Any:
    return Client().get(f"/evidence/{public_id}/", headers=headers)


def test_a_kept_file_becomes_evidence_with_its_hash_on_record(world: World) -> None:
    actor = officer(world)
    kept = keep(world, actor)
    made = report(world, actor, GivenEvidence(both("Visits"), event_date=DAY, snapshot="61 in June", file=kept.file))
    piece = made.evidence.get()
    sha256 = hashlib.sha256(bringing.CSV).hexdigest()
    assert piece.file_id == sha256
    assert not KeptFile.objects.exists()
    fact = decode_leaf(bytes(Fact.objects.latest("pk").leaf), index=None)
    assert fact.type == "evidence_published"
    assert fact.subjects == {"report": made.public_id, "evidence": piece.public_id}
    words = '{"snapshot":"61 in June","title":{"en":"Visits","sq":"Visits (sq)"},"url":""}'
    led = Client().get(page_of(fact, {}))  # the record knows the report alone; its page is that of the milestone
    assert led["Location"].endswith(f"/milestones/{made.milestone.outcome.public_id}/#reports")
    assert fact.data == {
        "sha256": sha256, "media_type": "text/csv", "size": len(bringing.CSV), "event_date": "2021-02-01",
        "words": digest(piece.salt, words),
    }  # fmt: skip


def test_a_published_file_is_fetched_as_it_is_for_saving(world: World) -> None:
    piece = report(
        world, HOUSE, GivenEvidence(both("V"), "", DAY, "", store_file(check_file(bringing.CSV), at=world.at))
    ).evidence.get()
    answer = fetch(piece.public_id)
    assert b"".join(answer.streaming_content) == bringing.CSV
    assert answer["ETag"] == f'"{hashlib.sha256(bringing.CSV).hexdigest()}"'
    assert answer["Content-Disposition"] == f'attachment; filename="evidence-{piece.public_id}.csv"'
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", "text/csv")
    assert "immutable" in answer["Cache-Control"]
    assert fetch(piece.public_id, if_none_match=answer["ETag"]).status_code == 304
    head = Client().head(f"/evidence/{piece.public_id}/")
    assert (head.status_code, head["ETag"], b"".join(head.streaming_content)) == (200, answer["ETag"], b"")


def test_a_kept_file_and_a_link_have_no_public_file(world: World) -> None:
    actor = officer(world)
    kept = keep(world, actor)
    link = report(world, actor, GivenEvidence(both("Page"), "https://example.org/p", DAY)).evidence.get()
    for public_id in (kept.public_id, link.public_id, "0000000000"):
        assert fetch(public_id).status_code == 404


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # joined by what shows nothing


@pytest.mark.parametrize(
    "name", ["../passwd", "a\\b.csv", "a/b.csv", "..", "a\x00.csv", "a\nb.csv", "\u202e\u00ad", ""]
)
def test_a_name_that_is_a_path_or_nothing_is_refused(world: World, name: str) -> None:
    with pytest.raises(Unfit):
        keep(world, officer(world), name=name)
    assert not FileContent.objects.exists()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Screenshot 2026-05-31 at 9.41.07\u202fAM.png", "Screenshot 2026-05-31 at 9.41.07 AM.png"),
        ("Raporti\u00a01.csv", "Raporti 1.csv"),
        (f"familja {FAMILY}.csv", f"familja {FAMILY}.csv"),
        ("ko\u00adha.csv", "koha.csv"),
        ("\u200fתקציב.csv", "תקציב.csv"),
        ("\u202efdp.csv", "fdp.csv"),
        ("Korc\u0327e\u0308.csv", "Korçë.csv"),
        ("a" * 200 + "\u202f.csv", "a" * 116 + ".csv"),
    ],
)
def test_a_name_of_another_system_is_normalised(world: World, name: str, shown: str) -> None:
    assert keep(world, officer(world), name=name).name == shown


def test_the_same_bytes_are_kept_once_for_everybody(world: World) -> None:
    first, second = officer(world), officer(world)
    assert keep(world, first).file_id == keep(world, second).file_id == keep(world, first, name="again.csv").file_id
    assert (FileContent.objects.count(), KeptFile.objects.count()) == (1, 2)


def test_only_who_reports_keeps_files_and_only_so_many(world: World) -> None:
    with pytest.raises(NotAllowed):
        keep(world, world.actor(Role.MODERATOR))
    with pytest.raises(NotAllowed):
        keep(world, HOUSE)
    actor = officer(world)
    for number in range(MOST_KEPT):
        keep(world, actor, f"a,b\n{number},1\n".encode())
    with pytest.raises(Unfit):
        keep(world, actor, b"a,b\none,more\n")


def test_kept_files_are_forgotten_after_a_week_and_published_ones_stay(world: World) -> None:
    actor = officer(world)
    kept = keep(world, actor)
    keep(world, actor, b"other,table\n1,2\n")
    report(world, actor, GivenEvidence(both("V"), "", DAY, "", kept.file))
    assert forget_kept_files(at=world.at + timedelta(days=7)) == 0
    assert forget_kept_files(at=world.at + timedelta(days=7, seconds=1)) == 1
    assert forget_unused(at=world.at + timedelta(days=7, seconds=1)) == 1
    assert [one.sha256 for one in FileContent.objects.all()] == [kept.file_id]


def test_a_person_reads_in_the_own_data_which_files_wait(world: World) -> None:
    actor = officer(world)
    kept = keep(world, actor)
    person = Person.objects.get(pk=actor.person_id)
    told = {one: signed_in(one).get("/en/me/data/").json()["kept_files"] for one in (person, world.person())}
    assert [(one["name"], one["sha256"]) for one in told.pop(person)] == [(kept.name, kept.file_id)]
    assert list(told.values()) == [[]]


def test_a_kept_file_is_dropped_by_its_person_alone_and_erased_with_the_person(world: World) -> None:
    person = world.official(Role.INSTITUTION_OFFICER, institution=world.akshi)
    actor = actor_for(person, on=world.at.date(), confirmed=True)
    kept = keep(world, actor)
    drop_kept_file(actor=officer(world), milestone=world.first, public_id=kept.public_id)
    assert KeptFile.objects.count() == 1
    drop_kept_file(actor=actor, milestone=world.first, public_id=kept.public_id)
    assert not KeptFile.objects.exists()
    assert forget_unused(at=world.at) == 0, "somebody else may have been promised it for a day"
    keep(world, actor)
    person.mandates.all().delete()
    Person.objects.get(pk=person.pk).delete()
    assert not KeptFile.objects.exists()
    forget_unused(at=world.at + timedelta(days=2))
    assert not FileContent.objects.exists()


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (GivenEvidence(Localized(), "https://example.org", DAY), {"evidence-0-title"}),
        (GivenEvidence(both("E"), "", DAY), {"evidence-0-file"}),
        (GivenEvidence(both("E"), "javascript:alert(1)", DAY), {"evidence-0-url"}),
        (GivenEvidence(both("E"), "https://example.org"), {"evidence-0-event_date"}),
        (GivenEvidence(both("E"), "https://example.org", date(2021, 3, 2)), {"evidence-0-event_date"}),
    ],
)
def test_evidence_that_lacks_something_is_refused_at_its_field(
    world: World, given: GivenEvidence, fields: set[str]
) -> None:
    with pytest.raises(NotWhole) as refusal:
        report(world, officer(world), given)
    assert set(refusal.value.lacks) == fields
    assert not Report.objects.exists()


def test_evidence_from_after_the_half_year_shows_nothing_of_it(world: World) -> None:
    world.at += timedelta(days=300)  # late December, reporting on the half-year to the end of June
    given = GivenEvidence(both("E"), "https://example.org", date(2021, 9, 1))
    with pytest.raises(NotWhole) as refusal:
        report(world, HOUSE, given, period_date=date(2021, 6, 30), status="completed", as_of_date=date(2021, 6, 30))
    assert set(refusal.value.lacks) == {"evidence-0-event_date"}


def test_the_database_itself_keeps_bytes_and_hash_together(world: World) -> None:
    row = store_file(check_file(bringing.CSV), at=world.at)
    changed: list[tuple[dict[str, Any], str]] = [
        ({"content": b"changed"}, "file_content_is_"), ({"size": 0}, "file_content_"),
        ({"media_type": "text/html"}, "file_content_type_code"),
    ]  # fmt: skip
    for fields, name in changed:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            FileContent.objects.filter(pk=row.pk).update(**fields)
    made = report(world, HOUSE)
    with pytest.raises(IntegrityError, match="evidence_is_file_or_link"), transaction.atomic():
        Evidence.objects.create(report=made, title=both("E"), url="https://example.org", file=row)


def test_pages_and_lists_never_ask_for_bytes(world: World) -> None:
    report(world, HOUSE, GivenEvidence(both("V"), "", DAY, "", store_file(check_file(bringing.CSV), at=world.at)))
    advance(at=world.at)
    connection.force_debug_cursor = True
    try:
        body = Client().get(f"/en/milestones/{world.first.outcome.public_id}/").content.decode()
        Client().get("/api/v1/evidence")
        asked = [query["sql"] for query in connection.queries]
    finally:
        connection.force_debug_cursor = False
    assert not any('"content"' in sql for sql in asked)
    assert hashlib.sha256(bringing.CSV).hexdigest() in body and body.count(">Proof<") == 2  # report, evidence


def test_readings_stand_with_the_words_of_their_indicator_and_are_sealed(world: World) -> None:
    details = {"indicators": [{"text": {"en": "Visits"}, "target": "100", "unit": "a month"}]}
    Milestone.objects.filter(pk=world.first.pk).update(details=details)
    made = report(world, officer(world), readings=[GivenReading(1, "61", both("In June"))])
    reading = made.readings.get()
    assert (reading.indicator, reading.unit, reading.value) == ({"en": "Visits"}, {"en": "a month"}, "61")
    words = (
        '{"challenges":{},"readings":[{"note":{"en":"In June","sq":"In June (sq)"},"place":1,"value":"61"}],'
        '"text":{"en":"Two of five.","sq":"Two of five. (sq)"}}'
    )
    assert made.digest == digest(made.salt, words)
    body = Client().get(f"/en/milestones/{world.first.outcome.public_id}/").content.decode()
    assert "What is measured" in body and "<strong>61</strong>" in body
    for wrong in (GivenReading(2, "1"), GivenReading(1, "", both("Nothing"))):
        with pytest.raises(NotWhole):
            report(world, officer(world), readings=[wrong])


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_is_one_report(albania: Any) -> None:
    world = World(albania)
    actor = officer(world)
    results = at_once(2, lambda: report(world, actor, token="0123456789").public_id)
    assert len(results) == 2 and len(set(results)) == 1
    assert Report.objects.count() == 1
    assert Fact.objects.filter(type="progress_reported").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_reports_on_one_half_year_follow_each_other(albania: Any) -> None:
    world = World(albania)
    actor = officer(world)
    at_once(2, lambda: report(world, actor).public_id)
    last = Milestone.objects.get(pk=world.first.pk).last_report
    assert Report.objects.count() == 2 and last == Report.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_a_content_that_is_kept_at_this_moment_is_not_forgotten(albania: Any) -> None:
    world = World(albania)
    actor = officer(world)
    with transaction.atomic():
        store_file(check_file(bringing.CSV), at=world.at - timedelta(days=2))  # nothing points to it yet
    forgotten: list[int] = []

    def forget() -> None:
        try:
            forgotten.append(forget_unused(at=world.at))
        finally:
            connection.close()

    meanwhile = Thread(target=forget)
    with transaction.atomic():
        keep(world, actor)
        meanwhile.start()
        meanwhile.join(2)
    meanwhile.join(30)
    assert forgotten == [0]
    assert KeptFile.objects.get().file_id == FileContent.objects.get().pk


def at_once(count: int, deed: Callable[[], Any]) -> list[Any]:
    """Do a deed in several threads that begin together."""
    begin, results = Barrier(count), []

    def run() -> None:
        try:
            begin.wait(10)
            results.append(deed())
        finally:
            connection.close()

    threads = [Thread(target=run) for _number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def _document(world: World, content: bytes = bringing.CSV) -> Document:
    filing = Filing(title=both("Visits"), language="sq", licence="CC0-1.0", content=content)
    return file_document(
        actor=HOUSE, institution=world.akshi, scope=world.plan.process.scope, type="table", filing=filing, at=world.at
    ).document


def _redact(world: World, document: Document) -> None:
    filing = Filing(title=both("Visits"), language="sq", licence="CC0-1.0", content=b"muaji,vizita\nqershor,0\n")
    redact_document(actor=HOUSE, document=document, seen_number=1, filing=filing, note=both("Visits"), at=world.at)


def test_bytes_that_were_redacted_are_taken_for_no_evidence(world: World) -> None:
    _redact(world, _document(world))
    with translation.override("en"), pytest.raises(Unfit, match="holds what was redacted"):
        keep(world, officer(world))
    assert not KeptFile.objects.exists()


def test_a_file_that_was_redacted_since_it_was_chosen_is_not_published(world: World) -> None:
    actor = officer(world)
    document, kept_file = _document(world), keep(world, actor)
    piece = GivenEvidence(both("Visits"), event_date=DAY, file=kept_file.file)
    _redact(world, document)
    with translation.override("en"), pytest.raises(NotWhole) as refused:
        report(world, actor, piece)
    assert refused.value.lacks == {"evidence-0-file": "This file holds what was redacted. Choose one without it."}
    assert not Evidence.objects.exists()


def test_evidence_that_sends_the_file_to_be_redacted_is_named_and_what_is_kept_privately_is_not(world: World) -> None:
    actor, document = officer(world), _document(world)
    kept_file = keep(world, actor)
    assert sent_by_others(document) == []
    report(world, actor, GivenEvidence(both("The visits"), event_date=DAY, file=kept_file.file))
    (named,) = sent_by_others(document)
    assert (named.title, named.url) == (both("The visits"), f"/evidence/{Evidence.objects.get().public_id}/")
    assert Client().get(named.url).status_code == 200
