"""Which code a form is about to compare: taken from the flow that sent it, so that another flow cannot stand in.

What is counted must be what is compared. A session may hold codes of several flows at once, each with its own
state; a counter that were kept beside them could be renewed by asking for a code of another flow.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.flows.password_reset_by_code import PASSWORD_RESET_VERIFICATION_SESSION_KEY
from allauth.account.stages import LoginByCodeStage, LoginStageController
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

PROOF = "proof"  # in the session: a digest of the code with which its person proves again who they are, since when


class Awaited(NamedTuple):
    """A code that was sent: a name for it that tells nothing, since when it is awaited, and for which account.

    `account` is what its wrong codes are counted by: the key of a person, or what stands for an address of nobody.
    """

    name: str
    at: datetime
    account: str
    person: int | None


@dataclass(frozen=True)
class Proof:
    """What is kept of a code for the proof until it is typed."""

    digest: str
    at: datetime


def by_sign_in(request: HttpRequest, *, at: datetime) -> Awaited:
    """Return the code with which somebody signs in."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return _awaited(stage.state if stage else {}, at)


def by_reset(request: HttpRequest, *, at: datetime) -> Awaited:
    """Return the code with which a new password is set."""
    return _awaited(request.session.get(PASSWORD_RESET_VERIFICATION_SESSION_KEY, {}), at)


def by_address(request: HttpRequest, *, at: datetime) -> Awaited:
    """Return the code that was sent to a new address of an account."""
    return _awaited(request.session.get(EMAIL_VERIFICATION_CODE_SESSION_KEY, {}), at)


def by_proof(request: HttpRequest, *, at: datetime) -> Awaited:
    """Return the code with which somebody who is signed in proves again who they are."""
    proof = kept_proof(request, at=at)
    person = request.user.pk
    return Awaited(_digest(f"{person} {proof}"), proof.at if proof else at, str(person), person)


def keep_proof(request: HttpRequest, digest: str, *, at: datetime) -> None:
    """Keep what is left of a code for the proof, and since when it counts."""
    request.session[PROOF] = {"digest": digest, "at": at.isoformat()}


def kept_proof(request: HttpRequest, *, at: datetime) -> Proof | None:
    """Return the code for the proof that is awaited, unless there is none or it is too old to count."""
    entry = request.session.get(PROOF)
    proof = Proof(entry["digest"], datetime.fromisoformat(entry["at"])) if isinstance(entry, dict) else None
    return proof if proof and at - proof.at <= timedelta(seconds=settings.CODE_SECONDS) else None


def address_key(address: str) -> str:
    """Return what stands for an address in counts: whoever reads them learns no address."""
    return _digest(address)


def _awaited(state: dict[str, Any], now: datetime) -> Awaited:
    """Read the library's state of a flow; where nothing was sent, the page must not tell that from a code that was."""
    at, address, code = state.get("at", 0.0), state.get("email", ""), state.get("code", "")
    begun = datetime.fromtimestamp(at, UTC) if at else now
    person = int(state["user_id"]) if state.get("user_id") else None
    account = str(person) if person else address_key(address)
    return Awaited(_digest(f"{at} {address} {code}"), begun, account, person)


def _digest(words: str) -> str:
    return salted_hmac("kuvend.people.door", words, algorithm="sha256").hexdigest()[:24]
