"""Loading the demonstration, once, and all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import connection, transaction

from kuvend.foundation.core import jobs
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.demonstration.answers import answer_events
from kuvend.foundation.demonstration.chapters import chapters
from kuvend.foundation.demonstration.days import Days
from kuvend.foundation.demonstration.people import DOMAIN, bring_people
from kuvend.foundation.demonstration.readers import bring_readers
from kuvend.foundation.demonstration.timeline import Event, in_order
from kuvend.foundation.demonstration.words import comment_events, mark_as_read
from kuvend.foundation.demonstration.world import World
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.models import Fact

LOCK = 5_028_842  # any number, the same for all processes
STEPS = 100  # events between two words on progress


def is_loaded() -> bool:
    """Tell whether the demonstration stands in this database."""
    return Person.objects.filter(simulated=True, email__endswith=f"@{DOMAIN}").exists()


def refuse_real_data() -> None:
    """Raise UsageProblem when this database holds anything that the demonstration must not mix with."""
    if Person.objects.filter(simulated=False).exists():
        raise UsageProblem("this database holds a real person: the demonstration needs a database of its own")
    if Fact.objects.exists():
        raise UsageProblem("this database has a record of its own: the demonstration needs an empty database")


@transaction.atomic
def load(*, at: datetime, say: Callable[[str], None]) -> bool:
    """Load everything that has happened by `at`, in one transaction; what follows from it is the record's to do.

    What is about something of a room that this house does not have is left out, and what is about that in turn.

    Returns False when it stands there already.

    Raises:
        UsageProblem: when the database holds real data.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])  # another one may be loading
    if is_loaded():
        return False
    refuse_real_data()
    world = World(Days(local_date(at)))
    jobs.ask("record.advance")  # once: those asked for inside the deeds' own savepoints then find it asked for
    _measure_tables()
    bring_people(world)
    world.readers = bring_readers()
    say(f"{Person.objects.count()} people")
    _play(world, at, say)
    mark_as_read(at)
    if world.left_out:
        say(f"left out {len(world.left_out)}: no room of this house tells of {', '.join(sorted(set(world.left_out)))}")
    return True


def _play(world: World, at: datetime, say: Callable[[str], None]) -> None:
    events = list(in_order(_events(world, at), until=at))
    for number, event in enumerate(events, start=1):
        with world.leaving_out(), transaction.atomic():  # all of an event or nothing
            event.do(event.at)
        if number % STEPS == 0 or number == len(events):
            _measure_tables()
            say(f"{number} of {len(events)} events, {local_date(event.at):%Y-%m-%d}")


def _measure_tables() -> None:
    """Let PostgreSQL plan with the rows of this transaction.

    Its own measuring sees none of them before the commit, and then plans as if the tables were empty: minutes instead
    of milliseconds. A table measured here is left alone by it until the commit. Only the tables of the rooms: those of
    the whole server would wait for whoever measures them from another database.
    """
    names = connection.introspection.django_table_names()
    with connection.cursor() as cursor:
        cursor.execute(f"analyze {', '.join(map(connection.ops.quote_name, names))}")


def _events(world: World, until: datetime) -> Iterator[Event]:
    """Yield what each room lets happen, then what people say about it and what is answered."""
    for chapter in chapters():
        yield from chapter.events(world, until)
    yield from comment_events(world)
    yield from answer_events(world)
