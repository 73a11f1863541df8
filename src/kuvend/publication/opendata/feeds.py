"""Atom feeds (RFC 4287): answers and contributions as they come; what all rooms tell, of the site or an institution."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import Max, OuterRef, Subquery
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.contributions.models import STANDALONE, Contribution, ContributionText
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.wording import excerpt
from kuvend.foundation.datasets.feeds import ENTRIES, Entry, Feed
from kuvend.foundation.datasets.licence import LICENCE
from kuvend.foundation.datasets.listed import feeds
from kuvend.foundation.processes.models import Process
from kuvend.foundation.responses.enums import ResponseState, Verdict
from kuvend.foundation.responses.models import Response

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # XML 1.0 has no place for these
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


def answers(institution_id: int | None = None) -> list[Entry]:
    """Return the latest published answers, of one institution or of all."""
    rows = Response.objects.filter(state=ResponseState.PUBLISHED, published_at__isnull=False)
    if institution_id is not None:
        rows = rows.filter(institution_id=institution_id)
    return [
        Entry(
            title=f"{row.institution.name}: {Verdict(row.verdict).label}",
            html=linebreaks(str(row.reason), autoescape=True),
            path=reverse("response", args=[row.public_id]),
            at=_moment(row.published_at),
            updated=row.updated or _moment(row.published_at),
            author=str(row.institution.name),
        )
        for row in rows.annotate(updated=Max("texts__published_at"))
        .select_related("institution")
        .order_by("-updated", "-pk")[:ENTRIES]
    ]


def _moment(moment: datetime | None) -> datetime:
    if moment is None:  # excluded by the query; said for the type
        raise ValueError("a published answer has its moment")
    return moment


def contributions(process: Process | None = None) -> list[Entry]:
    """Return the latest published contributions, of one process or of all."""
    rows = Contribution.objects.filter(STANDALONE).select_related("participant").defer("folded", "search")
    if process is not None:
        rows = rows.filter(activity__process=process)
    latest = ContributionText.objects.filter(contribution=OuterRef("pk"), version=OuterRef("version"))
    return [
        Entry(
            title=row.title or _shortened(row.body),
            html=row.body_html,
            path=reverse("contribution", args=[row.public_id]),
            at=row.posted_at,
            updated=row.updated if row.version > 1 and row.updated else row.posted_at,
            author=row.author,
        )
        for row in rows.annotate(updated=Subquery(latest.values("written_at")[:1])).order_by("-pk")[:ENTRIES]
    ]


def _shortened(words: str, most: int = 80) -> str:
    return excerpt(" ".join(words.split()), most)


ANSWERS = Feed(
    name="answers",
    title=_("Answers"),
    within=_("answers"),
    page="institutions",
    latest=answers,
    of_institution=answers,
)
CONTRIBUTIONS = Feed(
    name="contributions",
    title=_("Contributions"),
    within=_("contributions"),
    page="contributions",
    latest=contributions,
)


def of_institution(institution_id: int) -> list[Entry]:
    """Return what an institution did, of all feeds that tell of institutions, the latest first."""
    lists = [feed.of_institution(institution_id) for feed in feeds().values() if feed.of_institution]
    return sorted(chain.from_iterable(lists), key=lambda entry: entry.updated, reverse=True)[:ENTRIES]


def write_feed(entries: Iterable[Entry], *, title: str, path: str, page: str, language: str) -> str:
    """Return a feed as text.

    Args:
        path: the feed's own address; page: the page that shows the same.
    """
    feed = Atom1Feed(
        title=UNWRITABLE.sub("", title),
        link=site_url(page),
        description=gettext("Licence: %(licence)s") % {"licence": LICENCE},
        language=language,
        author_name=settings.SITE_NAME.get(language, "Kuvend"),
        feed_url=site_url(path),
        feed_guid=site_url(path),
        feed_copyright=LICENCE,
    )
    for entry in entries:
        _add(feed, entry)
    return str(feed.writeString("utf-8"))


def _add(feed: Any, entry: Entry) -> None:
    address = site_url(entry.path)
    title, html, author = (UNWRITABLE.sub("", one) for one in (entry.title, entry.html, entry.author))
    feed.add_item(
        title=title,
        link=address,
        description=html or None,  # the generator writes it as escaped HTML, and no element for None
        unique_id=address,
        author_name=author or None,
        pubdate=entry.at,
        updateddate=entry.updated,
    )
