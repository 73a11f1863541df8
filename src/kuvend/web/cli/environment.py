"""What must stand before a command runs: nothing, a database that answers, or one with today's tables."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import embedded


class Needs(IntEnum):
    """How much of the house a command needs."""

    NOTHING = 0
    DATABASE = 1  # Django is set up and the database answers
    SCHEMA = 2  # its tables are those of this version, too


def home() -> Path:
    """Return the folder of the instance's data."""
    return Path(os.environ.get("KUVEND_HOME", "var")).resolve()


@contextmanager
def prepared(needs: Needs) -> Iterator[None]:
    """Bring up what a command needs; at the end the embedded server stops with its last user.

    Raises UsageProblem when it cannot be brought up.
    """
    if needs is Needs.NOTHING:
        yield
        return
    os.environ["KUVEND_HOME"] = str(home())
    with _database():
        _set_up_django()
        if needs is Needs.SCHEMA:
            from kuvend.web.serving.schema import bring_up

            bring_up()
        yield


@contextmanager
def _database() -> Iterator[None]:
    given = os.environ.get("DATABASE_URL")
    if given:
        _check_reachable(given)
        yield
        return
    with embedded.running(home()) as url:
        os.environ["DATABASE_URL"] = url
        os.environ["KUVEND_EMBEDDED"] = "1"
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"], os.environ["KUVEND_EMBEDDED"]


def _check_reachable(url: str) -> None:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as error:
        reason = str(error).strip().splitlines()[-1] if str(error).strip() else type(error).__name__
        raise UsageProblem(f"DATABASE_URL: the database does not answer: {reason}") from error


def _set_up_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuvend.web.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        raise UsageProblem(f"the settings cannot be used: {error}") from error
    except ModuleNotFoundError as error:
        raise UsageProblem(f"a part of the installation is missing ({error}); run `make setup`") from error
