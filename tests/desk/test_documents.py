"""Documents of a process: filed at the desk once they were previewed, superseded, redacted; read on its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import strip_tags

from kuvend.foundation.core.text import Localized
from kuvend.foundation.documents.actions import forget_unused
from kuvend.foundation.documents.models import Document, DocumentVersion, FileContent
from kuvend.foundation.documents.queries import SentFile
from kuvend.foundation.processes.models import Process
from tests.desk.test_browser import enter
from tests.foundation.documents import bringing
from tests.support.house import NOW, House
from tests.support.standing import standing_process

FIRST, SECOND = b"name,hours\nArben,10\n", b"name,hours\n(removed),10\n"


@pytest.fixture
def process(house: House) -> Process:
    return standing_process(house)


@pytest.fixture
def desk(house: House, at_desk: Callable[..., Client]) -> Client:
    return at_desk("secretariat", scope=house.site)


def new(process: Process) -> str:
    return f"/en/desk/processes/{process.public_id}/documents/new/"


def words(house: House, **changed: Any) -> dict[str, Any]:
    known = {
        "title_sq": "Oraret", "title_en": "Hours", "type": "study", "institution": house.owner.key, "language": "en",
        "licence": "CC-BY-4.0",
    }  # fmt: skip
    return known | changed


def previewed(client: Client, address: str, typed: dict[str, Any], content: bytes | None) -> dict[str, Any]:
    """What is sent to publish what was previewed."""
    file = {"file": SimpleUploadedFile("hours.csv", content)} if content else {}
    page = client.post(address, typed | file | {"deed": "preview"})
    assert page.status_code == 200, strip_tags(page.content.decode())
    data = page.context["form"].data
    return typed | {"kept_token": data["kept_token"], "previewed": data["previewed"], "deed": "publish"}


def looked_at(client: Client, address: str, typed: dict[str, Any], content: bytes) -> Any:
    """The page of the form after its preview was asked for."""
    return client.post(address, typed | {"file": SimpleUploadedFile("hours.csv", content), "deed": "preview"})


def published(client: Client, address: str, typed: dict[str, Any], content: bytes) -> Any:
    return client.post(address, previewed(client, address, typed, content))


def shown(address: str) -> str:
    return " ".join(strip_tags(Client().get(address).content.decode()).split())


def version_of(document: Document, deed: str, **changed: Any) -> tuple[str, dict[str, Any]]:
    typed = {"title_sq": "Oraret", "title_en": "Hours", "language": "en", "licence": "CC0-1.0", "seen_number": 1}
    return f"/en/desk/documents/{document.public_id}/{deed}/", typed | changed


def test_a_document_is_filed_once_it_was_previewed_and_read_on_the_page_of_the_process(
    house: House, process: Process, desk: Client
) -> None:
    asked = previewed(desk, new(process), words(house), FIRST)
    assert not Document.objects.exists()
    assert "Hours" not in shown(f"/en/processes/{process.public_id}/")
    done = desk.post(new(process), asked)
    assert done["Location"] == f"/en/desk/processes/{process.public_id}/documents/?done=document-filed"
    text = strip_tags(desk.get(done["Location"]).content.decode())
    assert "Everybody can read it among the documents of the process." in text
    version = DocumentVersion.objects.get()
    assert (version.document.type, version.document.institution, version.document.scope) == (
        "study", house.owner, process.scope,
    )  # fmt: skip
    for page in (f"/en/processes/{process.public_id}/", f"/en/processes/{process.public_id}/documents/"):
        text = shown(page)
        assert "A study" in text
        assert "English · CSV, 20" in text
        assert "24 November 2026 · CC BY 4.0" in text
        assert f"/documents/{version.public_id}/" in Client().get(page).content.decode()
    assert b"".join(Client().get(f"/documents/{version.public_id}/").streaming_content) == FIRST


def test_a_form_that_is_sent_empty_is_shown_again(process: Process, desk: Client) -> None:
    assert "Title, in English" in desk.post(new(process)).content.decode()
    assert not Document.objects.exists()


def test_another_file_than_the_previewed_one_is_shown_first(house: House, process: Process, desk: Client) -> None:
    asked = previewed(desk, new(process), words(house), FIRST)
    for changed in ({"file": SimpleUploadedFile("other.csv", SECOND)}, {"licence": "CC0-1.0"}):
        page = desk.post(new(process), asked | changed)
        assert (page.status_code, Document.objects.count()) == (200, 0)
        assert "Nothing is published yet" in page.content.decode()
        again = desk.post(new(process), words(house) | {"kept_token": asked["kept_token"], "deed": "preview"})
        assert "Nothing is published yet" not in again.content.decode()


def test_a_file_is_named_by_its_own_chooser_alone_and_not_by_its_hash(
    house: House, process: Process, desk: Client, at_desk: Callable[..., Client]
) -> None:
    asked = previewed(desk, new(process), words(house), FIRST)
    another = at_desk("secretariat", scope=house.site)
    assert "Choose the file." in another.post(new(process), asked).content.decode()
    page = desk.post(new(process), asked | {"kept_token": FileContent.objects.get().pk})
    assert (page.status_code, Document.objects.count()) == (422, 0)


def test_a_previewed_file_is_kept_for_a_day_and_a_forgotten_one_is_chosen_again(
    house: House, process: Process, desk: Client
) -> None:
    asked = previewed(desk, new(process), words(house), FIRST)
    day = timedelta(days=1)
    assert forget_unused(at=NOW + day) == 0
    later = NOW + timedelta(minutes=5)
    with time_machine.travel(later, tick=False):
        asked = previewed(desk, new(process), asked, None)
    assert forget_unused(at=later + day) == 0, "each look promises a day anew"
    assert forget_unused(at=later + day + timedelta(seconds=1)) == 1
    page = desk.post(new(process), asked)
    assert (page.status_code, Document.objects.count()) == (422, 0)
    assert "Choose the file." in page.content.decode()


@pytest.mark.parametrize(
    ("changed", "content", "says"),
    [
        ({"title_sq": "", "title_en": ""}, FIRST, "Give it a title"),
        ({}, None, "Choose the file."),
        ({}, b"", "The file is empty."),
        ({}, b"<script>alert(1)</script>", "Only PDF, PNG, JPEG and CSV files are taken"),
        ({"licence": "mine"}, FIRST, "Select a valid choice"),
        ({"licence": ""}, FIRST, 'id="id_licence_error">Choose what it may be used for.'),
        ({"language": ""}, FIRST, 'id="id_language_error">Choose the language of the document.'),
        ({"language": "zz"}, FIRST, 'id="id_language_error">Choose the language of the document.'),
        ({"type": ""}, FIRST, 'id="id_type_error">Choose what it is.'),
        ({"institution": ""}, FIRST, 'id="id_institution_error">Choose an institution.'),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_filed(
    house: House, process: Process, desk: Client, changed: dict[str, Any], content: bytes | None, says: str
) -> None:
    file = {"file": SimpleUploadedFile("x.csv", content)} if content is not None else {}
    page = desk.post(new(process), words(house, **changed) | file | {"deed": "preview"})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert not Document.objects.exists()


def test_an_empty_file_is_told_of_in_albanian_with_the_words_of_the_site(
    house: House, process: Process, desk: Client
) -> None:
    file = {"file": SimpleUploadedFile("x.csv", b"")}
    page = desk.post(new(process).replace("/en/", "/sq/"), words(house) | file | {"deed": "preview"})
    assert page.status_code == 422 and "Skedari është bosh." in page.content.decode()


def test_no_language_is_chosen_beforehand_for_a_document_nor_for_a_version_of_it(
    house: House, process: Process, desk: Client
) -> None:
    assert published(desk, new(process), words(house, language="it"), FIRST).status_code == 302
    address, typed = version_of(Document.objects.get(), "supersede")
    for page in (new(process), address):
        field = desk.get(page).context["form"]["language"]
        assert (field.value() or "", field.field.choices[0]) == ("", ("", "Choose the language of the document"))
    assert published(desk, address, typed, SECOND).status_code == 302
    assert list(DocumentVersion.objects.order_by("pk").values_list("language", flat=True)) == ["it", "en"]
    assert "Italian · CSV" in shown(f"/en/processes/{process.public_id}/documents/")


def test_a_new_version_leaves_the_one_before_to_be_read(house: House, process: Process, desk: Client) -> None:
    published(desk, new(process), words(house), FIRST)
    document = Document.objects.get()
    address, typed = version_of(document, "supersede")
    assert published(desk, address, typed, SECOND)["Location"].endswith("?done=document-superseded")
    text = shown(f"/en/processes/{process.public_id}/")
    assert "1 earlier version" in text
    first, second = document.versions.order_by("number")
    assert second.supersedes == first
    page = Client().get(f"/en/processes/{process.public_id}/").content.decode()
    assert all(f"/documents/{version.public_id}/" in page for version in (first, second))
    late = looked_at(desk, address, typed, b"name,hours\nBesa,9\n")
    assert late.status_code == 422
    assert "newer version" in late.content.decode()


@pytest.mark.parametrize(("deed", "note"), [("supersede", {}), ("redact", {"note_en": "A name was removed."})])
def test_after_a_colleague_s_version_the_form_leads_to_that_keeps_the_file_and_can_be_sent(
    house: House, process: Process, desk: Client, at_desk: Callable[..., Client], deed: str, note: dict[str, str]
) -> None:
    published(desk, new(process), words(house), FIRST)
    document = Document.objects.get()
    address, typed = version_of(document, deed, **note)
    asked = previewed(desk, address, typed, SECOND)
    colleague = at_desk("secretariat", scope=house.site)
    address_of_theirs, theirs = version_of(document, "supersede")
    assert published(colleague, address_of_theirs, theirs, b"name,hours\nBesa,9\n").status_code == 302
    refused = desk.post(address, asked)
    assert refused.status_code == 422
    body, newer = refused.content.decode(), document.versions.get(number=2)
    assert "Somebody published a newer version meanwhile." in body
    assert f'href="/documents/{newer.public_id}/"' in body
    assert "hours.csv" in body
    assert "This is what everybody will see" not in body
    drawn = {name: refused.context["form"].data[name] for name in ("seen_number", "kept_token", "previewed")}
    unread = desk.post(address, typed | drawn | {"deed": "publish"})
    assert (unread.status_code, document.versions.count()) == (200, 2), "it is previewed again first"
    drawn = {name: unread.context["form"].data[name] for name in drawn}
    assert desk.post(address, typed | drawn | {"deed": "publish"}).status_code == 302
    assert bytes(document.versions.get(number=3).file.content) == SECOND


def test_the_preview_names_the_file_and_its_official_opens_it(
    house: House, process: Process, desk: Client, at_desk: Callable[..., Client]
) -> None:
    published(desk, new(process), words(house), FIRST)
    address, typed = version_of(Document.objects.get(), "redact", note_en="A name was removed.")
    file = SimpleUploadedFile("orari i ndrequr.csv", SECOND)
    page = desk.post(address, typed | {"file": file, "deed": "preview"})
    text = strip_tags(page.content.decode())
    assert f"orari i ndrequr.csv (CSV, {len(SECOND)}" in " ".join(text.split()).replace("\xa0", " ")
    assert f"SHA-256 {sha256(SECOND).hexdigest()[:8]}…" in text
    asked = typed | {"kept_token": page.context["form"].data["kept_token"], "deed": "open"}
    sent = desk.post(address, asked)
    assert b"".join(sent.streaming_content) == SECOND
    assert sent["Content-Disposition"] == 'attachment; filename="document.csv"'
    assert sent["Cache-Control"] == "private, no-store"
    another = at_desk("secretariat", scope=house.site).post(address, asked)
    assert (another.status_code, another.streaming) == (422, False)
    assert desk.post(address, asked | {"kept_token": sha256(SECOND).hexdigest()}).status_code == 422
    assert DocumentVersion.objects.count() == 1


def test_a_file_stays_when_another_field_is_wrong_and_goes_when_it_is_not_taken(
    house: House, process: Process, desk: Client
) -> None:
    file = SimpleUploadedFile("hours.csv", FIRST)
    page = desk.post(new(process), words(house, title_sq="", title_en="") | {"file": file, "deed": "preview"})
    assert page.status_code == 422
    assert "hours.csv" in page.content.decode()
    token = page.context["form"].data["kept_token"]
    mended = previewed(desk, new(process), words(house) | {"kept_token": token}, None)
    assert desk.post(new(process), mended).status_code == 302
    assert bytes(DocumentVersion.objects.get().file.content) == FIRST
    bad = SimpleUploadedFile("x.csv", b"<script>alert(1)</script>")
    page = desk.post(new(process), words(house) | {"kept_token": token, "file": bad, "deed": "preview"})
    assert (page.status_code, page.context["form"].data["kept_token"]) == (422, "")


@pytest.mark.parametrize(
    ("deed", "content", "says"),
    [
        ("redact", FIRST, "nothing is gone from it"),
        ("redact", b"\xef\xbb\xbf" + FIRST.replace(b"\n", b"\r\n"), "nothing is gone from it"),
        ("redact", None, "still holds an earlier state"),
        ("supersede", FIRST, "file of the current version"),
    ],
)
def test_a_preview_shows_nothing_that_is_refused_afterwards_and_keeps_the_file(
    house: House, process: Process, desk: Client, deed: str, content: bytes | None, says: str
) -> None:
    published(desk, new(process), words(house), FIRST)
    address, typed = version_of(Document.objects.get(), deed, note_en="A name was removed.")
    page = looked_at(desk, address, typed, content or bringing.saved_on_top(bringing.pdf()))
    body = page.content.decode()
    assert (page.status_code, says in body) == (422, True)
    assert "This is what everybody will see" not in body and ">Publish it<" not in body
    assert "hours.csv" in body and page.context["form"].data["kept_token"]


def test_what_was_redacted_is_refused_at_the_preview_of_every_document_and_by_the_deed(
    house: House, process: Process, desk: Client
) -> None:
    published(desk, new(process), words(house), FIRST)
    document = Document.objects.get()
    asked = previewed(desk, new(process), words(house, title_en="Again"), FIRST)
    address, typed = version_of(document, "redact", note_en="A name was removed.")
    published(desk, address, typed, SECOND)
    page = looked_at(desk, new(process), words(house), FIRST)
    assert (page.status_code, "holds what was redacted" in page.content.decode()) == (422, True)
    refused = desk.post(new(process), asked)
    assert (refused.status_code, Document.objects.count()) == (422, 1), "redacted between preview and deed"
    assert refused.context["form"].data["kept_token"], "the file stays"


def test_a_redaction_names_other_documents_that_send_the_same_file(
    house: House, process: Process, desk: Client
) -> None:
    published(desk, new(process), words(house), FIRST)
    published(desk, new(process), words(house, title_sq="Oraret tjera", title_en="Other hours"), FIRST)
    document, other = Document.objects.order_by("pk")
    address, typed = version_of(document, "redact", note_en="A name was removed.")
    for page in (desk.get(address), looked_at(desk, address, typed, SECOND)):
        body = page.content.decode()
        assert f'href="/en/desk/documents/{other.public_id}/redact/">Other hours' in body
    supersede, _typed = version_of(document, "supersede")
    assert "Other hours" not in desk.get(supersede).content.decode()


def test_a_preview_shows_title_and_note_in_every_language_with_type_and_institution(
    house: House, process: Process, desk: Client
) -> None:
    published(desk, new(process), words(house), FIRST)
    address, typed = version_of(Document.objects.get(), "redact", note_en="A name was removed.", note_sq="U hoq emri.")
    body = looked_at(desk, address, typed, SECOND).content.decode()
    region = body[body.index('aria-labelledby="preview"') :]
    assert '<p lang="sq"><strong>Oraret</strong></p>' in region
    assert '<p lang="en"><strong>Hours</strong></p>' in region
    assert f"<p>A study · {house.owner.name['en']} · English · CSV" in region
    assert '<p lang="en">Redacted: A name was removed.</p>' in region
    assert re.search(r'<p lang="sq">\w[^<]*: U hoq emri.</p>', region) and '"sq">Redacted' not in region
    assert body.index('id="id_file"') < body.index("is kept for a day") < body.index('id="id_note_sq"')


def test_nothing_is_chosen_for_who_files_a_document(process: Process, desk: Client) -> None:
    form = desk.get(new(process)).context["form"]
    assert [form[name].value() for name in ("type", "institution", "licence")] == [None] * 3
    assert [form.fields[name].choices[0][0] for name in ("type", "institution", "licence")] == [""] * 3


def test_a_redaction_names_what_else_sends_the_same_file_and_says_what_becomes_of_titles(
    process: Process, house: House, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(desk, new(process), words(house), FIRST)
    elsewhere = [SentFile(Localized(en="The hours"), "/evidence/abc/")]
    monkeypatch.setattr("kuvend.desk.views.documents.sent_by_others", lambda _document: elsewhere)
    address, _typed = version_of(Document.objects.get(), "redact")
    body = desk.get(address).content.decode()
    assert '<a href="/evidence/abc/">The hours</a>' in body and "public elsewhere too" in body
    assert "nor an earlier title that differs" in body
    address, _typed = version_of(Document.objects.get(), "supersede")
    assert "public elsewhere too" not in desk.get(address).content.decode()


def test_a_redaction_says_what_is_gone_and_takes_the_earlier_bytes_from_the_page(
    house: House, process: Process, desk: Client
) -> None:
    published(desk, new(process), words(house), FIRST)
    document = Document.objects.get()
    address, typed = version_of(document, "redact", note_sq="", note_en="")
    file = SimpleUploadedFile("x.csv", SECOND)
    assert desk.post(address, typed | {"deed": "preview", "file": file}).status_code == 422, "without a note"
    typed |= {"note_en": "A name was removed."}
    assert published(desk, address, typed, SECOND)["Location"].endswith("?done=document-redacted")
    first = document.versions.get(number=1)
    page = shown(f"/en/processes/{process.public_id}/")
    assert "Redacted: A name was removed." in page
    assert "no longer available" in page
    assert Client().get(f"/documents/{first.public_id}/").status_code == 410


def test_a_plan_s_process_has_its_documents_on_a_page_of_their_own(house: House, desk: Client) -> None:
    published(desk, new(house.process), words(house), bringing.pdf("Minutes"))
    assert "PDF" in shown(f"/en/processes/{house.process.public_id}/documents/")


def test_the_secretariat_of_another_process_files_nothing_here(
    house: House, process: Process, secretariat: Client, desk: Client
) -> None:
    assert secretariat.get(new(process)).status_code == 404
    published(desk, new(process), words(house), FIRST)
    address, _typed = version_of(Document.objects.get(), "redact")
    assert secretariat.get(address).status_code == 403


def test_the_page_of_a_process_shows_the_last_ten_and_leads_to_all(
    house: House, process: Process, desk: Client
) -> None:
    for number in range(11):
        published(desk, new(process), words(house, title_en=f"Minutes {number:02}"), f"a,b\n{number},1\n".encode())
    page = shown(f"/en/processes/{process.public_id}/")
    assert "Minutes 10" in page
    assert "Minutes 00" not in page
    assert "All documents" in page
    assert "Minutes 00" in shown(f"/en/processes/{process.public_id}/documents/")


@pytest.mark.parametrize("language", ["sq", "en"])
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_pages_of_processes_and_their_documents(
    house: House, process: Process, desk: Client, open_page: Callable[..., Any], live_server: Any, language: str
) -> None:
    published(desk, new(process), words(house), FIRST)
    document = Document.objects.get()
    address, typed = version_of(document, "redact", note_en="A name was removed.")
    published(desk, address, typed, SECOND)
    page, problems = open_page(), {}
    enter(page, house.official("secretariat", scope=house.site), live_server)
    own = f"processes/{process.public_id}"
    for path in (
        "desk/processes/", "desk/processes/new/", f"desk/{own}/end/", f"desk/{own}/documents/",
        f"desk/{own}/documents/new/", f"desk/documents/{document.public_id}/redact/", f"{own}/", f"{own}/documents/",
    ):  # fmt: skip
        page.goto(f"/{language}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        if (report := Axe().run(page)).violations_count:
            problems[path] = report.generate_report()
    assert not problems, problems


@pytest.mark.parametrize("letter", ["\U0001f600", "ë", "a"])
def test_a_file_of_a_very_long_name_is_published_from_its_preview(
    process: Process, house: House, desk: Client, letter: str
) -> None:
    chosen_file = SimpleUploadedFile(letter * 126 + ".csv", FIRST)
    page = desk.post(new(process), words(house) | {"file": chosen_file, "deed": "preview"})
    data = page.context["form"].data
    assert f"The file {letter * 75}" in page.content.decode()
    sent = {"kept_token": data["kept_token"], "previewed": data["previewed"], "deed": "publish"}
    assert desk.post(new(process), words(house) | sent).status_code == 302
    assert Document.objects.count() == 1
