"""Landing: promised until a later version of the text differs there; in another's text only with its yes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from kuvend.engines.deadlines import working_days_between
from kuvend.foundation.core.access import require
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import SYSTEM, Role
from kuvend.foundation.record.actions import put
from kuvend.foundation.record.facts import Digest, FactData, Subject
from kuvend.foundation.record.openings import as_sealed, seal_openly
from kuvend.foundation.responses import facts, rules
from kuvend.foundation.responses.actions.drafting import TextMeanwhile, WrittenMeanwhile, locked
from kuvend.foundation.responses.actions.duties import sealed_reason
from kuvend.foundation.responses.enums import ResponseState
from kuvend.foundation.responses.models import Landing, Response
from kuvend.foundation.responses.prospects import changes_of, newest_words
from kuvend.foundation.responses.queries import LANDING_RELATED


def begin_landings(
    response: Response, landings: Sequence[Landing], newest: datetime | None, at: datetime
) -> list[FactData]:
    """Let the landings of a response begin, now that it is published; returns their facts.

    Those in its institution's own texts are promised, or landed where a version that came after the words differs
    there already; those in others' are proposed.
    """
    for landing in landings:
        landing.response = response  # loaded before it was published
    own = [one for one in landings if not rules.asks_for_yes(one)]
    for landing in own:
        landing.agreed_at = at
    Landing.objects.bulk_update(own, ["agreed_at"])
    proposed = [_proposed(one) for one in landings if one not in own]
    return [*proposed, *_settled(own, changes_of(own, newest), at)]


def keep_promises(outcome_ids: Iterable[str], at: datetime) -> int:
    """Let what is promised for these outcomes (public ids) land where a new version differs; returns how many did."""
    promised = Landing.objects.select_for_update(of=("self",)).filter(
        text__outcome__public_id__in=outcome_ids,
        response__state=ResponseState.PUBLISHED,
        agreed_at__isnull=False,
        landed_text__isnull=True,
        taken_back_at__isnull=True,
    )
    entries: list[FactData] = []
    for landing in promised.select_related(*LANDING_RELATED).order_by("pk"):
        if text := changes_of([landing], newest_words(landing.response)).get(landing.text_id):
            entries += [_land(landing, text, at), *_promise_kept(landing, text, at)]
    put(*entries, at=at, role=SYSTEM)
    return len(entries)


@transaction.atomic
def agree_to_landing(*, actor: Actor, landing: Landing, seen_version: int, seen_text: int, at: datetime) -> Landing:
    """Agree, for the institution whose text it is, to a change that another one proposed.

    Args:
        seen_version: the version of the answer that was read.
        seen_text: the version of the text that was read: a later one may differ at the passage.

    Raises:
        NotAllowed: when the actor may not, or it is decided already.
        WrittenMeanwhile: when the answer was corrected since, or its text has a new version (TextMeanwhile).
    """
    landing = _locked(landing, seen_version, seen_text)
    require(rules.may_decide_landing(actor, landing))
    landing.agreed_at = at
    landing.save(update_fields=["agreed_at"])
    agreed = facts.LandingAgreed(**_subjects(landing), institution=_owner(landing))
    settled = _settled([landing], changes_of([landing], newest_words(landing.response)), at)
    put(agreed, *settled, at=at, role=_role(actor, landing))
    return landing


@transaction.atomic
def refuse_landing(
    *, actor: Actor, landing: Landing, reason: Localized, seen_version: int, seen_text: int, at: datetime
) -> Landing:
    """Refuse a change that another institution proposed, with a reason that everyone reads.

    Args:
        seen_version: the version of the answer that was read.
        seen_text: the version of the text that was read: a later one may differ at the passage.

    Raises:
        NotAllowed: when the actor may not, it is decided already, or the reason says too little.
        WrittenMeanwhile: when the answer was corrected since, or its text has a new version (TextMeanwhile).
    """
    landing = _locked(landing, seen_version, seen_text)
    require(rules.may_decide_landing(actor, landing))
    require(rules.is_reason_in_one(reason))
    sealed = seal_openly(sealed_reason(reason))
    landing.refused_at, landing.refusal = at, reason
    landing.refusal_salt, landing.refusal_digest = sealed.salt, sealed.digest
    landing.save(update_fields=["refused_at", "refusal", "refusal_salt", "refusal_digest"])
    refused = facts.LandingRefused(
        **_subjects(landing), institution=_owner(landing), reason=Digest(landing.refusal_digest)
    )
    put(refused, at=at, role=_role(actor, landing))
    return landing


def landings_held(response: Response) -> list[Landing]:
    """Return the landings of a response that stand or were refused, locked.

    What is just landing is counted before it is taken back.
    """
    rows = response.landings.filter(taken_back_at__isnull=True).select_for_update(of=("self",))
    return list(rows.select_related(*LANDING_RELATED).order_by("pk"))


def take_landings_back(response: Response, landings: Sequence[Landing], at: datetime) -> list[FactData]:
    """Let the words of a response no longer be said to go there; returns the facts, one for each text.

    What was said stays to be read, with its passage and its day; it is counted nowhere.

    Args:
        landings: those of the response that end, locked.
    """
    entries: list[FactData] = [facts.LandingTakenBack(**_subjects(landing)) for landing in landings]
    ended = response.landings.filter(pk__in=[one.pk for one in landings])
    _count(ended.filter(landed_text__isnull=False), -response.answer_count)
    ended.update(taken_back_at=at, landed_text=None)
    return entries


def _locked(landing: Landing, seen_version: int, seen_text: int) -> Landing:
    """Lock the answer, as correcting it does, then the landing, which a correction may take back, and its text."""
    response = locked(landing.response)
    rows = Landing.objects.select_for_update(of=("self",)).select_related(*LANDING_RELATED)
    row = rows.filter(pk=landing.pk).first()
    if row is None or row.taken_back_at is not None or response.version != seen_version:
        raise WrittenMeanwhile
    if Outcome.objects.select_for_update().get(pk=row.text.outcome_id).version != seen_text:
        raise TextMeanwhile
    return row


def _settled(landings: Sequence[Landing], changes: Mapping[int, OutcomeText], at: datetime) -> list[FactData]:
    """Land what was changed already; what was not is promised. Returns the facts."""
    return [_land(one, changes[one.text_id], at) if one.text_id in changes else _promised(one) for one in landings]


def _land(landing: Landing, text: OutcomeText, at: datetime) -> FactData:
    landing.landed_text, landing.landed_at = text, max(at, text.published_at)
    landing.save(update_fields=["landed_text", "landed_at"])
    _count(Landing.objects.filter(pk=landing.pk), landing.response.answer_count)
    return facts.WordsLanded(**_subjects(landing), version=text.version)


def _count(landings: QuerySet[Landing], answers: int) -> None:
    outcomes = Outcome.objects.filter(pk__in=landings.values("text__outcome_id"))
    outcomes.update(landing_count=F("landing_count") + answers)


def _promised(landing: Landing) -> FactData:
    due = landing.due_date.isoformat() if landing.due_date else ""
    passage = _passage_sealed(landing)
    return facts.LandingPromised(**_subjects(landing), version=landing.text.version, due_date=due, passage=passage)


def _proposed(landing: Landing) -> FactData:
    passage = _passage_sealed(landing)
    return facts.LandingProposed(
        **_subjects(landing), institution=_owner(landing), version=landing.text.version, passage=passage
    )


def _passage_sealed(landing: Landing) -> Digest | None:
    """Return the digest of a landing's sentences, sealed when they are first put on record; None where none are named.

    Proposed and then promised they have one seal.
    """
    if not any(landing.passage.values()):
        return None
    if not landing.passage_digest:
        sealed = seal_openly(as_sealed({"passage": landing.passage}))
        landing.passage_salt, landing.passage_digest = sealed.salt, sealed.digest
        landing.save(update_fields=["passage_salt", "passage_digest"])
    return Digest(landing.passage_digest)


def _promise_kept(landing: Landing, text: OutcomeText, at: datetime) -> list[FactData]:
    due = landing.due_date
    if due is None:
        return []
    late = max(0, working_days_between(due, local_date(at), country=settings.KUVEND_COUNTRY))
    fact = facts.PromiseKept(
        **_subjects(landing), version=text.version, due_date=due.isoformat(), working_days_late=late
    )
    return [fact]


def _subjects(landing: Landing) -> dict[str, Subject]:
    return {"response": Subject(landing.response.public_id), "outcome": Subject(landing.text.outcome.public_id)}


def _owner(landing: Landing) -> Subject:
    owner = rules.owner_of(landing.text.outcome)
    if owner is None:
        raise ValueError("a text of nobody's asks for no yes")
    return Subject(owner.public_id)


def _role(actor: Actor, landing: Landing) -> str:
    return actor.role_in(landing.text.outcome.scope.path, Role.INSTITUTION_OFFICER)
