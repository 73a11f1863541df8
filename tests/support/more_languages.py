"""Walk through the house in languages that it does not bring: a made-up one, and Arabic, which is from the right.

    python -m tests.support.more_languages

in a process, a database and a data folder of its own; prints one line for each fault and ends with 1 when there is
one. The folder has what `docs/how-to/add-a-language.md` tells an operator to put there (`prepare`).
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib

MADE_UP = "qaa"  # ISO 639-2 leaves it to whoever needs one
FROM_THE_RIGHT = "ar"  # Django has words in it, we have none
ROOT = Path(__file__).parents[2]
HOW_TO = ROOT / "docs" / "how-to" / "add-a-language.md"
TOML, SHELL = (re.compile(rf"```{kind}\n(.*?)```", re.DOTALL) for kind in ("toml", "sh"))
CODES = ("sq", "en", MADE_UP, FROM_THE_RIGHT)
CATALOGUE = Path("locale", MADE_UP, "LC_MESSAGES", "django.po")
SIGN = "\u00a7"  # stands before each text of the made-up language
EMPTY = re.compile(r"<(h1|h2|h3|h4|label|legend|summary|button|dt|a|title)\b[^>]*>\s*</\1>")
HTML = re.compile(r'<html lang="([\w-]+)" dir="(\w+)">')


def made_up(text: str) -> str:
    """A text in the made-up language."""
    return f"{SIGN}{text}"


def prepare(home: Path) -> None:
    """Do what the page on adding a language tells an operator to do; Arabic is listed, too, without a catalogue."""
    page = HOW_TO.read_text(encoding="utf-8")
    (listed,), commands = re.findall(TOML, page), re.findall(SHELL, page)
    (home / "instance.toml").write_text(_plain(listed).replace('"]', f'", "{FROM_THE_RIGHT}"]'), encoding="utf-8")
    write, compile_it = (_plain(command) for command in commands)
    _run(write, home)
    catalogue = polib.pofile(str(home / CATALOGUE))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: made_up(entry.msgid), 1: made_up(entry.msgid_plural)}
        else:
            entry.msgstr = made_up(entry.msgid)
    catalogue.save()
    _run(compile_it, home)


def _plain(block: str) -> str:
    return "".join(f"{line.strip()}\n" for line in block.splitlines())


def _run(command: str, home: Path) -> None:
    """Run a command of the page as an operator does, from the source."""
    python, *arguments = shlex.split(command.replace("$KUVEND_HOME", str(home)))
    assert python == ".venv/bin/python", command
    surroundings = {**os.environ, "KUVEND_HOME": str(home)}
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=surroundings, check=True, capture_output=True)


def boot() -> None:
    """Set Django up with the languages of the data folder."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kuvend.web.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    setup_test_environment()
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("check")
        call_command("migrate")


def faults() -> Iterator[str]:
    """Yield what does not hold: each page in each language, a text in all of them, a letter in one's own."""
    from kuvend.foundation.people.enums import Role
    from tests.support.house import signed_in
    from tests.support.walking import WalkedHouse
    from tests.web.test_pages import visitors

    whole = WalkedHouse()
    ministry = whole.house.official(Role.INSTITUTION_OFFICER, scope=whole.house.site, institution=whole.house.other)
    clients = [*visitors(whole), signed_in(ministry)]
    for code in (MADE_UP, FROM_THE_RIGHT):
        yield from _pages(whole, clients, code)
    yield from _sentences(whole)
    yield from _text_in_all(whole)
    yield from _letters(whole)


def _pages(whole: Any, clients: list[Any], code: str) -> Iterator[str]:
    """Each page is seen by somebody, says its language and direction, and speaks it."""
    from django.utils import translation

    from tests.support.walking import every_page

    direction = "rtl" if code == FROM_THE_RIGHT else "ltr"
    with translation.override(code):
        addresses = every_page(whole)
    for name, address in addresses:
        answers = (client.get(address) for client in clients)
        html = next((answer.getvalue().decode() for answer in answers if answer.status_code == 200), "")
        if not html:
            yield f"{code} {name}: nobody may see {address}"
        elif not (mark := HTML.search(html)) or mark.groups() != (code, direction):
            yield f"{code} {name}: {mark and mark.group()}"
        elif empty := EMPTY.search(html):
            yield f"{code} {name}: an empty place, {empty.group()}"
        elif code == MADE_UP and html.count(SIGN) < len(CODES):
            yield f"{code} {name}: not in its language"


def _sentences(whole: Any) -> Iterator[str]:
    """What engines say in Albanian and English alone is read in English, marked so; the doctor names the languages."""
    from django.test import Client

    from kuvend.web.serving.health.languages import languages

    for code in (MADE_UP, FROM_THE_RIGHT):
        html = _html(Client(), f"/{code}/plans/{whole.plan.public_id}/")
        marked = re.findall(r'<span(?: dir="ltr")? lang="(\w+)"(?: dir="ltr")?>The ', html)
        if not marked or set(marked) != {"en"}:
            yield f"{code}: the sentences of the check of a plan are in {marked}"
    line = str(languages())
    for words in (f"en 100 %, {MADE_UP} 100 %, {FROM_THE_RIGHT} 0 %;", f"English in {MADE_UP}, {FROM_THE_RIGHT}"):
        if words not in line:
            yield f"the doctor: {line}"


def _text_in_all(whole: Any) -> Iterator[str]:
    """A text is asked in each language, in their order, kept in those that were typed, and shown with its direction."""
    from django.test import Client

    from kuvend.foundation.people.enums import Role
    from tests.support.house import signed_in

    house = whole.house
    secretariat = signed_in(house.official(Role.SECRETARIAT, scope=house.site))
    address = f"desk/barriers/{whole.barrier.public_id}/"
    asked = re.findall(r'<label for="id_(answer_\w+)">([^<]+)</label>', _html(secretariat, f"/{MADE_UP}/{address}"))
    names = (made_up("Albanian"), made_up("English"), MADE_UP, "Arabisht")  # Django's word, in the site's own
    labels = [made_up(f"{made_up('Answer')}, in {name}") for name in names]
    if asked != [(f"answer_{code}", label) for code, label in zip(CODES, labels, strict=True)]:
        yield f"asked: {asked}"
    sent = secretariat.post(f"/en/{address}", {"answer_ar": "\u0646\u0635", "removed": "on"})
    if sent.status_code != 302:
        yield f"an answer in Arabic alone: {sent.status_code}"
    barrier = _html(Client(), f"/en/barriers/{whole.barrier.public_id}/")
    if 'dir="rtl" lang="ar"' not in barrier or "only in Arabic" not in barrier:
        yield "an answer in Arabic alone is not marked on the English page"


def _html(client: Any, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return str(answer.getvalue().decode())


def _letters(whole: Any) -> Iterator[str]:
    """Who chooses a language gets letters in it."""
    from django.core import mail
    from django.urls import reverse

    from kuvend.foundation.core.text import Localized
    from kuvend.foundation.notifications.actions import deliver
    from kuvend.foundation.people.actor import HOUSE
    from kuvend.foundation.record.actions import advance
    from kuvend.foundation.responses.actions import keep_draft, publish_response
    from tests.support.house import signed_in
    from tests.support.whole_house import REASON

    at = whole.house.at
    if signed_in(whole.other_author).post(reverse("my_language"), {"language": MADE_UP}).status_code != 302:
        yield "the language of letters cannot be chosen"
    said = {"verdict": "not_accepted", "reason": REASON, "nowhere": Localized(), "landings": []}
    keep_draft(actor=HOUSE, response=whole.draft, **said)
    publish_response(actor=HOUSE, response=whole.draft, at=at)
    advance(at=at)
    deliver(at=at)
    subjects = [letter.subject for letter in mail.outbox if letter.to == [whole.other_author.email]]
    if not subjects or not subjects[-1].startswith(SIGN):
        yield f"letters: {subjects}"


def main() -> int:
    """Walk, and return the exit code."""
    boot()
    logging.disable(logging.CRITICAL)  # refusals are meant
    count = 0
    for fault in faults():
        print(fault)
        count += 1
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main())
