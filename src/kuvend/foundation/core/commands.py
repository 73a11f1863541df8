"""The command line as rooms see it: commands in groups, what each needs before it runs, values as they are typed.

A room's module `commands` has `register(commands: Commands)`; `web/cli` calls it and runs what was asked for. It
imports nothing of Django before a command runs: the settings are read once the database's URL is known.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from enum import IntEnum
from typing import Any, NoReturn

from kuvend.engines.formats.days import NoDay, read_day
from kuvend.foundation.core.instance import LANGUAGES
from kuvend.foundation.core.language_names import SOURCE, english_name
from kuvend.foundation.core.problems import UsageProblem


class Needs(IntEnum):
    """How much of the house a command needs; it says so by `set_defaults(needs=…)`, else the schema is brought up."""

    NOTHING = 0
    DATABASE = 1  # Django is set up and the database answers
    SCHEMA = 2  # its tables are those of this version, too


class Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Parse all arguments; those that are left over end the program."""
        return self.with_none_left(super().parse_known_args(args, namespace))

    def with_none_left(self, parsed: tuple[Any, list[str]]) -> tuple[Any, list[str]]:
        """Return what was parsed; of what is left over the command itself tells, and not who called it."""
        if parsed[1]:
            self.error(f"unrecognized arguments: {' '.join(parsed[1])}")
        return parsed


class Commands:
    """The commands below the command line or below one of its groups; a group may be shared by rooms.

    `languages` are the codes of the site's languages: a text has an option for each (`add_text`).
    """

    def __init__(
        self, parser: Parser, parser_class: type[Parser] = Parser, *, languages: Sequence[str] = LANGUAGES
    ) -> None:
        self.languages = languages
        self._below = parser.add_subparsers(metavar="COMMAND", required=True, dest="command", parser_class=parser_class)
        self._groups: dict[str, Commands] = {}

    def add(self, name: str, **about: Any) -> Parser:
        """Add a command and return its parser; `about` is help, description, epilog … as argparse takes them."""
        about.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        parser: Parser = self._below.add_parser(name, **about)
        return parser

    def group(self, name: str, *, parser_class: type[Parser] = Parser, **about: Any) -> Commands:
        """Return the commands below `name`; the group is made, with `about`, by who asks for it first."""
        if name not in self._groups:
            self._groups[name] = Commands(self.add(name, **about), parser_class, languages=self.languages)
        return self._groups[name]


def add_text(command: Parser, name: str, about: str, *, languages: Sequence[str]) -> None:
    """Add the options of a text, such as `--title-sq` and `--title-en`; `text_typed` reads them."""
    for code in languages:
        about_it = f"{about}, in {english_name(code)}"
        command.add_argument(f"--{name}-{code}", dest=f"{name}_{code}", default="", metavar="TEXT", help=about_it)


def text_typed(args: argparse.Namespace, name: str) -> dict[str, str]:
    """Return what was typed for a text, by language; "" where nothing was."""
    return {key.removeprefix(f"{name}_"): typed for key, typed in vars(args).items() if key.startswith(f"{name}_")}


def day_of(typed: str, option: str) -> date:
    """Return the day that was typed for an option. Raises UsageProblem."""
    try:
        return read_day(typed)
    except NoDay as problem:
        raise UsageProblem(f"{option}: {typed!r} {problem}") from None


@contextmanager
def said_in_one_line(about: str = "") -> Iterator[None]:
    """Raise UsageProblem with the rule's reason, after what it is `about`, when a deed in here is refused.

    The language is English from the start, since a reason with a number in it is worded where it is refused.
    """
    from django.utils import translation

    from kuvend.foundation.core.access import NotAllowed

    with translation.override(SOURCE):
        try:
            yield
        except NotAllowed as error:
            raise UsageProblem(f"{about}: {error.reason}" if about else str(error.reason)) from None
