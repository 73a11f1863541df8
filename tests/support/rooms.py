"""Start the house with other rooms than it has, in a process and a database of its own, and walk through it.

    python -m tests.support.rooms ROOM [ROOM …]

prints one line for each fault and ends with 1 when there is one. Rooms of tests stand under `tests.capabilities`.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
from collections.abc import Iterator

MADE_UP = ("tests.capabilities.postcards", "tests.capabilities.lamps")
OWN_PAGES = ("home", "take_part", "open_data", "record_page", "calendar", "institutions", "search", "about")


def boot(rooms: tuple[str, ...]) -> None:
    """Set Django up with these rooms alone."""
    from kuvend.web import wiring

    wiring.ROOMS = rooms
    os.environ["DJANGO_SETTINGS_MODULE"] = "kuvend.web.settings"
    import django

    django.setup()
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def faults() -> Iterator[str]:
    """Yield what does not hold: checks, migrations, every page that needs no row, the desk, the command line."""
    from django.core.management import call_command
    from django.core.management.base import CommandError
    from django.test.utils import setup_test_environment

    setup_test_environment()
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("check")
        call_command("migrate")
        try:
            call_command("makemigrations", check=True, dry_run=True)
        except (SystemExit, CommandError) as missing:
            yield f"migrations: {missing}"
    yield from _pages()
    yield from _help()


def _pages() -> Iterator[str]:
    from django.test import Client
    from django.urls import NoReverseMatch, reverse

    from kuvend.foundation.people.enums import Role
    from tests.support.house import House, signed_in
    from tests.support.routes import all_patterns

    house = House()
    readers = {"public": Client(), "open_form": Client()}
    officials = [signed_in(house.official(role, scope=house.site)) for role in Role.values]
    patterns = list(all_patterns())
    yield from (f"there is no page {name}" for name in set(OWN_PAGES) - {pattern.name for pattern in patterns})
    for pattern in patterns:
        if pattern.pattern.converters or pattern.callback.access == "loopback":
            continue
        try:
            address = reverse(pattern.name) if pattern.name else "/"
        except NoReverseMatch:  # a library's, with an id
            continue
        asking = [readers[pattern.callback.access]] if pattern.callback.access in readers else officials
        for client in asking:
            status = client.get(address).status_code
            if status >= 500 or (pattern.name in OWN_PAGES and status != 200):
                yield f"{address}: {status}"
    if not any(client.get("/en/desk/").status_code == 200 for client in officials):
        yield "/en/desk/: nobody enters"


def _help() -> Iterator[str]:
    from kuvend.web.cli import parser

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            parser().parse_args(["--help"])
        except SystemExit as end:
            if end.code:
                yield f"kuvend --help ends with {end.code}"
    if "serve" not in said.getvalue():
        yield "kuvend --help does not say serve"


def main(rooms: list[str]) -> int:
    """Walk, and return the exit code."""
    boot(tuple(rooms))
    logging.disable(logging.CRITICAL)  # refusals are meant
    count = 0
    for fault in faults():
        print(fault)
        count += 1
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
