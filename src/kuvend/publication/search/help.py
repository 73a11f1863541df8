"""Pages that explain: the search keeps what they say, in each language, as their views draw them for everyone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape

import nh3
from django.conf import settings
from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.languages import site_languages
from kuvend.foundation.datasets.findable import Findable, FindableSort, Naming
from kuvend.foundation.datasets.listed import help_pages
from kuvend.foundation.people.findable import EVER
from kuvend.publication.search.models import Entry

MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)

HELP = FindableSort(
    name="help",
    kinds=lambda: {"help": Naming(_("help page"), _("Help"))},
    page="",
    rows=Entry.objects.none,
    draw=lambda rows: [],
    facts=frozenset(),
    weight=1.2,
)
"""Its pages have no rows: `drawn_help` draws them."""


def drawn_help() -> Iterable[Findable]:
    """Yield what is kept of each page that explains."""
    for name in help_pages():
        titles, words = {}, {}
        for code in site_languages():
            with translation.override(code):
                titles[code], words[code] = _said_on(reverse(name))
        yield Findable(public_id=name, title=titles, words=words, moment=EVER)


def _said_on(path: str) -> tuple[str, str]:
    """Return the heading of a page, and its words without it."""
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    request.META |= {"SERVER_NAME": settings.KUVEND_HOST.partition(":")[0], "SERVER_PORT": "80"}
    view = resolve(path)
    content = view.func(request, *view.args, **view.kwargs).content.decode()
    main = MAIN.search(content)
    body = main[1] if main else ""
    heading = HEADING.search(body)
    return _plain(heading[1] if heading else ""), _plain(HEADING.sub("", body))


def _plain(html: str) -> str:
    spaced = html.replace("<", " <")
    return " ".join(unescape(nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style", "svg"})).split())
