"""One embedded PostgreSQL (or a server of one's own) for the whole run, started before Django reads its settings."""

import atexit
import os
import shutil
import tempfile
import time
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from pathlib import Path

from hypothesis import HealthCheck, settings

from kuvend.web import embedded

pytest_plugins = [
    "tests.support.measuring",
    "tests.support.browser",
    "tests.support.houses",
    "tests.support.jobs",
    "tests.support.record",
    "tests.support.serving",
    "tests.support.shared_data",
]

# How long an example takes tells of the machine, not of Kuvend; a fixture that stays the same for all is meant.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")

FOLDERS = Path("/tmp")  # short, so that the socket's path fits
NAME = "kuvend-test-"


def _sweep() -> None:
    """Stop and delete servers of earlier runs that were killed."""
    for home in FOLDERS.glob(f"{NAME}*"):
        with suppress(FileNotFoundError):  # another run that begins has just deleted it
            old = time.time() - home.stat().st_mtime > 60
            if old and os.access(home, os.W_OK) and embedded.stop_when_unused(home):
                shutil.rmtree(home, ignore_errors=True)


def _start_server() -> None:
    _sweep()
    home = Path(tempfile.mkdtemp(prefix=NAME, dir=FOLDERS))
    home.chmod(0o755)  # the database's account passes through
    closing = ExitStack()
    closing.callback(shutil.rmtree, home, ignore_errors=True)
    own = os.environ.get("KUVEND_TEST_DATABASE_URL")  # tests/support/own_server.py
    os.environ["DATABASE_URL"] = own or closing.enter_context(embedded.running(home, durable=False))
    os.environ["KUVEND_TEST_HOME"] = str(home)
    atexit.register(closing.close)


def _prepare_environment() -> None:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if not worker:
        _start_server()
    home = Path(os.environ["KUVEND_TEST_HOME"]) / (worker or "main")
    (home / "static").mkdir(parents=True, exist_ok=True)
    os.environ["KUVEND_HOME"] = str(home)
    os.environ["KUVEND_POOL"] = "0"
    os.environ.pop("KUVEND_DEMO", None)
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread


_prepare_environment()


def pytest_configure() -> None:
    """Load Django's settings, now that the database's URL is known.

    The variable that names them is then dropped again: workers of pytest-xdist would inherit it, and
    pytest-django would load the settings there before this file has run.
    """
    from django.conf import settings

    os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("KUVEND_TEST_SETTINGS", "kuvend.web.settings")
    # While rooms are built: those that stand, and the wiring once all do.
    standing = [name for name in settings.INSTALLED_APPS if getattr(find_spec(name), "origin", None)]
    if standing != settings.INSTALLED_APPS:
        settings.INSTALLED_APPS = [name for name in standing if name != "kuvend.web"]
    del os.environ["DJANGO_SETTINGS_MODULE"]
    _let_tables_be_emptied()
    settings.LOGGING["handlers"]["stderr"] = {"class": "logging.NullHandler"}  # caplog sees every line all the same
    # Hashed names of static files exist only after `collectstatic`.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def _let_tables_be_emptied() -> None:
    """Let Django empty the tables after a test with real transactions: the record's own triggers refuse that.

    The jobs go too, which Django does not manage: what waits from one test would stand in another's figures.
    """
    from django.db import connection

    operations = type(connection.ops)  # the class: a browser's event loop has a connection of its own
    flush = operations.execute_sql_flush
    unguarded = ["SET LOCAL session_replication_role = replica"]
    jobs = [f"DELETE FROM procrastinate_{name}" for name in ("events", "periodic_defers", "jobs", "workers")]
    operations.execute_sql_flush = lambda self, sql: flush(self, [*unguarded, *jobs, *sql])
