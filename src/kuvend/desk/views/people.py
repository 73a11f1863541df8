"""People: the mandates within the actor's scopes, given and ended. E-mail addresses show on these pages only."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from kuvend.desk.forms.people import EndForm, MandateForm
from kuvend.desk.queries import people
from kuvend.desk.rules import PEOPLE
from kuvend.foundation.core.access import NotAllowed, official, require
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.people.actions import end_mandate
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.dormancy import may_vouch
from kuvend.foundation.people.queries import actor_of, has_factor
from kuvend.foundation.people.rules import may_give_mandate
from kuvend.foundation.people.vouching import confirm, give_by_address, make_secret


@official
def mandates(request: HttpRequest) -> HttpResponse:
    """Show the mandates in force and ahead, or those that are over."""
    actor, ended = enter(request, PEOPLE), "ended" in request.GET
    page = people.mandate_page(actor, today=local_date(now()), ended=ended, after=request.GET.get("after", ""))
    return show(request, "desk/people.html", {"page": page, "ended": ended}, room=PEOPLE)


@official
def mandate_new(request: HttpRequest) -> HttpResponse:
    """Give a mandate to an address; the secret that goes with it is shown this once."""
    actor = enter(request, PEOPLE)
    choices = people.mandate_choices(actor)
    form = MandateForm(request.POST or None, actor=actor, choices=choices, initial={"from_date": local_date(now())})
    if request.method == "POST" and form.is_valid():
        address, language = form.cleaned_data["email"], settings.LANGUAGE_CODE
        try:
            grant = give_by_address(actor=actor, address=address, language=language, at=now(), **form.arguments())
        except NotAllowed as error:
            form.add_error(None, str(error.reason))
            return show(request, "desk/mandate_new.html", {"form": form}, room=PEOPLE, wrong=True)
        if not grant.secret:
            counts = settings.KUVEND_DEMO or grant.mandate.person.vouched_at
            return done_at(reverse("desk_people"), "mandate-given" if counts else "mandate-dormant")
        return show(request, "desk/mandate_secret.html", {"address": address, "secret": grant.secret}, room=PEOPLE)
    return show(request, "desk/mandate_new.html", {"form": form}, room=PEOPLE, wrong=bool(form.errors))


@official
def mandate_vouch(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make a new secret for whoever holds a mandate, or confirm that their second factor is theirs."""
    mandate, actor = people.mandate(public_id), actor_of(request)
    if mandate is None:
        raise Http404
    require(may_vouch(actor, mandate.person, today=now()))
    if mandate.person.vouched_at:
        raise Http404
    if request.method == "POST" and "confirm" in request.POST:
        confirm(actor=actor, person=mandate.person, at=now())
        return done_at(reverse("desk_people"), "confirmed")
    context: dict[str, object] = {"mandate": mandate, "address": mandate.person.email}
    if request.method == "POST":
        context["secret"] = make_secret(actor=actor, person=mandate.person, at=now())
        return show(request, "desk/mandate_secret.html", context, room=PEOPLE)
    context["has_factor"] = has_factor(mandate.person)
    return show(request, "desk/mandate_vouch.html", context, room=PEOPLE)


@official
def mandate_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """End a mandate at once, or with a day."""
    mandate, actor = people.mandate(public_id), actor_of(request)
    if mandate is None:
        raise Http404
    require(may_give_mandate(actor, mandate.role, mandate.scope))
    if mandate.ended_at:
        raise Http404
    form = EndForm(request.POST or None, mandate=mandate, initial={"to_date": local_date(now())})
    if request.method == "POST" and form.is_valid():
        last = form.cleaned_data["to_date"]
        end_mandate(actor=actor, mandate=mandate, to_date=last, at=now())
        return done_at(reverse("desk_people"), "mandate-ended" if last else "mandate-over")
    context = {"mandate": mandate, "form": form}
    return show(request, "desk/mandate_end.html", context, room=PEOPLE, wrong=bool(form.errors))
