"""Papers as pages, as PDF and as DOCX; the same for everyone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kuvend.engines.formats.papers.html import write_html
from kuvend.engines.formats.papers.stored import load_paper
from kuvend.engines.formats.papers.tree import Block, Paragraph
from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.languages import site_language
from kuvend.foundation.core.numbers import read_number
from kuvend.foundation.core.wording import page_url
from kuvend.foundation.datasets.listed import papers
from kuvend.foundation.datasets.papers import Paper
from kuvend.publication.papers.actions import paper_for
from kuvend.publication.papers.enums import CONTENT_TYPES, Kind
from kuvend.publication.papers.models import KeptPaper
from kuvend.publication.papers.queries import is_fresh, paper_page, waiting_before


def _paper_asked_for(name: str, public_id: str, kind: Kind, at: datetime) -> tuple[Paper, KeptPaper]:
    """Return a sort of paper and the kept one. Raises Http404 where there is no such thing."""
    paper = papers().get(name)
    entries = paper.entries(public_id) if paper else None
    if paper is None or entries is None:
        raise Http404
    language = get_language() or site_language()
    return paper, paper_for(paper, public_id, language, kind, entries=entries, at=at)


@public
@reads("part")
def paper(request: HttpRequest, name: str, public_id: str) -> HttpResponse:
    """Show a paper as a page, a long one in parts."""
    at = now()
    sort, row = _paper_asked_for(name, public_id, Kind.TREE, at)
    if not is_fresh(row, at=at):
        return _not_yet(request, sort, row)
    page = paper_page(load_paper(bytes(row.content).decode()), read_number(request.GET.get("part")) or 1)
    if page is None:
        raise Http404
    context = {
        "page": page,
        "lead": _html(Paragraph(line, soft=True) for line in page.document.lead),
        "drawn": _html((placed.block for placed in page.blocks), anchors=[placed.anchor for placed in page.blocks]),
        "paper": sort,
        "public_id": public_id,
        "about": page_url(sort.page, public_id),
    }
    return render(request, "papers/paper.html", context)


def _html(blocks: Iterable[Block], anchors: Sequence[str] = ()) -> SafeString:
    return mark_safe(write_html(blocks, anchors=anchors))  # noqa: S308 - it escapes every word


@public
def pdf(request: HttpRequest, name: str, public_id: str) -> HttpResponse:
    """Send a paper as PDF, or say that it is being made."""
    return _file(request, name, public_id, Kind.PDF)


@public
def docx(request: HttpRequest, name: str, public_id: str) -> HttpResponse:
    """Send a paper as DOCX, or say that it is being made."""
    return _file(request, name, public_id, Kind.DOCX)


def _file(request: HttpRequest, name: str, public_id: str, kind: Kind) -> HttpResponse:
    at = now()
    sort, row = _paper_asked_for(name, public_id, kind, at)
    if not is_fresh(row, at=at):
        return _not_yet(request, sort, row)
    response = HttpResponse(bytes(row.content), content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'inline; filename="{name}-{public_id}-{row.language}.{kind.value}"'
    return response


def _not_yet(request: HttpRequest, sort: Paper, row: KeptPaper) -> HttpResponse:
    """Say how far a paper is that is being made, or that it could not be."""
    context = {
        "paper": sort,
        "kept": row,
        "before": waiting_before(row),
        "about": page_url(sort.page, row.public_id),
    }
    response = render(request, "papers/not_yet.html", context, status=503 if row.failed_at else 202)
    response["Retry-After"] = "600" if row.failed_at else "3"
    return response
