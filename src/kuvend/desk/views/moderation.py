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
from kuvend.desk.queries.lineage import is_led_at_the_desk
from kuvend.desk.rules import MODERATE
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.lineage import titled_alike
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
from kuvend.foundation.core.confirmations import done_at
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
        **moderation.after_publication(actor, page_keys=request.GET.dict(), at=now()),
        "page": moderation.to_read(actor, after=request.GET.get("after", "")),
        "decisions": moderation.late_decisions(actor),
        "typed": typed,
        "decided": decided,
    }
    if marked := _marked(_number(request, "read"), _number(request, "left")):
        context["done"] = marked
    return show(request, "desk/moderate.html", context, room=MODERATE, wrong=bool(typed))


def _marked(read: int | None, unmarked: int | None) -> str:
    """Return the sentence that says how many were marked as read, and how many were not; "" after another deed."""
    if read is None:
        return ""
    sentence = ngettext("%(n)s contribution is marked as read.", "%(n)s contributions are marked as read.", read)
    sentences = [sentence % {"n": number_format(read, force_grouping=True)}]
    if unmarked:
        missed = ngettext(
            "%(n)s was not: its words changed, or it was decided already.",
            "%(n)s were not: their words changed, or they were decided already.",
            unmarked,
        )
        sentences.append(missed % {"n": number_format(unmarked, force_grouping=True)})
    return " ".join(sentences)


@official
def read(request: HttpRequest) -> HttpResponse:
    """Mark published words as read, one or several at once, each at the version that was seen."""
    actor = enter(request, MODERATE)
    if request.method != "POST":
        return redirect("desk_moderate")
    versions = dict(pair.split(":", 1) for pair in request.POST.getlist("read")[:MOST_READ] if ":" in pair)
    rows = Contribution.objects.select_related("activity").filter(public_id__in=versions)
    pairs = [(row, seen_version_in({FIELD: versions[row.public_id]})) for row in rows]
    marked, missed = mark_read(actor=actor, read=pairs, reports=_reports(request), at=now())
    return redirect(f"{reverse('desk_moderate')}?read={len(marked)}&left={len(missed)}")


@official
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Decide about one contribution: let it through, hide it by a rule, bring it back."""
    contribution = contribution_by_id(public_id)
    if contribution is None:
        raise Http404
    require(may_moderate(actor_of(request), contribution))
    actor, text = actor_of(request), _waiting(contribution)
    chosen_name = contribution.participant.chosen_name
    chosen_name = chosen_name if may_hide_name(actor, contribution, chosen_name) else ""
    form = DecideForm(
        request.POST or None,
        state=contribution.state,
        version_waits=bool(text),
        may_take_back=bool(may_take_back(actor, contribution, latest_decision(contribution.pk), now())),
        chosen_name=chosen_name,
        name_unread=contribution.participant.name_unread_since is not None,
        **_versions(contribution),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _do(request, contribution, form)
            return done_at(f"{reverse('desk_moderate')}?decided={contribution.public_id}", "decided")
        except WordsChanged as error:
            form.add_error(None, str(error.reason))
            contribution = contribution_by_id(public_id) or contribution
            text = _waiting(contribution)
    context = {
        "contribution": contribution,
        "chosen_name": chosen_name,
        "is_led_here": is_led_at_the_desk(contribution),
        "titled_alike": titled_alike(contribution),
        "form": form,
        "decisions": moderation.decisions_about(contribution),
        "waiting": text,
        "complaints": moderation.complaints_about(contribution),
        "seen": text.version if text else contribution.version,
        "earlier": moderation.earlier_texts(contribution),
        "runs": became(contribution.body, text.body) if text else [],
    }
    return show(request, "desk/decide.html", context, room=MODERATE, wrong=bool(form.errors))


def _versions(contribution: Contribution) -> dict[str, list[int]]:
    """Return the numbers of the earlier versions that can be hidden alone, and of those that can be restored."""
    if contribution.state != State.PUBLISHED:
        return {}
    return {
        "staying": [one.version for one in staying_texts(contribution)],
        "hidden": [one.version for one in hidden_texts(contribution)],
    }


def _reports(request: HttpRequest) -> list[str]:
    """Return the public ids of the reports that the page showed."""
    return [one for one in map(read_public_id, request.POST.getlist("report")[:MOST_READ]) if one]


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 5 else None


def _waiting(contribution: Contribution) -> ContributionText | None:
    return waiting_text(contribution) if contribution.state == State.PUBLISHED else None


def _do(request: HttpRequest, contribution: Contribution, form: DecideForm) -> None:
    deed, note = form.cleaned_data["deed"], form.cleaned_data["note"]
    arguments: dict[str, Any] = {
        "actor": actor_of(request),
        "contribution": contribution,
        "seen_version": seen_version_in(request.POST),
        "at": now(),
    }
    if deed == HIDE_NAME:
        rule, seen_name = form.cleaned_data["house_rule"], request.POST.get("seen_name", "")
        del arguments["seen_version"]
        hide_name(**arguments, seen_name=seen_name, house_rule=rule, note=note)
        return
    if deed.startswith(f"{HIDE_VERSION}:"):
        arguments["seen_version"] = int(deed.rpartition(":")[2])
        hide_version(**arguments, house_rule=form.cleaned_data["house_rule"], note=note, reports=_reports(request))
        return
    if deed.startswith(f"{RESTORE_VERSION}:"):
        arguments["seen_version"] = int(deed.rpartition(":")[2])
        restore_version(**arguments, note=note)
        return
    if deed == LET_NAME:
        del arguments["seen_version"]
        let_name_stand(**arguments, seen_name=request.POST.get("seen_name", ""))
        return
    text = _waiting(contribution)
    if deed == HIDE and text and text.version == arguments["seen_version"]:
        arguments["seen_version"] = contribution.version  # the page showed both: what stands, and what waits
    if deed == LET_THROUGH:
        let_through(**arguments, reports=_reports(request))
    elif deed == TAKE_BACK:
        take_back(**arguments, reports=_reports(request))
    elif deed == LET_VERSION:
        let_version_through(**arguments)
    elif deed == REFUSE_VERSION:
        refuse_version(**arguments, house_rule=form.cleaned_data["house_rule"], note=note)
    elif deed == HIDE:
        hide(**arguments, house_rule=form.cleaned_data["house_rule"], note=note, reports=_reports(request))
    else:
        restore(**arguments, note=note, reports=_reports(request))
