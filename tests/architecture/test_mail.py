"""No request talks to a mail server: only jobs send, and the operator's own commands."""

from __future__ import annotations

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "kuvend"
SENDERS = {"foundation/people/letters.py": "send_waiting", "foundation/notifications/actions/mail.py": "deliver"}
MAILBOX = "foundation/notifications/mailbox.py"  # the backend that keeps letters in the database
BY_HAND = ("web/cli/", "web/serving/")
FORBIDDEN = ("smtplib", "django.core.mail")


def modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in SOURCE.rglob("*.py")
    }


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    return names


def test_only_what_jobs_call_opens_a_connection_to_a_mail_server() -> None:
    talking = {name for name, tree in modules().items() if any(one.startswith(FORBIDDEN) for one in imported(tree))}
    assert {*SENDERS} <= talking
    assert not {name for name in talking - {*SENDERS, MAILBOX} if not name.startswith(BY_HAND)}


def test_what_sends_is_called_by_tasks_alone() -> None:
    for sender, function in SENDERS.items():
        callers = {
            name
            for name, tree in modules().items()
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and function in {getattr(node.func, "attr", ""), getattr(node.func, "id", "")}
        }
        room = "/".join(sender.split("/")[:2])
        assert {name for name in callers if not name.startswith(BY_HAND)} == {f"{room}/tasks.py"}, function


def test_letters_are_text_and_ask_no_filter_that_draws_html() -> None:
    drawing = {
        function.name
        for function in ast.walk(modules()["foundation/core/templatetags/words.py"])
        if isinstance(function, ast.FunctionDef) and function.returns and "SafeString" in ast.unparse(function.returns)
    }
    assert "day" in drawing
    asked = {
        f"{path.name}: {name}"
        for path in SOURCE.rglob("mail/*.txt")
        for name in re.findall(r"\|(\w+)", path.read_text(encoding="utf-8"))
        if name in drawing
    }
    assert not asked
