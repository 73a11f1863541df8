"""What this is, in plain words: pages without a query."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from kuvend.foundation.core.access import public
from kuvend.foundation.core.instance import in_language, instance
from kuvend.foundation.core.limits import limits_in_words
from kuvend.foundation.moderation.enums import HouseRule
from kuvend.foundation.processes.process_pages import latest_page
from kuvend.foundation.record.queries import NotPublishedError, verifier_key
from kuvend.publication.barriers.obligations import WORKING_DAYS
from kuvend.publication.portal.queries.partnership import partnership


@public
def about(request: HttpRequest) -> HttpResponse:
    """Tell how it works, along the thread."""
    return render(request, "portal/about.html", {"days": settings.KUVEND_ANSWER_WORKING_DAYS})


@public
def ogp(request: HttpRequest) -> HttpResponse:
    """Tell what the Open Government Partnership is, with what other countries did."""
    return render(request, "portal/ogp.html", {"page": partnership(), "latest": latest_page()})


@public
def accessibility(request: HttpRequest) -> HttpResponse:
    """Tell what works for whom, and what to do when something does not."""
    return render(request, "portal/accessibility.html", {"days": WORKING_DAYS})


@public
def privacy(request: HttpRequest) -> HttpResponse:
    """Tell what is kept, what is public, and how it is erased."""
    identity, language = instance(), get_language() or ""
    words = {
        name: in_language(getattr(identity, name), language) for name in ("controller", "legal_basis", "retention")
    }
    return render(request, "portal/privacy.html", words | {"privacy_email": identity.officer_email or identity.email})


@public
def rules(request: HttpRequest) -> HttpResponse:
    """Tell by which rules words are hidden, and how often one may write."""
    return render(request, "portal/rules.html", {"rules": HouseRule.choices, "limits": limits_in_words()})


@public
def verify(request: HttpRequest) -> HttpResponse:
    """Tell how anyone checks the record, with the commands."""
    try:
        key = str(verifier_key())
    except NotPublishedError:
        key = ""
    place = f"{settings.KUVEND_SCHEME}://{settings.KUVEND_HOST}/record"
    return render(request, "portal/verify.html", {"key": key, "place": place, "zone": settings.TIME_ZONE})
