"""What is told of a deliberation where somebody links to it: how many voted, and what most agree on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.core.sharing import Share, share_of
from kuvend.foundation.core.templatetags.words import number, percent
from kuvend.foundation.processes.models import Activity
from kuvend.participation.deliberation.models import Release
from kuvend.participation.deliberation.queries.results import ResultsPage, results_page


def numbers_sentence(release: Release | None) -> str:
    """Say how many people voted, and how often, as it was released."""
    if release is None:
        return _("Say whether you agree, one statement at a time.")
    voters, votes = release.voters, release.votes
    people = ngettext("%(n)s person has voted", "%(n)s people have voted", voters) % {"n": number(voters)}
    cast = ngettext("%(n)s vote", "%(n)s votes", votes) % {"n": number(votes)}
    return f"{people} · {cast}"


def results_shared(activity: Activity, at: datetime) -> Mapping[str, Any]:
    """Return what a share tells of the results: the numbers, and once they are shown what most agree on."""
    return shared_of(results_page(activity, at=at))


def share_of_results(activity: Activity, page: ResultsPage) -> Share:
    """Return what is told of the page of results."""
    title = _("What we found") if page.steps.closed else _("What we found so far")
    words = {"kind": title, "description": activity.summary, **shared_of(page)}
    return share_of(public_id=activity.public_id, title=activity.title, **words)


def shared_of(page: ResultsPage) -> Mapping[str, Any]:
    """Return the same of results that were read already."""
    figure, first = numbers_sentence(page.release), page.united[0] if page.united else None
    if first is None or first.tally is None:
        return {"figure": figure}
    share = first.tally.agree_share
    heading = f"{_('What most of us agree on')}: {percent(share)}"
    return {"figure": figure, "heading": heading, "quote": first.words.text, "percent": share}
