"""Documents: filed by their institution, superseded, and redacted so that the older bytes can no longer be read."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from procrastinate.contrib.django import app

from kuvend.foundation.core.access import NotAllowed
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents import actions
from kuvend.foundation.documents.actions.versions import Filing
from kuvend.foundation.documents.files import Unfit, check_file
from kuvend.foundation.documents.models import Document, DocumentVersion, FileContent
from kuvend.foundation.documents.queries import also_sent
from kuvend.foundation.people.actor import ANONYMOUS, HOUSE, Actor, HeldMandate
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Institution, Scope
from kuvend.foundation.record.actions import advance
from kuvend.foundation.record.models import Fact, Opening
from kuvend.foundation.record.queries import facts_about
from tests.foundation.documents import bringing
from tests.support.jobs import Jobs

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
FIRST, SECOND = b"name,hours\nArben,10\n", b"name,hours\n(removed),10\n"
NOTE = Localized(en="A name was removed: it is nobody's affair.", sq="U hoq një emër.")


@pytest.fixture
def ministry(db: None) -> Institution:
    return Institution.objects.create(key="ministry", name=Localized(en="Ministry"), short_name=Localized(en="M"))


@pytest.fixture
def scope(db: None) -> Scope:
    return Scope.objects.get_or_create(key="site", path="/site/", defaults={"title": Localized(en="Site")})[0]


def handed_in(content: bytes = FIRST, title: str = "Hours", **changed: Any) -> Filing:
    values = {"title": Localized(en=title), "language": "en", "licence": "CC-BY-4.0", "content": content, **changed}
    return Filing(**values)


def filed(ministry: Institution, scope: Scope, actor: Actor = HOUSE, **changed: Any) -> DocumentVersion:
    return actions.file_document(
        actor=actor, institution=ministry, scope=scope, type="table", filing=handed_in(**changed), at=AT
    )


def types() -> list[str]:
    return list(Fact.objects.order_by("pk").values_list("type", flat=True))


def redacted(document: Document, *, seen: int = 1, content: bytes = SECOND, note: Localized = NOTE) -> DocumentVersion:
    return actions.redact_document(
        actor=HOUSE,
        document=document,
        seen_number=seen,
        filing=handed_in(content),
        note=note,
        at=AT + timedelta(days=1),
    )


def superseded(document: Document, content: bytes = SECOND, *, seen: int = 1) -> DocumentVersion:
    return actions.supersede_document(
        actor=HOUSE, document=document, seen_number=seen, filing=handed_in(content), at=AT
    )


def texts(document: Document) -> list[str]:
    return list(document.versions.order_by("number").values_list("file__text", flat=True))


def fetched(version: DocumentVersion) -> Any:
    return Client().get(f"/documents/{version.public_id}/")


def test_a_document_is_fetched_as_it_was_filed_for_saving_alone(ministry: Institution, scope: Scope) -> None:
    version = filed(ministry, scope)
    answer = fetched(version)
    assert b"".join(answer.streaming_content) == FIRST
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["ETag"] == f'"{version.file.sha256}"'
    assert types() == ["document_filed"]


def test_who_has_a_document_already_is_sent_no_bytes_of_it(ministry: Institution, scope: Scope) -> None:
    version = filed(ministry, scope)
    address, etag = f"/documents/{version.public_id}/", f'"{version.file.sha256}"'
    known = Client().get(address, headers={"if-none-match": etag})
    assert (known.status_code, known["ETag"], known.content) == (304, etag, b"")
    assert Client().get(address, headers={"if-none-match": '"another"'}).status_code == 200
    head = Client().head(address)
    assert (head.status_code, head["ETag"], head["Content-Type"]) == (200, etag, "text/csv")
    assert (head["Content-Length"], b"".join(head.streaming_content)) == (str(len(FIRST)), b"")


def test_the_texts_of_all_files_that_wait_are_read_by_one_job(ministry: Institution, scope: Scope, jobs: Jobs) -> None:
    documents = [filed(ministry, scope, content=b"number,word\n%d,a\n" % number).document for number in range(3)]
    assert [texts(document) for document in documents] == [[""]] * 3
    jobs.run("documents.read_texts")
    assert [texts(document) for document in documents] == [[f"number,word\n{number},a\n"] for number in range(3)]


def test_nobody_else_adds_a_version_nor_redacts(ministry: Institution, scope: Scope) -> None:
    document = filed(ministry, scope).document
    elsewhere = ANONYMOUS
    for deed, words in ((actions.supersede_document, {}), (actions.redact_document, {"note": NOTE})):
        with pytest.raises(NotAllowed, match="publishes documents"):
            deed(actor=elsewhere, document=document, seen_number=1, filing=handed_in(SECOND), at=AT, **words)
    assert document.versions.count() == 1
    assert fetched(document.versions.get()).status_code == 200


def test_a_file_that_was_chosen_before_is_filed_and_one_that_was_forgotten_since_is_chosen_again(
    ministry: Institution, scope: Scope
) -> None:
    chosen, forgotten = (actions.store_file(check_file(content), at=AT) for content in (FIRST, SECOND))
    version = filed(ministry, scope, content=b"", file=chosen)
    assert version.file == chosen
    assert actions.forget_unused(at=AT + timedelta(days=2)) == 1
    with pytest.raises(Unfit) as refusal:
        filed(ministry, scope, content=b"", file=forgotten)
    assert "Choose the file again" in str(refusal.value.sentence)
    assert Document.objects.count() == 1


def test_an_earlier_version_is_still_read_when_a_later_one_supersedes_it(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    second = superseded(first.document)
    assert (second.number, second.supersedes) == (2, first)
    assert [fetched(version).status_code for version in (first, second)] == [200, 200]
    assert types() == ["document_filed", "document_superseded"]


def test_a_redaction_withholds_all_earlier_bytes_and_their_text(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    second = superseded(first.document, b"name,hours\nArben,11\n")
    while actions.read_text(at=AT):
        pass
    third = redacted(first.document, seen=2)
    assert [fetched(version).status_code for version in (first, second, third)] == [410, 410, 200]
    assert texts(first.document) == ["", "", ""]
    assert third.redaction_note == NOTE
    assert types() == ["document_filed", "document_superseded", "document_redacted"]


def test_the_address_of_a_withheld_version_says_what_is_gone_and_leads_to_what_is_sent(
    ministry: Institution, scope: Scope
) -> None:
    first = filed(ministry, scope)
    second = redacted(first.document)
    third = superseded(first.document, b"a,b\n1,2\n", seen=2)
    fourth = redacted(first.document, seen=3, content=b"a,b\n1,(removed)\n", note=Localized(en="A number too."))
    address = f"/documents/{first.public_id}/"
    page = Client().get(address, headers={"accept-language": "en"})
    body = page.content.decode()
    assert 'href="?language=sq"' in body, "its address has no language"
    assert 'href="?language=en"' not in body
    answer = Client().get(f"{address}?language=sq", headers={"accept-language": "en"})
    assert answer["Content-Language"] == "sq"
    other = answer.content.decode()
    assert '<html lang="sq"' in other and "U hoq një emër." in other and 'href="?language=en"' in other
    assert (
        '<html lang="en"' in Client().get(f"{address}?language=xx", headers={"accept-language": "en"}).content.decode()
    )
    assert (page.status_code, page["Cache-Control"]) == (410, "no-store")
    assert "Redacted: A name was removed" in body
    assert "A number too." not in body, "what was gone from a later one"
    assert f'href="/documents/{fourth.public_id}/"' in body
    assert "Arben" not in body
    assert "Redacted: A number too." in fetched_in_english(second)
    assert "Redacted: A number too." in fetched_in_english(third)
    assert fetched(fourth).status_code == 200
    assert Client().get("/documents/2222222222/").status_code == 404


def fetched_in_english(version: DocumentVersion) -> str:
    address = f"/documents/{version.public_id}/"
    return str(Client().get(address, headers={"accept-language": "en"}).content.decode())


def test_the_text_of_a_withheld_version_is_never_read(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    redacted(first.document)
    while actions.read_text(at=AT):
        pass
    assert texts(first.document) == ["", SECOND.decode()]


@pytest.mark.parametrize(("content", "note"), [(FIRST, NOTE), (SECOND, Localized())], ids=["same bytes", "no note"])
def test_a_redaction_that_takes_nothing_out_or_says_nothing_is_refused(
    ministry: Institution, scope: Scope, content: bytes, note: Localized
) -> None:
    first = filed(ministry, scope)
    with pytest.raises(Unfit):
        redacted(first.document, content=content, note=note)
    assert fetched(first).status_code == 200


def test_a_version_that_is_sent_twice_is_filed_once(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    assert superseded(first.document) == superseded(first.document)
    assert redacted(first.document, seen=2, content=b"a,b\n1,2\n") == redacted(
        first.document, seen=2, content=b"a,b\n1,2\n"
    )
    assert types() == ["document_filed", "document_superseded", "document_redacted"]


def test_a_version_follows_the_one_that_was_read(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    superseded(first.document)
    with pytest.raises(NotAllowed), translation.override("en"):
        superseded(first.document, b"a,b\n1,2\n", seen=1)


def test_the_secretariat_files_documents_and_is_named_by_its_role(ministry: Institution, scope: Scope) -> None:
    filed(ministry, scope, Actor(person_id=1, mandates=(HeldMandate(Role.SECRETARIAT, None, scope.path),)))
    assert Fact.objects.get().role == Role.SECRETARIAT


@pytest.mark.parametrize("role", ["", Role.INSTITUTION_OFFICER, Role.MODERATOR])
def test_nobody_else_files_documents(ministry: Institution, scope: Scope, role: str) -> None:
    mandates = (HeldMandate(Role(role), ministry.pk, scope.path),) if role else ()
    for actor in (ANONYMOUS, Actor(person_id=1, verified=True, mandates=mandates)):
        with pytest.raises(NotAllowed):
            filed(ministry, scope, actor)
    assert not Document.objects.exists() and not FileContent.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"language": "English"},
        {"language": "zz"},
        {"language": "zzz"},
        {"language": ""},
        {"title": ""},
        {"content": b"<html>"},
        {"licence": "mine"},
    ],
    ids=str,
)
def test_a_document_needs_a_title_a_language_a_licence_and_a_file_that_is_taken(
    ministry: Institution, scope: Scope, changed: dict[str, Any]
) -> None:
    with pytest.raises((Unfit, NotAllowed)):
        filed(ministry, scope, **changed)
    assert not Document.objects.exists()


def test_the_text_of_a_pdf_is_read_and_a_picture_has_none(ministry: Institution, scope: Scope) -> None:
    minutes = filed(ministry, scope, content=bringing.pdf("Minutes of the meeting"))
    picture = filed(ministry, scope, content=bringing.picture())
    while actions.read_text(at=AT):
        pass
    assert texts(minutes.document) == ["Minutes of the meeting"]
    assert texts(picture.document) == [""]


def test_the_text_of_a_file_is_read_once_whoever_points_to_it(ministry: Institution, scope: Scope) -> None:
    evidence = actions.store_file(check_file(FIRST), at=AT)
    assert actions.read_text(at=AT)
    assert filed(ministry, scope).file == evidence
    assert not actions.read_text(at=AT), "it was read when it was evidence alone"
    evidence.refresh_from_db()
    assert (evidence.text, evidence.text_read_at) == (FIRST.decode(), AT)


def test_no_content_goes_to_which_a_version_points(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    redacted(first.document)
    assert actions.forget_unused(at=AT + timedelta(days=9)) == 0
    assert FileContent.objects.count() == 2


def test_the_house_itself_forgets_what_nothing_points_to_for_a_day(jobs: Jobs) -> None:
    checked = check_file(FIRST)
    actions.store_file(checked, at=now() - timedelta(days=2))
    actions.store_file(check_file(SECOND), at=now() - timedelta(days=2))
    actions.store_file(checked, at=now() - timedelta(hours=23))
    jobs.run("documents.forget_unused")
    assert [row.sha256 for row in FileContent.objects.all()] == [checked.sha256]
    assert "documents.forget_unused" in {task.task.name for task in app.periodic_registry.periodic_tasks.values()}


@pytest.mark.parametrize(
    ("changed", "constraint"),
    [
        ({"licence": "mine"}, "document_version_licence_code"),
        ({"title": {}}, "document_version_has_title"),
        ({"number": 2}, "document_version_supersedes_but_the_first"),
        ({"redaction_note": {"en": "gone"}}, "document_version_redacts_an_earlier_one"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_database_refuses_what_must_not_be(
    ministry: Institution, scope: Scope, changed: dict[str, Any], constraint: str
) -> None:
    version = filed(ministry, scope)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        DocumentVersion.objects.filter(pk=version.pk).update(**changed)


def test_the_record_gives_no_hash_of_what_is_withheld_to_try_guesses_on(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    sealed = facts_about([first.public_id], fields=["version"])[0].data["file"]
    opening = Opening.objects.get(digest=sealed)
    assert json.loads(opening.text) == {"sha256": first.file.sha256, "size": len(FIRST)}
    second = redacted(first.document)
    assert not Opening.objects.filter(digest=sealed).exists()
    assert Opening.objects.filter(digest=first.digest).exists()  # its title was public
    assert Opening.objects.filter(digest=second.file_digest).exists()
    facts = [fact for version in (first, second) for fact in facts_about([version.public_id], fields=["version"])]
    assert len(facts) == 2
    assert first.file.sha256 not in str(facts)


def test_the_very_bytes_that_were_withheld_are_taken_again_for_no_document(ministry: Institution, scope: Scope) -> None:
    first, other = filed(ministry, scope), filed(ministry, scope, content=b"a,b\n1,2\n")
    redacted(first.document)
    for deed in (
        lambda: superseded(first.document, FIRST, seen=2),
        lambda: superseded(other.document, FIRST),
        lambda: redacted(other.document, content=FIRST),
        lambda: filed(ministry, scope, title="Hours again"),
    ):
        with pytest.raises(Unfit, match="holds what was redacted"):
            deed()
    assert DocumentVersion.objects.count() == 3


@pytest.mark.parametrize("behind", [b"", b"\n", b"\n%a line\nstartxref\n0\n%%EOF\n"], ids=["alone", "padded", "within"])
def test_a_withheld_pdf_is_taken_again_for_no_document_nor_within_another(
    ministry: Institution, scope: Scope, behind: bytes
) -> None:
    first, other = filed(ministry, scope, content=bringing.pdf("Agim Hoxha, account 48271653")), filed(ministry, scope)
    content = first_bytes(first)
    redacted(first.document, content=bringing.pdf("A name was removed"))
    again = content + behind
    for deed in (
        lambda: superseded(first.document, again, seen=2),
        lambda: superseded(other.document, again),
        lambda: filed(ministry, scope, title="Hours again", content=again),
    ):
        with pytest.raises(Unfit, match="holds what was redacted"):
            deed()
    assert superseded(other.document, bringing.pdf("Other minutes")).number == 2


def test_a_table_that_grew_is_redacted_and_grows_on(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    superseded(first.document, FIRST + b"Agim Hoxha,3\n")
    third = redacted(first.document, content=FIRST + b"(removed),3\n", seen=2)
    fourth = superseded(first.document, FIRST + b"(removed),3\nTeuta,4\n", seen=3)
    assert [fetched(version).status_code for version in (first, third, fourth)] == [410, 200, 200]


def test_a_pdf_that_only_ends_as_a_redacted_one_began_is_no_copy_of_it(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope, content=bringing.CSV)
    redacted(first.document)
    minutes = bringing.pdf(f"Minutes {bringing.CSV.decode()}")
    assert bringing.CSV in minutes
    assert filed(ministry, scope, title="Minutes", content=minutes).number == 1, "tables are compared whole"


def test_the_file_of_the_current_version_is_no_new_one(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    with pytest.raises(Unfit, match="file of the current version"):
        superseded(first.document, FIRST)
    superseded(first.document)
    assert superseded(first.document, FIRST, seen=2).number == 3, "an older one may come back"


def test_other_documents_that_send_the_file_to_be_redacted_are_named(ministry: Institution, scope: Scope) -> None:
    first, same = filed(ministry, scope), filed(ministry, scope, title="Hours, once more")
    filed(ministry, scope, title="Others", content=b"a,b\n1,2\n")
    assert also_sent(first.document) == [same]
    superseded(same.document)
    assert also_sent(first.document) == [same], "an earlier version is sent, too"
    redacted(first.document, content=b"name,hours\n(gone),10\n")
    assert also_sent(same.document) == [], "what is withheld is sent no more"
    assert fetched(same).status_code == 200
    redacted(same.document, content=b"name,hours\n(went),10\n", seen=2)
    assert fetched(same).status_code == 410


def test_a_redaction_is_no_pdf_that_was_saved_on_top_of_another_state(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope, content=bringing.pdf("Agim Hoxha, account 48271653"))
    for on_top in (
        bringing.saved_on_top(bringing.pdf("Agim Hoxha and others")),
        bringing.saved_on_top(first_bytes(first)),
    ):
        with pytest.raises(Unfit, match="earlier state of itself"):
            redacted(first.document, content=on_top)
    assert redacted(first.document, content=bringing.pdf("A name was removed")).number == 2


def test_a_pdf_for_fast_web_view_has_two_ends_and_is_a_redaction(ministry: Institution, scope: Scope) -> None:
    quick = bringing.fast_web_view()
    assert quick.count(b"%%EOF") == 2
    first = filed(ministry, scope, content=bringing.pdf("Agim Hoxha, account 48271653"))
    with pytest.raises(Unfit, match="earlier state of itself"):
        redacted(first.document, content=bringing.saved_on_top(quick))
    assert redacted(first.document, content=quick).number == 2


def first_bytes(version: DocumentVersion) -> bytes:
    return bytes(FileContent.objects.get(pk=version.file_id).content)


def test_the_same_filing_sent_twice_is_one_document(ministry: Institution, scope: Scope) -> None:
    assert filed(ministry, scope) == filed(ministry, scope)
    assert filed(ministry, scope, title="Other hours").document.pk != filed(ministry, scope).document.pk
    assert types() == ["document_filed"] * 2


def openings(version: DocumentVersion) -> int:
    return Opening.objects.filter(digest__in=[version.digest, version.file_digest]).count()


def test_a_title_that_a_redaction_changes_is_withheld_from_the_record_too(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope, title="Complaint of Arben")
    second = superseded(first.document, b"name,hours\nArben,11\n")
    assert openings(first) == 2
    redacted(first.document, seen=2)
    first.refresh_from_db()
    assert (first.title, bytes(first.salt)) == ({}, b"")
    assert [openings(version) for version in (first, second)] == [0, 1], "the second is called as the third"
    while advance(at=AT + timedelta(days=2)):
        pass
    for fact in Fact.objects.filter(type__startswith="document_"):
        page = Client().get(f"/en/record/{fact.index}/")
        assert page.status_code == 200 and "Arben" not in page.content.decode()
    assert "Arben" not in fetched_in_english(first)


def test_a_title_that_stays_stays_open(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    redacted(first.document)
    first.refresh_from_db()
    assert first.title == {"en": "Hours"} and openings(first) == 1


def test_a_version_that_is_sent_has_a_title(ministry: Institution, scope: Scope) -> None:
    first = filed(ministry, scope)
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentVersion.objects.filter(pk=first.pk).update(title={})


@pytest.mark.parametrize(
    "dressed",
    [
        b"sep=,\n" + FIRST,
        b'"name","hours"\n"Arben","10"\n',
        FIRST.replace(b",", b";"),
        FIRST.replace(b",", b"\t"),
        FIRST.replace(b"Arben", b"Arben\xc2\xa0"),
        FIRST.replace(b"Arben", b"Ar\xe2\x80\x8bben"),
        b"\xef\xbb\xbf" + FIRST.replace(b"\n", b"\r\n"),
    ],
    ids=["named separator", "quoted", "semicolons", "tabs", "no-break space", "zero-width space", "mark and line ends"],
)
def test_a_redacted_table_is_not_taken_again_in_another_dress(
    ministry: Institution, scope: Scope, dressed: bytes
) -> None:
    first = filed(ministry, scope)
    with pytest.raises(Unfit, match="nothing is gone"):
        redacted(first.document, content=dressed)
    redacted(first.document)
    with pytest.raises(Unfit, match="holds what was redacted"):
        filed(ministry, scope, title="Others", content=dressed)
    assert filed(ministry, scope, title="Others", content=FIRST.replace(b"10", b"11"))
