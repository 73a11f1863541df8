"""Where a process has a page of its own: rooms whose row stands one to one beside the process hand it up.

`web/wiring.py` hands the list down once, on start; nothing registers itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from kuvend.foundation.core.handed import by_name
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.processes.models import Process


@dataclass(frozen=True, kw_only=True)
class ProcessPage:
    """A page of the processes that have a row of a room.

    Attributes:
        related: the name by which a process finds that row; it has a public id.
        url_name: name of the URL of the page, which takes that id.
        latest: name of the URL that shows the page of the process that is shown first (`queries.current_process`).
        invitation: what one does there ("Read the plan").
    """

    related: str
    url_name: str
    latest: str
    invitation: str | Promise


_pages: list[ProcessPage] = []


def set_process_pages(pages: Iterable[ProcessPage]) -> None:
    """Keep the pages of processes (called once by the wiring). Raises ValueError for a row that two rooms name."""
    _pages[:] = by_name(pages, "related").values()


def rows_beside(prefix: str = "") -> list[str]:
    """Return what to select with a process (or with a row that has it under `prefix`) so that no page asks again."""
    return [f"{prefix}{page.related}" for page in _pages]


def url_of_process(process: Process) -> str:
    """Return the address of a process's page, "" where no room has one; no statement after `rows_beside`."""
    for page in _pages:
        row = getattr(process, page.related, None)
        if row is not None:
            return page_url(page.url_name, row.public_id)
    return ""


def section_of(process: Process) -> str:
    """Return the main page to which pages about a process belong: that of the room with its page, else *take part*."""
    rooms = (page.latest for page in _pages if getattr(process, page.related, None) is not None)
    return next(rooms, "take_part")


def latest_page() -> tuple[str, str] | None:
    """Return (address, invitation) of the page of the process that is shown first, of the first room, or None."""
    return (reverse(_pages[0].latest), str(_pages[0].invitation)) if _pages else None


def url_names() -> dict[str, str]:
    """Return the name of the URL of each room's page by the name of its row, as facts name their subjects."""
    return {page.related: page.url_name for page in _pages}
