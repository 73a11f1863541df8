"""The tables of this version, brought up by one process at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from kuvend.foundation.core.problems import UsageProblem
from kuvend.foundation.places.actions import load_country

LOCK = 5_028_841  # any number, the same for all processes of all versions


def bring_up() -> None:
    """Apply the migrations that are missing, make the cache's table, load the places; many starts at once wait for one.

    Raises UsageProblem when a newer version has brought up the tables: this one would write what that cannot read.
    """
    try:
        if newer := unknown():
            raise UsageProblem(
                f"the database was brought up by a newer version of Kuvend ({newer[-1]}): install that one, "
                "or restore the backup that was made before it"
            )
        if pending():
            with _alone():
                if pending():
                    call_command("migrate", interactive=False, verbosity=0)
                    call_command("createcachetable", verbosity=0)
                    load_country(settings.KUVEND_COUNTRY)
    finally:
        connection.close()


def unknown() -> list[str]:
    """Return the names of the migrations that the database has and this version does not know: a newer one's."""
    loader = MigrationExecutor(connection).loader
    ours = {app for app, _name in loader.disk_migrations}
    return [
        f"{app}.{name}" for app, name in loader.applied_migrations if app in ours and not _is_known(loader, app, name)
    ]


def _is_known(loader: MigrationLoader, app: str, name: str) -> bool:
    replaced = {old for migration in loader.disk_migrations.values() for old in migration.replaces}
    return (app, name) in loader.disk_migrations or (app, name) in replaced


def pending() -> list[str]:
    """Return the names of the migrations that this version has and the database has not."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


@contextmanager
def _alone() -> Iterator[None]:
    """Hold an advisory lock on a connection of its own; it goes with the connection, however that ends."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as own:
        own.execute("select pg_advisory_lock(%s)", [LOCK])
        yield
