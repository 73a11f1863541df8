"""The page of one section: its words, their versions, what people say about it and where that went."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kuvend.foundation.contributions.queries import comments_about
from kuvend.foundation.core.access import public, reads
from kuvend.foundation.core.clock import now
from kuvend.foundation.outcomes.queries import succession_of, texts_of
from kuvend.foundation.outcomes.rules import may_be_commented
from kuvend.foundation.processes.rules import is_open
from kuvend.foundation.responses.queries import landings_in
from kuvend.participation.drafting.queries.document import section_with
from kuvend.participation.drafting.queries.share import share_of_section


@public
@reads("after")
def section(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a section of a draft."""
    section_page = section_with(public_id)
    if section_page is None:
        raise Http404
    outcome = section_page.outcome
    texts = list(texts_of(outcome.pk))
    is_open_now = bool(outcome.activity and is_open(outcome.activity, now()))
    return render(
        request,
        "drafting/section.html",
        {
            "outcome": outcome,
            "section": section_page,
            "text": texts[-1] if texts else None,
            "earlier": texts[:-1],
            "landings": landings_in(outcome.pk),
            "comments": comments_about(outcome.pk, takes_replies=is_open_now, after=request.GET.get("after", "")),
            "open": is_open_now and bool(may_be_commented(outcome)),
            "succession": succession_of(outcome),
            "share": share_of_section(section_page, texts[-1] if texts else None),
        },
    )
