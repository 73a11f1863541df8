"""An address, day, key, number or place that the command line cannot use is named in one line, and nothing is done."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.record.models import Fact
from kuvend.web.cli import parser
from tests.support.house import House

ANNOUNCE = (
    "activity", "announce", "--process", "plan", "--kind", "ideas", "--title-en", "T", "--summary-en", "S", "--owner",
    "aksi", "--opens", "2026-11-25", "--closes", "2026-12-10",
)  # fmt: skip
IMPORT = ("import", "deliberation", "nowhere", "--process", "plan", "--owner", "aksi")
SIMULATE = ("opinion", "simulate", "--out", "{place}/made", "--people")

WRONG: list[tuple[tuple[str, ...], str]] = [
    (("mail", "test", "notanaddress"), "notanaddress"),
    (("mail", "test", "ana@"), "ana@"),
    (("mail", "test", "ana@example.org\nBcc: x@example.org"), "no e-mail address"),
    (("mandate", "give", "notanaddress", "operator"), "notanaddress"),
    (("mandate", "give", "a@example.org", "king"), "king"),
    (("mandate", "give", "a@example.org", "operator", "--to", "2026-13-01"), "--to"),
    (("mandate", "give", "a@example.org", "operator", "--from", "20261301"), "--from"),
    (("mandate", "give", "a@example.org", "operator", "--scope", "nowhere"), "nowhere"),
    (("mandate", "secret", "notanaddress"), "notanaddress"),
    (("mandate", "confirm", "notanaddress"), "notanaddress"),
    (("mandate", "end", "nothing"), "nothing"),
    ((*ANNOUNCE, "--working-days", "-3"), "working days"),
    ((*ANNOUNCE, "--working-days", "many"), "working-days"),
    ((*ANNOUNCE, "--working-days", "9" * 30), "working days"),
    ((*ANNOUNCE, "--closes", "9999-99-99"), "--closes"),
    ((*ANNOUNCE, "--opens", "0001-01-01"), "--opens"),
    ((*ANNOUNCE, "--kind", "dance"), "dance"),
    ((*ANNOUNCE, "--owner", "nobody"), "nobody"),
    ((*ANNOUNCE, "--stage", "nine"), "nine"),
    ((*IMPORT, "--opens", "yesterday"), "nowhere"),
    (("import", "contributions", "no.csv", "--activity", "nothing"), "nothing"),
    (("data", "ballots", "nothing", "{place}"), "nothing"),
    (("data", "recompute", "{place}", "--on", "soon"), "soon"),
    (("data", "recompute", "{place}/none"), "none"),
    (("record", "set-aside", "nobody", "3"), "nobody"),
    (("record", "set-aside", "tell_authors", "-3"), "-3"),
    (("record", "set-aside", "tell_authors", "9" * 30), "9" * 30),
    (("record", "take-up", "nobody", "3"), "nobody"),
    (("record", "take-up", "tell_authors", "9" * 30), "9" * 30),
    (("record", "verify", "{place}/none", "--key", "x"), "none"),
    (("plan", "export", "nothing"), "nothing"),
    ((*SIMULATE, "-5", "--statements", "3", "--votes", "9"), "at least 2 people"),
    ((*SIMULATE, "0", "--statements", "3", "--votes", "9"), "at least 2 people"),
    ((*SIMULATE, "5", "--statements", "3", "--votes", "16"), "at most 15 votes"),
    ((*SIMULATE, "5", "--statements", "3", "--votes", "9", "--seed", "-1"), "-1"),
    (("opinion", "map", "{place}/none"), "none"),
    (("serve", "--port", "70000"), "70000"),
    (("serve", "--port", "-1"), "-1"),
    (("backup", "{place}"), "is there already"),
    (("restore", "{place}/none"), "none"),
]


@pytest.mark.parametrize(("words", "says"), WRONG, ids=[" ".join(words)[:60] for words, _says in WRONG])
def test_what_cannot_be_used_is_named_in_one_line(
    house: House, tmp_path: Any, capsys: Any, words: tuple[str, ...], says: str
) -> None:
    before = Fact.objects.count()
    given = [word.replace("{place}", str(tmp_path)) for word in words]
    with pytest.raises((UsageProblem, SystemExit)) as ended:
        args = parser().parse_args(given)
        args.run(args)
    said = str(ended.value) if isinstance(ended.value, UsageProblem) else capsys.readouterr().err
    assert says in said and said.strip().count("\n") == 0
    assert isinstance(ended.value, UsageProblem) or ended.value.code == 2
    assert (Fact.objects.count(), mail.outbox, list(tmp_path.iterdir())) == (before, [], [])
