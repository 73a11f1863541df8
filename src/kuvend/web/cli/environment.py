"""What must stand before a command runs: nothing, a database that answers, or one with today's tables."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from kuvend.foundation.core.commands import Needs
from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import embedded
from kuvend.web.identity import identity_file

NO_CATALOGUE = "No translation files found"  # in what Django raises at the first text that is asked for


def home() -> Path:
    """Return the folder of the instance's data."""
    return Path(os.environ.get("KUVEND_HOME", "var")).resolve()


@contextmanager
def prepared(needs: Needs, *, wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Bring up what a command needs; at the end the embedded server stops with its last user.

    With `wait` a database that does not answer yet is waited for, which is said once by calling it.
    Raises UsageProblem when it cannot be brought up.
    """
    if needs is Needs.NOTHING:
        yield
        return
    os.environ["KUVEND_HOME"] = str(home())
    with _database(wait):
        _set_up_django()
        if needs is Needs.SCHEMA:
            from kuvend.web.serving.schema import bring_up

            bring_up()
        yield


@contextmanager
def _database(wait: Callable[[str], None] | None) -> Iterator[None]:
    server_url = os.environ.get("DATABASE_URL")
    if server_url:
        _await_answer(server_url, wait)
        yield
        return
    with embedded.running(home()) as url:
        os.environ["DATABASE_URL"] = url
        os.environ["KUVEND_EMBEDDED"] = "1"
        try:
            yield
        finally:
            del os.environ["DATABASE_URL"], os.environ["KUVEND_EMBEDDED"]


def _await_answer(url: str, wait: Callable[[str], None] | None) -> None:
    """Return once the database answers. Raises UsageProblem when it does not, or refuses for good."""
    import psycopg

    from kuvend.web.database import database

    try:
        database(url)
    except ValueError as error:
        raise UsageProblem(str(error)) from error
    announced = False
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.Error as error:
            reason = _reason(error, url)
            if wait is None or _is_final(reason):
                raise UsageProblem(f"DATABASE_URL: the database does not answer: {reason}") from None
            if not announced:
                wait(f"waiting for the database: {reason}")
                announced = True
            time.sleep(1)


def _reason(error: Exception, url: str) -> str:
    """The server's or the library's own words on one line, without the password."""
    words = "; ".join(line.strip() for line in str(error).splitlines() if line.strip()) or type(error).__name__
    password = urlsplit(url).password
    for secret in {password, unquote(password)} if password else ():
        words = words.replace(secret, "…")
    return words


def _is_final(reason: str) -> bool:
    """Whether waiting is in vain: the server answered, and did not say that it is just coming up or full."""
    passing = ("starting up", "shutting down", "not accepting", "recovery", "too many", "remaining connection")
    return "FATAL:" in reason and not any(word in reason for word in passing)


def _set_up_django() -> None:
    import django
    from django.core.exceptions import ImproperlyConfigured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kuvend.web.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError, OSError) as error:
        if NO_CATALOGUE in str(error):  # of the first language: what others lack is read in it
            raise UsageProblem(
                f"{identity_file(home())}: languages: the first one has no catalogue of texts; write and compile it "
                "(docs/how-to/add-a-language.md), or set another language first"
            ) from error
        raise UsageProblem(f"the settings cannot be used: {error}") from error
    except ModuleNotFoundError as error:
        raise UsageProblem(f"a part of the installation is missing ({error}); run `make setup`") from error
