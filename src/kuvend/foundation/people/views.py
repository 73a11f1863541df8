"""A person's own safety: prove again who one is, hand in a secret, see and end sessions, take a change back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from allauth.mfa.webauthn.views import login_webauthn
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from kuvend.foundation.core import limits
from kuvend.foundation.core.access import NotAllowed, open_form, signed_in
from kuvend.foundation.core.clock import now
from kuvend.foundation.people import door
from kuvend.foundation.people.awaited import PROOF, keep_proof, kept_proof
from kuvend.foundation.people.ending import end_session, end_sessions, undo_changes
from kuvend.foundation.people.forms import LanguageForm, ProofForm, SecretForm
from kuvend.foundation.people.letters import read_way_back
from kuvend.foundation.people.queries import has_factor, sessions_of, used_factor
from kuvend.foundation.people.requests import PersonRequest
from kuvend.foundation.people.sessions import key_digest
from kuvend.foundation.people.vouching import hand_in_secret


@signed_in
def prove(request: PersonRequest) -> HttpResponse:
    """Prove again who I am by a code sent to my first address; somebody with a second factor uses that."""
    after = _next(request)
    if has_factor(request.user):
        return _on(get_adapter(request).get_reauthentication_methods(request.user)[0]["url"], after)
    if request.method == "POST" and "code" not in request.POST:
        code = get_adapter(request).generate_login_code()
        keep_proof(request, ProofForm.digest(code), at=now())
        get_adapter(request).send_mail("account/email/proof_code", request.user.email, {"code": code})
        return _on(request.path, after)
    proof = kept_proof(request, at=now())
    form = ProofForm(request.POST or None, digest=proof.digest if proof else "")
    if request.method == "POST" and form.is_valid():
        del request.session[PROOF]
        record_authentication(request, request.user, "code", reauthenticated=True)
        return resume_request(request) or redirect(after)
    context = {"form": form, "after": after, "sent": form.is_bound or proof is not None}
    return _page(request, "people/prove.html", context, form)


def _on(address: str, after: str) -> HttpResponse:
    return redirect(f"{address}?{urlencode({'next': after})}")


def _next(request: HttpRequest) -> str:
    """Return where to go on: the page that asked, when it is one of ours."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if safe else "/"


def _page(request: HttpRequest, template: str, context: dict[str, Any], form: Any) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)


@signed_in
def mandate_secret(request: PersonRequest) -> HttpResponse:
    """Type the secret that came with my mandate; my second factor, used just now, is then vouched for."""
    if request.user.vouched_at or not used_factor(request, request.user):
        return redirect("second_factor")
    form = SecretForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            hand_in_secret(form.cleaned_data["secret"], person=request.user, at=now())
            return redirect("desk")
        except limits.TooOften as error:
            request.kuvend_too_often = error  # type: ignore[attr-defined]
            form.add_error("secret", str(error.reason))
        except NotAllowed as error:
            form.add_error("secret", str(error.reason))
    return _page(request, "people/mandate_secret.html", {"form": form}, form)


@signed_in
def my_sessions(request: PersonRequest) -> HttpResponse:
    """Show where I am signed in; end one of them, or all but this one."""
    this = key_digest(request.session.session_key or "")
    if request.method == "POST":
        if "all" in request.POST:
            end_sessions(request.user, but=request)
        else:
            end_session(request.user, request.POST.get("session", ""))
        return redirect("my_sessions")
    return render(request, "people/sessions.html", {"rows": sessions_of(request.user, at=now()), "this": this})


@signed_in
def my_language(request: PersonRequest) -> HttpResponse:
    """Choose the language of the letters that I get."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language})
    if request.method == "POST" and form.is_valid():
        request.user.language = form.cleaned_data["language"]
        request.user.save(update_fields=["language"])
        return redirect("me")
    return _page(request, "people/language.html", {"form": form}, form)


@open_form
def way_back(request: HttpRequest, token: str) -> HttpResponse:
    """Take a change of my account back, from the letter that told of it; whoever has the letter needs no session."""
    way = read_way_back(token)
    if way is None:
        return render(request, "people/way_back_ended.html", status=404)
    if request.method == "POST":
        undo_changes(way, at=now())
        return render(request, "people/taken_back.html", {"address": way.address})
    return render(request, "people/way_back.html", {"address": way.address})


@open_form
def passkey_challenge(request: HttpRequest) -> HttpResponse:
    """Give a passkey its challenge, as often as a network may begin to sign in: each is a row for some minutes."""
    if "webauthn" not in settings.MFA_SUPPORTED_TYPES:
        raise Http404
    limits.count_all("ask_passkey", door.asking_networks(request), at=now())
    response: HttpResponse = login_webauthn(request)
    return response
