from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from kuvend.foundation.core.access import official, public, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.core.confirmations import done_at
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.desk_pages import enter, show
from kuvend.foundation.people.queries import actor_of
from kuvend.foundation.people.requests import PersonRequest
from tests.capabilities.lamps.actions import repair_lamp, watch_lamp
from tests.capabilities.lamps.models import Lamp, LampRegister
from tests.capabilities.lamps.parts import LAMP_RULE
from tests.capabilities.lamps.queries import lamps_of
from tests.capabilities.lamps.rules import LAMPS


@public
def lamp(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a lamp: where, whose, until when."""
    return render(request, "lamps/lamp.html", {"lamp": get_object_or_404(Lamp, public_id=public_id)})


@public
def lamp_rule(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a rule on lamps."""
    rule = get_object_or_404(Outcome, kind=LAMP_RULE.name, public_id=public_id)
    return render(request, "lamps/rule.html", {"rule": rule})


@public
def lamp_register(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the register of a process."""
    register = get_object_or_404(LampRegister.objects.select_related("process"), public_id=public_id)
    return render(request, "lamps/register.html", {"register": register, "lamps": list(Lamp.objects.order_by("pk"))})


@public
def latest_lamps(request: HttpRequest) -> HttpResponse:
    """Show the register of the process that ends last."""
    register = LampRegister.objects.select_related("process").order_by("-process__to_date").first()
    return render(request, "lamps/register.html", {"register": register, "lamps": list(Lamp.objects.order_by("pk"))})


@public
def lamp_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give the lamps of an institution, one a line."""
    lamps = Lamp.objects.filter(repair__institution__public_id=public_id).order_by("pk")
    return HttpResponse("".join(f"{lamp.place}\n" for lamp in lamps), content_type="text/plain; charset=utf-8")


@signed_in
def watch(request: PersonRequest, public_id: str) -> HttpResponse:
    """Wait for a lamp of which somebody wrote."""
    lamps = Lamp.objects.select_related("said__activity__process")
    watch_lamp(person_id=request.user.pk, lamp=get_object_or_404(lamps, public_id=public_id, said__isnull=False))
    return redirect("lamp", public_id)


@official
def desk_lamps(request: HttpRequest) -> HttpResponse:
    """Show what is owed; a lamp is repaired."""
    actor = enter(request, LAMPS)
    if request.method == "POST":
        row = get_object_or_404(Lamp, public_id=request.POST.get("lamp", ""))
        repair_lamp(actor=actor_of(request), lamp=row, at=now())
        return done_at(reverse("desk_lamps"), "lamp-burns")
    return show(request, "lamps/desk.html", {"lamps": lamps_of(actor)}, room=LAMPS)
