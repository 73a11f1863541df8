"""The log on the web: files for ever, in their only spelling, and nothing that is not published."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from kuvend.engines.merkle import kuvend_verify
from kuvend.engines.merkle.audit import audit_log
from kuvend.engines.merkle.notes import parse_verifier_key
from kuvend.foundation.record import actions, queries
from kuvend.foundation.record.facts import Subject
from kuvend.foundation.record.models import Opening
from kuvend.foundation.record.openings import seal_openly
from tests.foundation.record.sample import AT, StoneLaid, stones

pytestmark = pytest.mark.django_db


def _publish(count: int) -> None:
    actions.put(*stones(count), at=AT, role="r")
    actions.advance(at=AT)


def _get(client: Client, path: str) -> bytes:
    answer = client.get(f"/record/{path}")
    if answer.status_code == 404:
        raise LookupError(path)
    assert answer.status_code == 200
    return answer.content


def test_the_whole_log_can_be_checked_from_its_pages_with_the_key_it_gives(client: Client) -> None:
    _publish(300)
    _publish(77)
    key = parse_verifier_key(_get(client, "key").decode())
    audit = audit_log(read=lambda path: _get(client, path), keys=[key])
    assert (audit.entries, audit.tiles) == (377, 3)


def test_partial_tiles_of_earlier_heads_stay_and_none_is_given_before_its_head(client: Client) -> None:
    _publish(10)
    actions.put(*stones(10), at=AT, role="r")
    actions.sequence()
    assert len(_get(client, "tile/0/000.p/10")) == 320
    for path in ["tile/0/000.p/11", "tile/0/000", "tile/entries/000.p/20", "entry/10", "proof/10", "tile/1/000.p/1"]:
        assert client.get(f"/record/{path}").status_code == 404, path
    actions.sign_checkpoint(at=AT)
    assert len(_get(client, "tile/0/000.p/10")) == 320
    assert len(_get(client, "tile/0/000.p/20")) == 640


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/0",
        "tile/0/000.p/0",
        "tile/0/x000/000.p/3",
        "tile/0/000.p/03",
        "tile/0/../checkpoint",
        "tile/63/000",
        "tile/0/" + "x999/" * 7 + "999",
        "tile/entries/001.p/1",
        "entry/00",
        "entry/-1",
        "entry/999999999999999999",
        "entry/9999999999999999999",
    ],
)
def test_another_spelling_is_not_found(client: Client, path: str) -> None:
    _publish(3)
    assert client.get(f"/record/{path}").status_code == 404


def test_what_never_changes_may_be_kept_for_ever_and_the_head_for_seconds(client: Client) -> None:
    _publish(3)
    for path, cache, kind in [
        ("checkpoint", "public, max-age=5", "text/plain; charset=utf-8"),
        ("tile/0/000.p/3", "public, max-age=31536000, immutable", "application/octet-stream"),
        ("tile/entries/000.p/3", "public, max-age=31536000, immutable", "application/octet-stream"),
        ("entry/2", "public, max-age=31536000, immutable", "application/json"),
    ]:
        answer = client.get(f"/record/{path}", headers={"cookie": "sessionid=broken", "accept-language": "en"})
        assert (answer["Cache-Control"], answer["Content-Type"]) == (cache, kind), path
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")


def test_before_the_first_head_there_is_nothing(client: Client) -> None:
    for path in ["checkpoint", "key", "tile/0/000.p/1", "entry/0", "proof/0"]:
        assert client.get(f"/record/{path}").status_code == 404, path
    assert queries.record_page().entries == []


def test_the_log_is_read_only(client: Client) -> None:
    _publish(1)
    assert client.post("/record/checkpoint").status_code in (403, 405)


def _check_words(client: Client, folder: Path, opening: bytes) -> "subprocess.CompletedProcess[str]":
    """Run the verifier that the site serves on the proof of entry 5 and an opening."""
    answer = client.get("/record/proof/5")
    assert answer["Content-Disposition"] == 'attachment; filename="5.tlog-proof"'
    (folder / "5.tlog-proof").write_bytes(answer.content)
    (folder / "kuvend_verify.py").write_bytes(_get(client, "kuvend_verify.py"))
    (folder / "opening.json").write_bytes(opening)
    command = [sys.executable, "-I", "kuvend_verify.py", "words", "opening.json", "5.tlog-proof", "--language", "en"]
    command += ["--key", _get(client, "key").decode()]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_anyone_proves_the_very_words_of_an_institution_with_the_files_of_the_site(
    client: Client, tmp_path: Path
) -> None:
    actions.put(*stones(5), at=AT, role="r")
    sealed = seal_openly("Më shumë drita në rrugë")
    actions.put(StoneLaid(stone=Subject("s1"), words=sealed.digest), at=AT, role="institution_officer")
    actions.put(*stones(300), at=AT, role="r")
    actions.advance(at=AT)
    opening = _get(client, "opening/5")
    assert json.loads(opening)["openings"] == [
        {"entry": 5, "field": "words", "digest": sealed.digest, "salt": sealed.salt.hex(),
         "text": "Më shumë drita në rrugë"},
    ]  # fmt: skip
    done = _check_words(client, tmp_path, opening)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "These very words stand sealed in entry 5" in done.stdout
    done = _check_words(client, tmp_path, opening.replace(b"drita", b"Drita"))
    assert done.returncode == 1, "one letter is another"


def test_a_seal_without_its_opening_is_not_opened(client: Client) -> None:
    sealed = seal_openly("Më shumë drita")
    actions.put(StoneLaid(stone=Subject("s1"), words=sealed.digest), StoneLaid(stone=Subject("s2")), at=AT, role="r")
    actions.advance(at=AT)
    Opening.objects.all().delete()
    for index in (0, 1, 2):
        assert client.get(f"/record/opening/{index}").status_code == 404


def test_the_verifier_that_is_served_is_the_one_that_is_tested(client: Client) -> None:
    assert _get(client, "kuvend_verify.py") == Path(kuvend_verify.__file__).read_bytes()


def test_the_page_of_the_record_walks_back_by_index() -> None:
    _publish(120)
    indexes, before = [], None
    while True:
        page = queries.record_page(before=before)
        indexes += [entry.index for entry in page.entries]
        before = page.older_than
        if before is None:
            break
    assert indexes == list(range(119, -1, -1))
    assert page.size == 120
    assert json.loads(queries.entry_leaf(3))["subjects"]["stone"] == "stone00003"
    assert queries.entry(3).index == 3
