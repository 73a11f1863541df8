"""What the command line says of itself, and of arguments that it does not know."""

from __future__ import annotations

from typing import Any

import pytest

from kuvend.web.cli import EXAMPLES, parser


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        (["outcome", "continue", "X", "--how", "split_into", "--in", "A", "B"], "kuvend outcome continue"),
        (["plan", "check", "a.yaml", "b.yaml"], "kuvend plan check"),
        (["doctor", "--all"], "kuvend doctor"),
    ],
)
def test_what_a_command_does_not_know_it_says_itself(typed: list[str], command: str, capsys: Any) -> None:
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(typed)
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"{command}: unrecognized arguments: {typed[-1]} (see {command} --help)\n"


def test_arguments_of_a_plan_may_stand_in_any_order() -> None:
    for typed in (["a.yaml", "--failed"], ["--failed", "a.yaml"]):
        args = parser().parse_args(["plan", "check", *typed])
        assert (args.file, args.failed) == ("a.yaml", True)


def test_help_keeps_the_lines_of_its_examples(capsys: Any) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    assert capsys.readouterr().out.endswith(EXAMPLES)
