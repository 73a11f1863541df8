"""Public pages are kept in the process that drew them, for seconds and as long as the database holds the same.

Whether it does is one question to PostgreSQL: two snapshots are equal exactly when the same transactions can be seen in
both. So nobody is ever shown a page from before a deed that was acknowledged, in whichever process it was done; while
many read and few write, a page is drawn once. Whoever has it already is told so before anything is drawn.
"""

from __future__ import annotations

import gzip
import time
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse

SECONDS = 5.0  # a page also tells the time: what is open now, what is due today
LONGEST = 256 * 1024  # bytes


@dataclass(frozen=True)
class KeptPage:
    """A page as it was drawn, before it is fitted to who asks."""

    snapshot: str
    drawn_at: float
    headers: dict[str, str]
    content: bytes

    @cached_property
    def packed(self) -> bytes:
        """Its content compressed, once for all who take that."""
        return packed(self.content)

    def response(self) -> HttpResponse:
        """Return it as an answer."""
        return HttpResponse(self.content, headers=self.headers)


def packed(content: bytes) -> bytes:
    """Return an answer's content compressed: quickly, and the same bytes for the same content."""
    return gzip.compress(content, compresslevel=1, mtime=0)


def snapshot() -> str:
    """Return what can be seen of the database now; "" where that does not tell what changes (in a transaction)."""
    if connection.in_atomic_block or not settings.KUVEND_KEPT_PAGES:
        return ""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_snapshot()::text")
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return ""  # the page will say it


class KeptPages:
    """The pages of one process, the ones that were asked for last."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, KeptPage] = OrderedDict()
        self._lock = Lock()

    def find(self, address: str, state: str) -> KeptPage | None:
        """Return the page at an address when it is what would be drawn now."""
        with self._lock:
            page = self._pages.get(address)
            if page is None or page.snapshot != state or time.monotonic() - page.drawn_at > SECONDS:
                return None
            self._pages.move_to_end(address)
            return page

    def keep(self, address: str, state: str, response: HttpResponse) -> None:
        """Keep a page that was drawn after `state` had been read."""
        if response.streaming or response.status_code != 200 or len(response.content) > LONGEST or response.cookies:
            return
        page = KeptPage(state, time.monotonic(), dict(response.items()), response.content)
        with self._lock:
            self._pages[address] = page
            self._pages.move_to_end(address)
            while len(self._pages) > settings.KUVEND_KEPT_PAGES:
                self._pages.popitem(last=False)
