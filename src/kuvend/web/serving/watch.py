"""The supervisor's eye on the database."""

import os

import psycopg

from kuvend.foundation.core.problems import UsageProblem
from kuvend.web import embedded
from kuvend.web.cli.environment import home


class Database:
    """Keeps a connection as the sign of life, and brings an embedded server back when it breaks."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._embedded = os.environ.get("KUVEND_EMBEDDED") == "1"
        self._connection: psycopg.Connection | None = None
        self.lost = False  # at the last look

    def came_back(self) -> bool:
        """Look at the database; tell whether it answers again after it had not.

        A worker that lived through that may hang, so whoever asks starts it again.
        """
        if self._answers():
            back, self.lost = self.lost, False
            return back
        self.lost = True
        if self._embedded:
            try:
                embedded.ensure_running(home())
            except UsageProblem:
                return False  # tried again at the next look
            if self._answers():
                self.lost = False
                return True
        return False

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _answers(self) -> bool:
        try:
            if self._connection is None:
                self._connection = psycopg.connect(self._url, autocommit=True, connect_timeout=5)
            self._connection.execute("select 1")
        except psycopg.Error:
            self.close()
            return False
        return True
