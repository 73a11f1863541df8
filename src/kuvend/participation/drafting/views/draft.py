"""The text that an activity puts up for comments: written in sections, seen as its readers see it, published."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.desk_pages import show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.processes.models import Activity
from kuvend.foundation.processes.queries import activity_page
from kuvend.foundation.processes.rules import may_run_process
from kuvend.participation.drafting.actions import DraftChanged, publish_for_comments
from kuvend.participation.drafting.forms.draft import DraftForm, text_of
from kuvend.participation.drafting.forms.matching import Matching
from kuvend.participation.drafting.queries.document import KIND, draft_stamp
from kuvend.participation.drafting.queries.draft import commitment_choices, published_sections


@official
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the text and the commitments of an activity, show them, and publish them when that is asked for."""
    activity, actor, at = activity_page(public_id), actor_of(request), now()
    if activity is None or activity.kind != KIND:
        raise Http404
    require(may_run_process(actor, activity.scope))
    sections, changed = published_sections(activity), {}
    commitments = commitment_choices(actor, activity, at=at)
    form = DraftForm(
        request.POST or None,
        activity=activity,
        sections=sections,
        possible=commitments.possible,
        initial={"text": text_of(sections)},
    )
    valid = request.method == "POST" and form.is_valid()
    matching = form.matching() if valid and sections else None
    if valid and _is_to_publish(request, matching):
        try:
            _publish(request, activity, form, at)
            return done_at(reverse("desk_draft", args=[activity.public_id]), "draft-published")
        except DraftChanged as error:
            form.add_error(None, str(error.reason))
            sections = published_sections(activity)
            changed = text_of(sections)
        except NotAllowed as error:  # somebody else put up one of the commitments meanwhile
            form.add_error("commitments", str(error.reason))
    context = {
        "section": "desk_activities",
        "activity": activity,
        "form": form,
        "published": [row for row in sections if not row.dropped],
        "stamp": draft_stamp(activity),
        "matching": matching,
        "changed": changed,
        "commitments": commitments,
        "preview": form.preview() if valid else [],
    }
    return show(request, "drafting/draft.html", context, room=None, wrong=bool(form.errors))


def _is_to_publish(request: HttpRequest, matching: Matching | None) -> bool:
    """Tell whether all is said: what must be asked is answered, and what is dropped or known by words was seen."""
    if request.POST.get("deed") != "publish":
        return False
    if matching is None:
        return True
    return not matching.asks and (matching.plain or request.POST.get("seen_matching") == matching.stamp)


def _publish(request: HttpRequest, activity: Activity, form: DraftForm, at: datetime) -> None:
    publish_for_comments(
        actor=actor_of(request), activity=activity, sections=form.sections(), outcomes=form.ticked_commitments(),
        seen_text=request.POST.get("seen_draft", ""), at=at,
    )  # fmt: skip
