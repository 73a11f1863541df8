"""`kuvend mandate` and `kuvend activity`: a fresh instance gets its first officials and its first consultation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client

from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.people.models import Mandate, Person
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.record.models import Fact
from kuvend.web.cli import main, parser
from tests.support.house import NOW, House
from tests.support.letters import sent_code
from tests.support.standing import always_open

ID = re.compile(r"[0-9a-z]{10}")


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


def run(*words: str) -> int:
    args = parser().parse_args(words)
    code: int = args.run(args)
    return code


def announced(*options: str) -> int:
    known = ("--process", "plan", "--kind", "ideas", "--owner", "aksi", "--title-sq", "Ide", "--title-en", "Ideas")
    said = ("--summary-en", "What should the plan promise?")
    days = ("--opens", "2026-11-24", "--closes", "2026-12-24")
    return run("activity", "announce", *known, *said, *days, *options)


def test_the_first_operator_of_a_fresh_instance_is_named_and_signs_in_by_code(
    db: None, settings: Any, capsys: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert run("mandate", "give", "You@Example.al", "operator") == 0
    said = capsys.readouterr().out
    mandate = Mandate.objects.select_related("person", "scope").get()
    assert mandate.public_id in said
    assert "The account is new." in said
    assert (mandate.person.email, mandate.role, mandate.scope.key) == ("you@example.al", "operator", "site")
    assert (mandate.from_date, mandate.to_date) == (date(2026, 11, 24), None)
    fact = Fact.objects.get(type="mandate_given")
    assert fact.role == "system"
    assert b"example" not in bytes(fact.leaf)
    client = Client()
    client.post("/en/account/login/code/", {"email": "you@example.al"}, follow=True)
    code = sent_code()
    assert client.post("/en/account/login/code/confirm/", {"code": code}).status_code == 302
    assert "Go to the desk" in client.get("/en/me/").content.decode()
    assert client.get("/en/desk/", follow=True).redirect_chain[-1][0] == "/en/me/second-factor/?next=/en/desk/"


def test_a_mandate_names_scope_institution_and_days(house: House) -> None:
    person = house.person("ben")
    options = ("--scope", "plan", "--institution", "moj", "--from", "2026-12-01", "--to", "2027-12-31")
    assert run("mandate", "give", person.email.upper(), "institution_officer", *options) == 0
    mandate = Mandate.objects.get()
    assert (mandate.person, mandate.scope, mandate.institution) == (person, house.scope, house.other)
    assert (mandate.from_date, mandate.to_date) == (date(2026, 12, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("nobody", "operator"), "'nobody' is no e-mail address"),
        (("a@example.al", "king"), "there is no role 'king'; there are secretariat"),
        (("a@example.al", "operator", "--scope", "moon"), "no scope 'moon'; there are site, plan"),
        (("a@example.al", "institution_officer"), "needs --institution KEY"),
        (("a@example.al", "moderator", "--institution", "nasa"), "no institution 'nasa'"),
        (("a@example.al", "moderator", "--from", "soon"), "--from: 'soon' is no day"),
        (("a@example.al", "moderator", "--to", "2026-11-23"), "before the first day"),
    ],
)
def test_a_wrong_mandate_is_one_line_and_makes_no_account(house: House, words: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        run("mandate", "give", *words)
    assert not Person.objects.exists()


def test_the_same_mandate_is_given_once(house: House) -> None:
    run("mandate", "give", "a@example.al", "moderator")
    with pytest.raises(UsageProblem, match="has this mandate already"):
        run("mandate", "give", "a@example.al", "moderator", "--from", "2026-12-01")
    run("mandate", "give", "a@example.al", "moderator", "--scope", "plan")
    assert Mandate.objects.count() == 2


def test_mandates_are_listed_and_ended(house: House, capsys: Any) -> None:
    run("mandate", "list")
    assert "no mandate yet" in capsys.readouterr().out
    run("mandate", "give", "a@example.al", "secretariat", "--scope", "plan")
    mandate = Mandate.objects.get()
    capsys.readouterr()
    assert run("mandate", "list") == 0
    line = capsys.readouterr().out
    assert all(part in line for part in (mandate.public_id, "a@example.al", "secretariat", "plan", "in force"))
    assert run("mandate", "end", mandate.public_id) == 0
    mandate.refresh_from_db()
    assert mandate.to_date == date(2026, 11, 24)
    assert mandate.ended_at
    assert not house.actor(mandate.person).mandates
    assert Fact.objects.filter(type="mandate_ended", role="system").count() == 1
    with pytest.raises(UsageProblem, match="already"):
        run("mandate", "end", mandate.public_id)
    with pytest.raises(UsageProblem, match="no mandate '0000000000'"):
        run("mandate", "end", "0000000000")


def test_an_activity_is_announced_and_its_id_takes_an_import(house: House, capsys: Any, tmp_path: Any) -> None:
    assert announced("--moderation", "before", "--stage", "one", "--working-days", "10") == 0
    public_id = capsys.readouterr().out.strip()
    assert ID.fullmatch(public_id)
    made = Activity.objects.get(public_id=public_id)
    assert (made.moderation, made.stage, made.answer_working_days) == ("before", house.stage, 10)
    assert Fact.objects.get(type="activity_published").role == "system"
    assert run("activity", "list") == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{public_id}  plan  ideas")
    assert "2026-11-24 – 2026-12-24" in first
    assert second.startswith(house.activity.public_id)
    file = tmp_path / "ideas.csv"
    file.write_text("title\nMore light on the main road\n", encoding="utf-8")
    assert run("import", "contributions", str(file), "--activity", public_id, "--apply") == 0
    made.refresh_from_db()
    assert made.contribution_count == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--process", "moon"), "--process: there is no 'moon'; there are plan"),
        (("--owner", "nasa"), "--owner: there is no 'nasa'; there are aksi, moj"),
        (("--kind", "surveys"), "no kind 'surveys'; there are ideas, drafting"),
        (("--scope", "moon"), "--scope: there is no 'moon'"),
        (("--scope", "site"), "This scope does not belong to the process."),
        (("--stage", "two"), "--stage: there is no 'two'; there are one"),
        (("--closes", "2026-11-23"), "It closes before it opens."),
        (("--opens", "soon"), "--opens: 'soon' is no day"),
        (("--closes", "9999-12-31"), "--closes: '9999-12-31' lies outside the years 1990 to 2100"),
        (("--working-days", "0"), "Give 1 to 250 working days"),
        (("--title-sq", "", "--title-en", ""), "give --title-sq or --title-en"),
    ],
)
def test_a_wrong_announcement_is_one_line_and_keeps_nothing(house: House, options: tuple[str, ...], says: str) -> None:
    with pytest.raises(UsageProblem, match=says):
        announced(*options)
    assert Activity.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_wrong_ends_with_two_and_one_line(capsys: Any) -> None:
    assert main(["mandate", "give", "nobody", "operator"]) == 2
    assert capsys.readouterr().err.startswith("kuvend: 'nobody' is no e-mail address: Write")
    with pytest.raises(SystemExit) as ended:
        main(["activity", "announce"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_standing_process_is_set_up_and_takes_what_stays_open(house: House, capsys: Any) -> None:
    said = ("--title-sq", "Sugjerime", "--title-en", "Suggestions", "--summary-en", "What should be better.")
    assert run("process", "set-up", "--key", "suggestions", *said, "--from", "2026-11-24") == 0
    assert ID.fullmatch(capsys.readouterr().out.strip())
    box = ("activity", "announce", "--kind", "ideas", "--owner", "aksi", *said, "--opens", "2026-11-24")
    assert run(*box, "--process", "suggestions") == 0
    assert Activity.objects.get(process__key="suggestions").closes_at is None
    with pytest.raises(UsageProblem, match="Give the last day"):
        run(*box, "--process", "plan")
    with pytest.raises(UsageProblem, match="--key"):
        run("process", "set-up", "--key", "Big Key", *said, "--from", "2026-11-24")
    capsys.readouterr()
    assert run("process", "list") == 0
    assert "suggestions  2026-11-24 – …  " in capsys.readouterr().out
    assert run("activity", "list") == 0
    assert "2026-11-24 – …" in capsys.readouterr().out


def test_a_standing_process_is_ended_with_what_is_open_in_it_and_once_is_enough(house: House, capsys: Any) -> None:
    box, why = always_open(house), ("--reason-sq", "Shkojnë te ministria.", "--reason-en", "They go to the ministry.")
    with pytest.raises(UsageProblem, match="all languages"):
        run("process", "end", "suggestions", "--reason-en", "They go to the ministry.")
    assert run("process", "end", "suggestions", *why) == 0
    assert capsys.readouterr().out == "suggestions is ended; 1 activity ended with it.\n"
    box.refresh_from_db()
    assert box.closes_at == Process.objects.get(key="suggestions").ended_at
    assert run("process", "end", "suggestions", *why) == 0
    assert "already" in capsys.readouterr().out
    assert run("process", "list") == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "suggestions" in line)
    assert "…" not in line
    assert " (ended) " in line
    with pytest.raises(UsageProblem, match="has its last day"):
        run("process", "end", "plan", *why)
