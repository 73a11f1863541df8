"""To moderate: what waits to be read, one decision, what was decided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import ngettext

from kuvend.desk.forms.moderation import (
    HIDE,
    HIDE_NAME,
    HIDE_VERSION,
    LET_NAME,
    LET_THROUGH,
    LET_VERSION,
    REFUSE_VERSION,
    RESTORE_VERSION,
    TAKE_BACK,
    DecideForm,
)
from kuvend.desk.queries import moderation
from kuvend.desk.rules import MODERATE
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.contributions.queries import contribution as contribution_by_id
from kuvend.foundation.contributions.versions import (
    FIELD,
    WordsChanged,
    became,
    hidden_texts,
    seen_version_in,
    staying_texts,
    waiting_text,
)
from kuvend.foundation.core.access import official, require
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.done import done_at
from kuvend.foundation.core.ids import read_public_id
from kuvend.foundation.moderation.actions import (
    hide,
    hide_name,
    hide_version,
    let_name_stand,
    let_through,
    let_version_through,
    mark_read,
    refuse_version,
    restore,
    restore_version,
    take_back,
)
from kuvend.foundation.moderation.queries import latest_decision
from kuvend.foundation.moderation.rules import may_hide_name, may_moderate, may_take_back
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.queries import actor_of

MOST_READ = 100  # marked at once


@official
def moderate(request: HttpRequest) -> HttpResponse:
    """Show what waits to be read, look one up by its id, and what was decided lately."""
    actor = enter(request, MODERATE)
    typed = request.GET.get("id", "").strip()
    if typed and (public_id := moderation.contribution_id(typed)):
        return redirect("desk_decide", public_id)
    decided = read_public_id(request.GET.get("decided", ""))
    context = {
        **moderation.after_publication(actor, asked=request.GET.dict(), at=now()),
        "page": moderation.to_read(actor, after=request.GET.get("after", "")),
        "decisions": moderation.late_decisions(actor),
        "typed": typed,
        "decided": decided,
    }
    if marked := _marked(_number(request, "read"), _number(request, "left")):
        context["done"] = marked
    return show(request, "desk/moderate.html", context, room=MODERATE, wrong=bool(typed))


def _marked(read: int | None, left: int | None) -> str:
    """Return the sentence that says how many were marked as read, and how many were not; "" after another deed."""
    if read is None:
        return ""
    said = ngettext("%(n)s contribution is marked as read.", "%(n)s contributions are marked as read.", read)
    sentences = [said % {"n": number_format(read, force_grouping=True)}]
    if left:
        missed = ngettext(
            "%(n)s was not: its words changed, or it was decided already.",
            "%(n)s were not: their words changed, or they were decided already.",
            left,
        )
        sentences.append(missed % {"n": number_format(left, force_grouping=True)})
    return " ".join(sentences)


@official
def read(request: HttpRequest) -> HttpResponse:
    """Mark published words as read, one or several at once, each at the version that was seen."""
    actor = enter(request, MODERATE)
    if request.method != "POST":
        return redirect("desk_moderate")
    seen = dict(pair.split(":", 1) for pair in request.POST.getlist("read")[:MOST_READ] if ":" in pair)
    rows = Contribution.objects.select_related("activity").filter(public_id__in=seen)
    pairs = [(row, seen_version_in({FIELD: seen[row.public_id]})) for row in rows]
    done, left = mark_read(actor=actor, read=pairs, reports=_reports(request), at=now())
    return redirect(f"{reverse('desk_moderate')}?read={len(done)}&left={len(left)}")


@official
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide about one contribution: let it through, hide it by a rule, bring it back."""
    found = contribution_by_id(public_id)
    if found is None:
        raise Http404
    require(may_moderate(actor_of(request), found))
    actor, text = actor_of(request), _waiting(found)
    takeable = may_take_back(actor, found, latest_decision(found.pk), now())
    chosen_name = found.participant.chosen_name
    chosen_name = chosen_name if may_hide_name(actor, found, chosen_name) else ""
    form = DecideForm(
        request.POST or None,
        state=found.state,
        version_waits=bool(text),
        may_take_back=bool(takeable),
        chosen_name=chosen_name,
        name_unread=found.participant.name_unread_since is not None,
        **_versions(found),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, found, form)
            return done_at(f"{reverse('desk_moderate')}?decided={found.public_id}", "decided")
        except WordsChanged as error:
            form.add_error(None, str(error.reason))
            found = contribution_by_id(public_id) or found
            text = _waiting(found)
    context = {
        "contribution": found,
        "chosen_name": chosen_name,
        "form": form,
        "decisions": moderation.decisions_about(found),
        "waiting": text,
        "complaints": moderation.complaints_about(found),
        "seen": text.version if text else found.version,
        "earlier": moderation.earlier_texts(found),
        "runs": became(found.body, text.body) if text else [],
    }
    return show(request, "desk/decide.html", context, room=MODERATE, wrong=bool(form.errors))


def _versions(found: Contribution) -> dict[str, list[int]]:
    """Return the numbers of the earlier versions that can be hidden alone, and of those that can be restored."""
    if found.state != State.PUBLISHED:
        return {}
    return {
        "staying": [one.version for one in staying_texts(found)],
        "hidden": [one.version for one in hidden_texts(found)],
    }


def _reports(request: HttpRequest) -> list[str]:
    """Return the public ids of the reports that the page showed."""
    return [one for one in map(read_public_id, request.POST.getlist("report")[:MOST_READ]) if one]


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else None


def _waiting(found: Contribution) -> ContributionText | None:
    return waiting_text(found) if found.state == State.PUBLISHED else None


def _do(request: HttpRequest, found: Contribution, form: DecideForm) -> None:
    deed, note = form.cleaned_data["deed"], form.cleaned_data["note"]
    what: dict[str, Any] = {
        "actor": actor_of(request),
        "contribution": found,
        "seen_version": seen_version_in(request.POST),
        "at": now(),
    }
    if deed == HIDE_NAME:
        rule, seen_name = form.cleaned_data["house_rule"], request.POST.get("seen_name", "")
        del what["seen_version"]
        hide_name(**what, seen_name=seen_name, house_rule=rule, note=note)
        return
    if deed.startswith(f"{HIDE_VERSION}:"):
        what["seen_version"] = int(deed.rpartition(":")[2])
        hide_version(**what, house_rule=form.cleaned_data["house_rule"], note=note, reports=_reports(request))
        return
    if deed.startswith(f"{RESTORE_VERSION}:"):
        what["seen_version"] = int(deed.rpartition(":")[2])
        restore_version(**what, note=note)
        return
    if deed == LET_NAME:
        del what["seen_version"]
        let_name_stand(**what, seen_name=request.POST.get("seen_name", ""))
        return
    text = _waiting(found)
    if deed == HIDE and text and text.version == what["seen_version"]:
        what["seen_version"] = found.version  # the page showed both: the words that stand, and those that wait
    if deed == LET_THROUGH:
        let_through(**what, reports=_reports(request))
    elif deed == TAKE_BACK:
        take_back(**what, reports=_reports(request))
    elif deed == LET_VERSION:
        let_version_through(**what)
    elif deed == REFUSE_VERSION:
        refuse_version(**what, house_rule=form.cleaned_data["house_rule"], note=note)
    elif deed == HIDE:
        hide(**what, house_rule=form.cleaned_data["house_rule"], note=note, reports=_reports(request))
    else:
        restore(**what, note=note, reports=_reports(request))
