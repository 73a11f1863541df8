"""Private pages of a person: never kept by a cache."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from kuvend.foundation.contributions.leaving import erase
from kuvend.foundation.contributions.own import own_openings
from kuvend.foundation.contributions.rules import may_erase
from kuvend.foundation.core.access import NotAllowed, require, signed_in
from kuvend.foundation.core.clock import local_date, now
from kuvend.foundation.people.adapter import tell_erased
from kuvend.foundation.people.own import own_rows
from kuvend.foundation.people.proving import after_proof
from kuvend.foundation.people.queries import actor_of, addresses_of, has_factor, used_factor
from kuvend.foundation.people.requests import PersonRequest
from kuvend.foundation.processes.actions import show_name
from kuvend.foundation.processes.rules import NOT_AN_OFFICE
from kuvend.publication.portal.forms import EraseForm, ShownNameForm
from kuvend.publication.portal.queries import my_page


@signed_in
def me(request: PersonRequest) -> HttpResponse:
    """Show what I said, where it stands, under which names, and my account."""
    actor = actor_of(request)
    context = {
        "page": my_page.my_page(request.user.pk, today=local_date(now())),
        "person": request.user,
        "has_desk": bool(actor.mandates) or actor.unconfirmed_mandates,
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "portal/me.html", context)


@signed_in
def my_name(request: PersonRequest, public_id: str) -> HttpResponse:
    """Choose the name under which I appear in a process; `public_id` is my participant's."""
    participant = next((row for row in my_page.names_of(request.user.pk) if row.public_id == public_id), None)
    if participant is None:
        raise Http404
    initial = {"name": participant.shown_name, "organisation": participant.organisation}
    if participant.name_waits:
        initial = {"name": participant.waiting_name, "organisation": participant.waiting_organisation}
    form = ShownNameForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            show_name(person_id=request.user.pk, process=participant.process, at=now(), **form.cleaned_data)
            return redirect("me")
        except NotAllowed as error:
            form.add_error("organisation" if error.reason is NOT_AN_OFFICE else "name", str(error.reason))
    context = {"form": form, "participant": participant}
    return render(request, "portal/my_name.html", context, status=422 if form.errors else 200)


@signed_in
@after_proof
def my_data(request: PersonRequest) -> HttpResponse:
    """Give me all that is kept about me, as a file."""
    response = JsonResponse(own_rows(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="kuvend-my-data.json"'
    return response


@signed_in
@after_proof
def my_openings(request: PersonRequest) -> HttpResponse:
    """Give me what opens the seals of my own words, as a file for the verifier."""
    response = JsonResponse(own_openings(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="opening.json"'
    return response


@signed_in
@after_proof
def erase_me(request: PersonRequest) -> HttpResponse:
    """Erase my account after I have said what happens to my words; the last page is then drawn for nobody.

    A last letter tells each of my addresses.
    """
    actor = actor_of(request)
    require(may_erase(actor, request.user))
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            addresses = addresses_of(request.user)
            erase(actor=actor, person=request.user, words_too=form.cleaned_data["words"] == "too", at=now())
            logout(request)
            tell_erased(request, addresses)
        return render(request, "portal/erased.html")
    return render(request, "portal/erase.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
def second_factor(request: PersonRequest) -> HttpResponse:
    """Explain to an official why a second factor is needed, and where it is set up, used or vouched for now."""
    has_one = has_factor(request.user)
    if has_one and used_factor(request, request.user) and not request.user.vouched_at:
        return redirect("mandate_secret")
    has_app = is_mfa_enabled(request.user, [Authenticator.Type.TOTP])
    use_it = "mfa_reauthenticate" if has_app else "mfa_reauthenticate_webauthn"
    next_page = request.GET.get("next", "")
    back = next_page if url_has_allowed_host_and_scheme(next_page, {request.get_host()}) else reverse("desk")
    context = {"has_one": has_one, "use_it": f"{reverse(use_it)}?{urlencode({'next': back})}"}
    return render(request, "portal/second_factor.html", context)
