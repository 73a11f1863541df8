"""The map for search engines: an index of parts, each a range of rows, so that none grows with the site.

A page stands in it once for each language, with the others as alternates (sitemaps.org 0.9, xhtml:link).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import translation

from kuvend.accountability.plans.models import Commitment, Milestone, Plan
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.people.models import Institution
from kuvend.foundation.processes.models import Activity, Stage
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Response

PART = 10_000  # ids of rows in a part; the standard allows 50,000 addresses
MARK = "0" * 10  # stands for a public id while an address is made
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = (
    "home", "take_part", "contributions", "plan", "changes", "calendar", "institutions", "record_page", "about",
    "about_ogp", "about_rules", "about_privacy", "about_accessibility", "about_verify", "open_data",
)  # fmt: skip


@dataclass(frozen=True)
class Sort:
    """Pages of one sort: the name of their address, their rows, the field of the public id."""

    page: str
    rows: Callable[[], QuerySet[Any]]
    public_id: str = "public_id"


SORTS = {
    "contributions": Sort("contribution", lambda: Contribution.objects.filter(state=State.PUBLISHED)),
    "responses": Sort("response", lambda: Response.objects.filter(state=ResponseState.PUBLISHED)),
    "activities": Sort("activity", Activity.objects.all),
    "stages": Sort("stage", Stage.objects.all),
    "plans": Sort("plan_page", lambda: Plan.objects.filter(version__gte=1)),
    "commitments": Sort("commitment", Commitment.objects.all, "outcome__public_id"),
    "milestones": Sort("milestone", Milestone.objects.all, "outcome__public_id"),
    "institutions": Sort("institution", Institution.objects.all),
}


def last_part(sort: Sort) -> int:
    """Return the number of the last part of a sort (0 for the first), -1 when it has no rows."""
    newest = sort.rows().aggregate(newest=Max("pk"))["newest"]
    return -1 if newest is None else int(newest) // PART


INDEX = "sitemap.xml"


def part_name(name: str, number: int) -> str:
    """Return the name under which a part is kept."""
    return f"sitemaps/{name}-{number}.xml"


def parts() -> list[tuple[str, int]]:
    """Return the part of the fixed pages, then the parts of each sort."""
    numbered = [(name, number) for name, sort in SORTS.items() for number in range(last_part(sort) + 1)]
    return [("pages", 0), *numbered]


def index_file() -> Iterator[bytes]:
    """Yield the index of the parts."""
    yield f'{HEAD}<sitemapindex xmlns="{SPACE}">\n'.encode()
    for name, number in parts():
        address = site_url(reverse("data_sitemap_part", args=[name, number]))
        yield f"<sitemap><loc>{address}</loc></sitemap>\n".encode()
    yield b"</sitemapindex>\n"


def part_file(name: str, number: int) -> Iterator[bytes]:
    """Yield one part; it may hold less than its range has room for, and nothing at all."""
    yield f'{HEAD}<urlset xmlns="{SPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'.encode()
    yield from _fixed() if name == "pages" else _rows(SORTS[name], number)
    yield b"</urlset>\n"


def _fixed() -> Iterator[bytes]:
    for page in PAGES:
        yield _entries({code: _address(page, code) for code, _name in settings.LANGUAGES})


def _rows(sort: Sort, number: int) -> Iterator[bytes]:
    around = {code: _address(sort.page, code, MARK) for code, _name in settings.LANGUAGES}
    within = sort.rows().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART).order_by("pk")
    ids: Iterable[str] = within.values_list(sort.public_id, flat=True)
    for public_id in ids:
        yield _entries({code: address.replace(MARK, public_id) for code, address in around.items()})


def _address(page: str, code: str, *arguments: str) -> str:
    with translation.override(code):
        return site_url(reverse(page, args=arguments))


def _entries(addresses: dict[str, str]) -> bytes:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in addresses.items()
    )
    return "".join(f"<url><loc>{address}</loc>{links}</url>\n" for address in addresses.values()).encode()
