"""Papers are made when somebody asks and kept while they say what is so; never the same one twice at once."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from kuvend.engines.formats.papers.apart import NotWritten, write_apart
from kuvend.engines.formats.papers.stored import dump_paper, load_paper
from kuvend.engines.formats.papers.tree import PaperDocument, words
from kuvend.foundation.core import jobs
from kuvend.foundation.core.addresses import site_url
from kuvend.foundation.core.instance import in_language, instance
from kuvend.foundation.datasets.listed import papers
from kuvend.foundation.datasets.paper_words import linked
from kuvend.foundation.datasets.papers import Paper
from kuvend.publication.papers.enums import Kind
from kuvend.publication.papers.models import KeptPaper
from kuvend.publication.papers.queries import CUT_SHORT, PAUSE, VERSION, facts_now, find_kept, is_fresh

log = logging.getLogger(__name__)

AT_ONCE = 1000  # things that a paper tells of; one of more is made by the job, while a page says how far it is
SLOTS = 2  # papers that are made at once while somebody waits for the page, on all machines together
LOCK = 1818  # of all advisory locks of the house, those of papers
MOST_WAITING = 100  # papers; whoever asks for one more is asked to come back


def paper_for(paper: Paper, public_id: str, language: str, kind: Kind, *, entries: int, at: datetime) -> KeptPaper:
    """Return a paper as it is kept: fresh, made now if it must be and may, else one that waits, or failed.

    A paper of many entries waits for the job, and so does any other while as many are made as may be.
    """
    row = find_kept(paper.name, public_id, language, kind)
    if is_fresh(row, at=at):
        return row
    if row.failed_at and at - row.failed_at < PAUSE:
        return row
    if entries <= AT_ONCE:
        with _slot() as is_free:
            if is_free:
                return make_paper(paper, public_id, language, kind, at=at)
    return _wait(row, at)


@contextmanager
def _slot() -> Iterator[bool]:
    """Hold one of the few places for making papers; whether there was one."""
    with connection.cursor() as cursor:
        for number in range(SLOTS):
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, number])
            if cursor.fetchone()[0]:
                break
        else:
            yield False
            return
    try:
        yield True
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, number])


def _wait(row: KeptPaper, at: datetime) -> KeptPaper:
    """Put a paper on the waiting list, unless that is full; asked for again it keeps its place."""
    if row.asked_at is None and KeptPaper.objects.exclude(asked_at=None).count() < MOST_WAITING:
        row = _stored(row)
        KeptPaper.objects.filter(pk=row.pk, asked_at=None).update(asked_at=at, failed_at=None)
        row.asked_at, row.failed_at = at, None
    jobs.ask("papers.make_waiting")
    return row


def _stored(row: KeptPaper) -> KeptPaper:
    """Return the stored row of a paper, whoever stored it first."""
    if row.pk is not None:
        return row
    names = {name: getattr(row, name) for name in ("paper", "public_id", "language", "kind")}
    try:
        with transaction.atomic():
            return KeptPaper.objects.create(**names)
    except IntegrityError:
        return KeptPaper.objects.get(**names)


def make_paper(paper: Paper, public_id: str, language: str, kind: Kind, *, at: datetime) -> KeptPaper:
    """Make a paper and keep it, its tree first; one that is being made elsewhere is returned as it is."""
    tree = _tree(paper, public_id, language, at=at)
    if kind is Kind.TREE or not is_fresh(tree, at=at):
        return tree if kind is Kind.TREE else find_kept(paper.name, public_id, language, kind)
    row = _begin(find_kept(paper.name, public_id, language, kind), at)
    if row is None:
        return find_kept(paper.name, public_id, language, kind)
    try:
        content = write_apart(load_paper(bytes(tree.content).decode()), kind.value)
    except NotWritten as error:
        log.error("paper %s %s %s could not be written: %s", paper.name, public_id, language, error)
        return _end(row, failed_at=at)
    return _end(row, content=content, fact=tree.fact, nearby=tree.nearby, read_at=tree.read_at, version=VERSION)


def _tree(paper: Paper, public_id: str, language: str, *, at: datetime) -> KeptPaper:
    row = find_kept(paper.name, public_id, language, Kind.TREE)
    if is_fresh(row, at=at):
        return row
    begun = _begin(row, at)
    if begun is None:
        return row
    facts = facts_now()  # before its words are read: what happens meanwhile makes it stale
    try:
        with override(language):
            document = paper.document(public_id, at)
            content = document and dump_paper(_framed(document, public_id, language, at)).encode()
    except BaseException:
        _end(begun, failed_at=at)
        raise
    if content is None:  # it went meanwhile
        return _end(begun, failed_at=at)
    return _end(begun, content=content, fact=facts.newest, nearby=facts.nearby, read_at=at, version=VERSION)


def _begin(row: KeptPaper, at: datetime) -> KeptPaper | None:
    """Take the making of a paper on; None where somebody else is at it."""
    row = _stored(row)
    free = Q(begun_at=None) | Q(begun_at__lt=at - CUT_SHORT)
    is_ours = KeptPaper.objects.filter(free, pk=row.pk).update(begun_at=at)
    return row if is_ours else None


def _end(row: KeptPaper, **values: object) -> KeptPaper:
    values = {"failed_at": None, **values, "begun_at": None, "asked_at": None}
    KeptPaper.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _framed(document: PaperDocument, public_id: str, language: str, at: datetime) -> PaperDocument:
    """Return what a room told with what every paper says: as of when, from where, by whom, which page."""
    address = site_url(reverse("short_address", args=[public_id]))
    site = in_language(settings.SITE_NAME, language)
    moment = f"{date_format(localtime(at), 'DATE_FORMAT')}, {localtime(at):%H:%M}"
    as_of = _("As it stood on %(moment)s, on %(site)s.") % {"moment": moment, "site": site}
    simulated = words(_("Demonstration: people and words are simulated"), strong=True) if settings.KUVEND_DEMO else ()
    lead = [simulated, *document.lead, words(as_of), linked(address, address)]
    return replace(
        document,
        language=language,
        author=document.author or in_language(instance().operator, language) or site,
        lead=tuple(line for line in lead if line),
        address=address.partition("://")[2],
        contents=_("Contents"),
        page=_("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
    )


def make_waiting(*, at: datetime) -> int:
    """Make the papers that wait, the one that was asked for first before the others; how many were made."""
    waiting = KeptPaper.objects.exclude(asked_at=None).order_by("asked_at", "pk")
    count = 0
    for row in list(waiting.defer("content")):
        paper = papers().get(row.paper)
        if paper is None:
            row.delete()
            continue
        count += is_fresh(make_paper(paper, row.public_id, row.language, Kind(row.kind), at=at), at=at)
    return count


def forget_old(*, at: datetime) -> int:
    """Delete papers that nobody gets any more: of earlier days, and those in which something may have left since."""
    rows = KeptPaper.objects.filter(begun_at=None, asked_at=None)
    stale = [row.pk for row in rows.exclude(read_at=None).defer("content") if not is_fresh(row, at=at)]
    old = Q(pk__in=stale) | Q(read_at=None, failed_at__lt=at - PAUSE)
    return rows.filter(old).delete()[0]
