"""Following the links of a site, a few of each sort of page: what does not answer, and what leads nowhere."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import get_language_from_path

LINK = re.compile(r'\shref="(/[^"#]*)')
A_FEW = 2  # pages of one sort


class Crawl:
    """A walk from some addresses along every link that is met.

    Attributes:
        reached: the names of the pages that answered.
        faults: what failed, what was not found, and links to what no page has as its address.
    """

    def __init__(self, client: Client, start: Iterable[str]) -> None:
        self.client, self.reached, self.faults = client, set[str](), list[str]()
        self.client.raise_request_exception = False
        self.waiting = deque(start)
        self.known, self.counts = set(self.waiting), Counter[str]()
        while self.waiting:
            self._visit(self.waiting.popleft())

    def _visit(self, address: str) -> None:
        path = urlsplit(address).path
        try:
            with translation.override(get_language_from_path(path)):
                name = resolve(path).view_name
        except Resolver404:
            self.faults.append(f"{address}: no page has this address")
            return
        self.counts[name] += 1
        if self.counts[name] > A_FEW:
            return
        answer: Any = self.client.get(address)
        if answer.status_code >= 500 or answer.status_code == 404:
            self.faults.append(f"{address}: {answer.status_code}")
        if answer.status_code == 200:
            self.reached.add(name)
            self._meet(links_of(answer))
        if answer.status_code == 302:
            self._meet([answer.url])

    def _meet(self, links: Iterable[str]) -> None:
        new = [link for link in links if link.startswith("/") and link not in self.known]
        self.known.update(new)
        self.waiting.extend(new)


def links_of(answer: Any) -> Iterator[str]:
    """Yield the addresses of this site to which a page leads."""
    if answer.get("Content-Type", "").startswith("text/html"):
        links = (unescape(link) for link in LINK.findall(answer.getvalue().decode()))
        yield from (link for link in links if not link.startswith(settings.STATIC_URL))
