"""`kuvend doctor` asks the things themselves, says what to do, and ends with 1 when something is wrong."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from pathlib import Path
from typing import Any

import polib
import pytest
from django.db import connection

from kuvend.foundation.core.instance import read_instance
from kuvend.foundation.people.models import Person
from kuvend.web.cli.instance import show
from kuvend.web.serving import schema
from kuvend.web.serving.health import FAIL, NOTE, OK, database, machine, mail, record
from kuvend.web.serving.health import languages as language_health
from kuvend.web.serving.health.identity import identity
from kuvend.web.serving.health.languages import languages
from tests.support.house import House
from tests.support.post_office import post_office
from tests.support.serving import run


def test_a_fresh_installation_lacks_its_tables_and_is_told_how_to_make_them(instance: Path) -> None:
    done = run("doctor", home=instance)
    assert done.returncode == 1
    assert "FAIL tables" in done.stdout
    assert "run `kuvend serve`" in done.stdout


IDENTITY = """
[name]
sq = "Komuna jonë"
[operator]
name = {sq = "Komuna"}
[contact]
email = "zyra@example.al"
address = {sq = "Sheshi 1"}
[privacy]
controller = {sq = "Komuna"}
retention = {sq = "Tri vjet"}
"""


def test_an_instance_that_nobody_is_named_for_fails(instance: Path) -> None:
    done = run("doctor", home=instance)
    assert "FAIL instance" in done.stdout
    assert "[operator] name, who runs it" in done.stdout
    assert run("instance", "init", home=instance).returncode == 0
    assert run("instance", "show", home=instance).returncode == 1
    (instance / "instance.toml").write_text(IDENTITY)
    assert run("instance", "show", home=instance).returncode == 0
    assert "ok   instance      Komuna jonë" in run("doctor", home=instance).stdout


def test_a_demonstration_is_named_alike_by_all_who_ask(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KUVEND_HOME", str(tmp_path))
    (tmp_path / "demo").touch()
    name = "Qeverisja e Hapur në Shqipëri"
    assert (show(Namespace()), identity().level) == (0, OK)
    assert f"name        {name}" in capsys.readouterr().out
    assert identity().message == f"{name} (the demonstration's own)"
    (tmp_path / "instance.toml").write_text(IDENTITY.replace("[operator]\n", "[operator]\n# "))
    assert (show(Namespace()), identity().level) == (1, FAIL)
    assert "missing: [operator]" in capsys.readouterr().out


def test_an_installation_with_its_tables_is_well_while_nothing_waits(instance: Path) -> None:
    (instance / "instance.toml").write_text(IDENTITY)
    assert run("manage", "migrate", "--verbosity", "0", home=instance).returncode == 0
    done = run("doctor", home=instance)
    assert (done.returncode, "all is well" in done.stdout) == (0, True), done.stdout
    assert "note worker" in done.stdout
    told = json.loads(run("doctor", "--json", home=instance).stdout)
    assert told["failed"] == 0 and told["figures"]["entries"] == 0
    assert {"mail", "record", "letters", "periodic jobs"} <= {one["name"] for one in told["findings"]}
    assert {tuple(one) for one in told["findings"]} == {("name", "level", "said", "todo")}


def test_a_data_folder_that_cannot_be_used_fails_and_the_other_checks_still_run(instance: Path) -> None:
    place = instance / "file"
    place.write_text("in the way")
    done = run("doctor", home=place)
    assert done.returncode == 1
    assert "FAIL data folder" in done.stdout
    assert "FAIL database" in done.stdout
    assert "ok   Python" in done.stdout


def test_a_secret_key_that_others_can_read_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KUVEND_HOME", str(tmp_path))
    key = tmp_path / "secret-key"
    key.touch(mode=0o600)
    assert machine.secret_key().level == OK
    key.chmod(0o644)
    assert "others can read it: chmod 600" in str(machine.secret_key())


@pytest.fixture
def smtp(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("KUVEND_EMAIL_BACKEND", "KUVEND_SMTP_HOST", "KUVEND_SMTP_USER", "KUVEND_HOST"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(mail, "SECONDS", 0.5)
    return monkeypatch


def test_the_mail_server_is_asked_and_one_that_is_silent_or_away_fails(smtp: pytest.MonkeyPatch) -> None:
    with post_office() as office:
        for name, value in office.settings.items():
            smtp.setenv(name, value)
        assert mail.server().level == OK and office.conversations == 1
        smtp.setenv("KUVEND_SMTP_TLS", "1")
        assert mail.server().level == FAIL  # it offers no secure line
        smtp.setenv("KUVEND_SMTP_TLS", "0")
    away = mail.server()
    assert (away.level, "ConnectionRefusedError" in away.message) == (FAIL, True)
    with post_office(hangs=True) as office:
        smtp.setenv("KUVEND_SMTP_PORT", office.settings["KUVEND_SMTP_PORT"])
        assert mail.server().level == FAIL


def test_mail_that_leaves_an_instance_of_the_public_nowhere_fails(smtp: pytest.MonkeyPatch) -> None:
    assert mail.server().level == NOTE
    smtp.setenv("KUVEND_HOST", "ogp.example.al")
    assert mail.server().level == FAIL
    smtp.setenv("KUVEND_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
    assert "is given to django.core.mail.backends.console" in mail.server().message


def test_a_public_name_with_a_record_of_localhost_or_without_https_fails(smtp: pytest.MonkeyPatch) -> None:
    for name in ("KUVEND_LOG_ORIGIN", "KUVEND_SCHEME", "KUVEND_PROXIES"):
        smtp.delenv(name, raising=False)
    assert machine.address().level == OK
    smtp.setenv("KUVEND_HOST", "ogp.example.al")
    assert "in clear" in machine.address().message
    smtp.setenv("KUVEND_SCHEME", "https")
    assert machine.address().level == NOTE
    smtp.setenv("KUVEND_PROXIES", "1")
    assert machine.address().level == OK
    smtp.setenv("KUVEND_LOG_ORIGIN", "localhost:8000/record")
    assert machine.address().level == FAIL


@pytest.mark.django_db
def test_facts_that_wait_a_minute_for_a_signed_head_fail_whatever_the_reason(house: House) -> None:
    assert record.signed().level == OK
    house.idea()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE record_fact SET logged_at = now() - interval '2 minutes'")
    found = record.signed()
    assert (found.level, "a fact waits" in found.message) == (FAIL, True)


@pytest.mark.django_db
def test_accounts_of_the_demonstration_fail_in_an_instance_for_real_people(settings) -> None:  # type: ignore[no-untyped-def]
    Person.objects.create_user("writer@demo.example", simulated=True)  # without a password: nobody can sign in
    assert database.demonstration().level == OK
    Person.objects.create_user("operator@demo.example", password="printed for all", simulated=True)
    settings.KUVEND_DEMO = False
    assert database.demonstration().level == FAIL
    settings.KUVEND_DEMO = True
    assert database.demonstration().level == NOTE


@pytest.mark.django_db
def test_a_worker_without_all_its_lanes_and_a_job_that_waits_fail() -> None:
    assert database.worker().level == NOTE
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        assert "1 of 5 lanes" in database.worker().message
        cursor.execute("INSERT INTO procrastinate_workers SELECT FROM generate_series(1, 4)")
        assert database.worker().level == OK
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('mail', 'mail.deliver', '{}')"
        )
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '5 minutes'")
    found = database.worker()
    assert (found.level, found.message) == (FAIL, "a job of mail waits since 300 s")


@pytest.mark.django_db
def test_a_clock_that_was_set_back_fails() -> None:
    assert database.periodic_jobs().level == OK
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO procrastinate_periodic_defers (task_name, defer_timestamp, periodic_id)
               VALUES ('mail.deliver', extract(epoch FROM now()) + 7200, '')"""
        )
    assert "the clock was set back" in database.periodic_jobs().message


@pytest.mark.django_db
def test_tables_of_a_newer_version_fail_and_nothing_is_started_on_them() -> None:
    from kuvend.foundation.core.problems import UsageProblem

    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('record', '0999_later', now())")
    assert schema.unknown() == ["record.0999_later"]
    assert database.tables("").level == FAIL
    with pytest.raises(UsageProblem, match="newer version of Kuvend"):
        schema.bring_up()


@pytest.mark.django_db
def test_a_place_for_heads_that_cannot_be_written_fails(settings, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert record.heads().level == NOTE
    settings.KUVEND_HEADS = [str(tmp_path / "head")]
    assert record.heads().level == OK
    settings.KUVEND_HEADS = ["/nowhere/at/all/head"]
    assert record.heads().level == FAIL


def test_a_test_letter_says_what_the_server_made_of_it(instance: Path) -> None:
    with post_office(refuses="nobody") as office:
        taken = run("mail", "test", "ana@example.org", home=instance, **office.settings)
        assert (taken.returncode, taken.stdout.startswith("taken by 127.0.0.1")) == (0, True), taken.stderr
        assert [letter.to for letter in office.letters] == ["ana@example.org"]
        refused = run("mail", "test", "nobody@example.org", home=instance, **office.settings)
        assert (refused.returncode, "550" in refused.stdout) == (1, True)


def test_a_test_letter_without_a_mail_server_says_that_nothing_leaves(instance: Path) -> None:
    told = run("mail", "test", "ana@example.org", home=instance, KUVEND_SMTP_HOST="")
    assert (told.returncode, "nothing leaves this machine" in told.stdout) == (1, True), told.stdout + told.stderr
    assert "KUVEND_SMTP_HOST" in told.stdout


@pytest.mark.parametrize(
    "name", ["Kuvendi, qytetarët dhe qeveria", 'Qeveria "OGP"', "A: B; C <d@e>", "Kuvendi (prova)"]
)
def test_letters_leave_whatever_the_site_is_called(instance: Path, name: str) -> None:
    (instance / "instance.toml").write_text(f"[name]\nsq = {json.dumps(name, ensure_ascii=False)}\n")
    with post_office() as office:
        done = run("mail", "test", "ana@example.org", home=instance, **office.settings)
        assert done.returncode == 0, done.stdout + done.stderr
        assert office.conversations == 1


def test_a_name_is_one_line_and_an_address_that_is_none_fails(instance: Path, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "instance.toml").write_text('[name]\nsq = "Kuvendi\\nBcc: x@example.org"\n')
    with pytest.raises(ValueError, match="one line"):
        read_instance(tmp_path / "instance.toml")
    assert mail.sender().level == OK
    for wrong in ("Kuvendi, qytetarët <no-reply@example.al>", "Kuvendi", "a@example.al, b@example.al", ""):
        settings.DEFAULT_FROM_EMAIL = wrong
        assert mail.sender().level == FAIL


@pytest.mark.parametrize(
    ("codes", "level", "says"),
    [
        ('["sq", "en"]', OK, "sq 100 %, en 100 %"),
        ('["sq", "mk"]', NOTE, "sq 100 %, mk 0 %; the sentences of the check of plans stay English in mk"),
    ],
)
def test_how_much_of_the_texts_each_language_has_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes: str, level: str, says: str
) -> None:
    monkeypatch.setenv("KUVEND_HOME", str(tmp_path))
    (tmp_path / "instance.toml").write_text(f"{IDENTITY}[place]\nlanguages = {codes}\n")
    finding = languages()
    assert finding.level == level
    assert says in str(finding)


def test_half_a_catalogue_counts_as_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KUVEND_HOME", str(tmp_path))
    (tmp_path / "instance.toml").write_text(f'{IDENTITY}[place]\nlanguages = ["mk"]\n')
    folder = tmp_path / "locale" / "mk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    texts = polib.pofile(str(Path(language_health.__file__).parents[2] / "locale/sq/LC_MESSAGES/django.po"))
    half = polib.POFile()
    half.metadata = texts.metadata
    half.extend(entry for number, entry in enumerate(texts) if number % 2)
    half.save_as_mofile(str(folder / "django.mo"))
    assert re.search("mk (49|50) %", str(languages()))
    (folder / "django.mo").write_bytes(b"no catalogue")
    assert "mk 0 %" in str(languages())
