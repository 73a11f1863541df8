"""Start the house with other rooms than it has, in a process and a database of its own, and walk through it.

Its pages without an id are asked for in an empty house, those with one are met on the links of the demonstration.

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
START = ("/en/", "/en/me/", "/en/desk/", "/en/record/", "/en/open-data/")
REACHED = ("activity", "contribution", "response", "institution", "record_page_entry", "desk_decide", "desk_pass_on")
PLANS = "kuvend.accountability.plans"  # its chapter has the processes and institutions of the demonstration
FEW_READERS = 60  # of the demonstration, so that it loads quickly
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
    """Yield what does not hold: checks, migrations, pages, the desk, the demonstration, the command line."""
    from django.core.management import call_command
    from django.core.management.base import CommandError
    from django.db import transaction
    from django.test.utils import setup_test_environment

    setup_test_environment()
    with contextlib.redirect_stdout(io.StringIO()):
        call_command("check")
        call_command("migrate")
        try:
            call_command("makemigrations", check=True, dry_run=True)
        except (SystemExit, CommandError) as missing:
            yield f"migrations: {missing}"
    with transaction.atomic():
        told = list(_pages())
        transaction.set_rollback(True)
    yield from told
    yield from _demonstration()
    yield from _help()


def _pages() -> Iterator[str]:
    from django.test import Client
    from django.urls import NoReverseMatch, reverse

    from kuvend.foundation.people.enums import Role
    from kuvend.web import wiring
    from tests.support.crawling import Crawl
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
    if PLANS not in wiring.ROOMS:  # the demonstration then has no page with an id
        house.idea()
        crawls = [Crawl(client, START) for client in (Client(), *officials)]
        unsigned = "/record/checkpoint: 404"  # nothing is on record yet
        yield from (fault for crawl in crawls for fault in crawl.faults if fault != unsigned)
        reached = {name for crawl in crawls for name in crawl.reached}
        yield from (f"no link leads to {name}" for name in {"activity", "contribution", "institution"} - reached)


def _demonstration() -> Iterator[str]:
    """Load the demonstration, as far as these rooms tell it, and follow every link as each who may sign in."""
    from django.test import Client

    from kuvend.foundation.core.clock import now
    from kuvend.foundation.demonstration import loading, readers
    from kuvend.foundation.demonstration.sign_ins import sign_ins
    from kuvend.foundation.people.models import Person
    from kuvend.foundation.record.actions import advance
    from kuvend.web import wiring
    from tests.support.crawling import Crawl
    from tests.support.house import signed_in

    readers.READERS = FEW_READERS
    at = now()
    if not loading.load(at=at, say=lambda text: None):
        yield "the demonstration is not loaded"
    advance(at=at)
    if set(MADE_UP) <= set(wiring.ROOMS):
        yield from _chapters_of_made_up_rooms()
    people = Person.objects.in_bulk([one.email for one in sign_ins()], field_name="email")
    reached = set()
    for client in [Client(), *(signed_in(person) for person in people.values())]:
        crawl = Crawl(client, START)
        yield from crawl.faults
        reached |= crawl.reached
    if PLANS in wiring.ROOMS:
        yield from (f"no link of the demonstration leads to {name}" for name in set(REACHED) - reached)


def _chapters_of_made_up_rooms() -> Iterator[str]:
    from tests.capabilities.lamps.models import Lamp
    from tests.capabilities.postcards.models import Postcard

    yield from (
        f"the demonstration has no {model.__name__}" for model in (Lamp, Postcard) if not model.objects.exists()
    )


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
