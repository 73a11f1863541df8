"""The map for search engines: an index of parts, each a range of rows, so that none grows with the site.

A page stands in it once for each language, with the others as alternates (sitemaps.org 0.9, xhtml:link).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import translation

from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.wording import around_id
from kuvend.foundation.datasets.listed import mapped_sorts, pages
from kuvend.foundation.datasets.pages import PageSort

PART = 10_000  # ids of rows in a part; the standard allows 50,000 addresses
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def last_part(sort: PageSort) -> int:
    """Return the number of the last part of a sort (0 for the first), -1 when it has no rows."""
    newest = sort.rows().aggregate(newest=Max("pk"))["newest"]
    return -1 if newest is None else int(newest) // PART


INDEX = "sitemap.xml"


def part_name(name: str, number: int) -> str:
    """Return the name under which a part is kept."""
    return f"sitemaps/{name}-{number}.xml"


def parts() -> list[tuple[str, int]]:
    """Return the part of the fixed pages, then the parts of each sort."""
    numbered = [(name, number) for name, sort in mapped_sorts().items() for number in range(last_part(sort) + 1)]
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
    yield from _fixed() if name == "pages" else _rows(mapped_sorts()[name], number)
    yield b"</urlset>\n"


def _fixed() -> Iterator[bytes]:
    for page in pages():
        yield _entries({code: _address(page, code) for code, _name in settings.LANGUAGES})


def _rows(sort: PageSort, number: int) -> Iterator[bytes]:
    around = {code: _around(sort.page, code) for code, _name in settings.LANGUAGES}
    within = sort.rows().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART).order_by("pk")
    ids: Iterable[str] = within.values_list(sort.public_id, flat=True)
    for public_id in ids:
        yield _entries({code: f"{before}{public_id}{after}" for code, (before, after) in around.items()})


def _around(page: str, code: str) -> tuple[str, str]:
    with translation.override(code):
        before, after = around_id(page)
    return site_url(before), after


def _address(page: str, code: str) -> str:
    with translation.override(code):
        return site_url(reverse(page))


def _entries(addresses: dict[str, str]) -> bytes:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in addresses.items()
    )
    return "".join(f"<url><loc>{address}</loc>{links}</url>\n" for address in addresses.values()).encode()
