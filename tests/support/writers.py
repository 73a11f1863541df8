"""People who write over real HTTP, each with a session of their own, whatever happens to the site."""

from __future__ import annotations

import http.client
import itertools
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.crowd import Crowd

TOKEN = "crash" * 6 + "xy"  # 32 letters, as Django's
PAUSE = 0.05  # seconds between two posts of a writer
PATIENCE = 30  # seconds for an answer
RECEIPT = re.compile(r"/contributions/(\w+)/receipt/$")


@dataclass(frozen=True)
class Receipt:
    """What a person was told: these words are received."""

    public_id: str
    author: str
    words: str
    at: float


class Writers:
    """Threads that post ideas, comments on the activity and replies, and keep every receipt."""

    def __init__(self, crowd: Crowd, port: int) -> None:
        self.receipts: list[Receipt] = []
        self.refused: Counter[str] = Counter()
        self._activity, self._port = crowd.activity, port
        self._turns = itertools.cycle(crowd.sessions.items())
        self._number = itertools.count()
        self._lock = threading.Lock()
        self._ending = threading.Event()

    @contextmanager
    def writing(self, threads: int) -> Iterator[None]:
        """Write while the block lasts; a post in hand is waited for."""
        running = [threading.Thread(target=self._write, args=[seed]) for seed in range(threads)]
        for thread in running:
            thread.start()
        try:
            yield
        finally:
            self._ending.set()
            for thread in running:
                thread.join()

    def _write(self, seed: int) -> None:
        rng = random.Random(seed)
        while not self._ending.wait(PAUSE):
            with self._lock:
                author, session = next(self._turns)
                words = f"Fjala numër {next(self._number)}: zyra duhet hapur pasdite."
            path, fields = self._deed(rng, words)
            said = self._post(path, fields, session)
            if found := RECEIPT.search(said):
                self.receipts.append(Receipt(found[1], author, words, time.monotonic()))
            else:
                self.refused[said] += 1

    def _deed(self, rng: random.Random, words: str) -> tuple[str, dict[str, str]]:
        """One in eight an idea, one in four a comment on the activity, else a reply to what has a receipt."""
        chance = rng.random()
        if chance < 0.125:
            idea = {"title": words, "body": words, "category": "other", "place": "Fier"}
            return f"/sq/activities/{self._activity}/ideas/new/", idea
        if chance < 0.375 or not self.receipts:
            return f"/sq/activities/{self._activity}/comment/", {"body": words}
        return f"/sq/contributions/{rng.choice(self.receipts).public_id}/comment/", {"body": words, "seen_version": "1"}

    def _post(self, path: str, fields: dict[str, str], session: str) -> str:
        """Return where the site sends the person then, or why there is no answer to rely on."""
        headers = {"Cookie": f"session={session}; csrf={TOKEN}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request("POST", path, urlencode(fields | {"csrfmiddlewaretoken": TOKEN}), headers)
            answer = connection.getresponse()
            answer.read()
            return answer.getheader("Location") or str(answer.status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()
