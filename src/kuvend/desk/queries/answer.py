"""One response on the desk: what it answers, where it lands, and what each author reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.outcomes.queries import landing_places
from kuvend.foundation.people.models import Institution
from kuvend.foundation.responses.enums import DutyState, Verdict
from kuvend.foundation.responses.models import Duty, Landing, Response, ResponseText
from kuvend.foundation.responses.queries import answered_by, landings_of

CHOSEN_SHOWN = 100


@dataclass(frozen=True)
class Chosen:
    """What a draft answers: the first of them, and how many they are."""

    rows: Sequence[Contribution]
    count: int


def chosen_of(response: Response) -> Chosen:
    """Return the contributions of a draft that still wait for this institution's answer, the earliest due first."""
    waiting = response.selected.filter(duty__state=DutyState.OPEN, duty__institution=response.institution_id)
    rows = waiting.select_related("participant").only(
        "public_id", "title", "body", "language", "participant__pseudonym", "participant__shown_name"
    )
    return Chosen(list(rows.order_by("duty__due_date", "pk")[:CHOSEN_SHOWN]), waiting.count())


def places_for(response: Response) -> list[Outcome]:
    """Return where the words that a response answers can land: outcomes of its process that have a text."""
    return list(landing_places(response.process_id).filter(version__gte=1).defer("folded", "search"))


def kept_landings(response: Response) -> list[Landing]:
    """Return the landings that are kept with a response, with their outcomes."""
    return list(landings_of(response.pk))


@dataclass(frozen=True)
class Reading:
    """What an author reads in one language; a text that lacks it falls back, and `fallback` names its language."""

    language: str
    verdict: str
    institution: str
    reason: str
    reason_language: str
    landings: Sequence[str]
    nowhere: str


def readings(
    *, institution: Institution, verdict: str, reason: Localized, nowhere: Localized, places: Sequence[Outcome]
) -> list[Reading]:
    """Return what each author reads, in every language of the site."""
    return [_reading(code, institution, verdict, reason, nowhere, places) for code, _name in settings.LANGUAGES]


def _reading(
    code: str, institution: Institution, verdict: str, reason: Localized, nowhere: Localized, places: Sequence[Outcome]
) -> Reading:
    text, text_code = reason.shown(code)
    with translation.override(code):
        return Reading(
            language=code,
            verdict=str(Verdict(verdict).label) if verdict in Verdict.values else "",
            institution=institution.name.shown(code)[0],
            reason=text,
            reason_language=text_code,
            landings=[f"{place.number} {place.title.shown(code)[0]}".strip() for place in places],
            nowhere=nowhere.shown(code)[0],
        )


@dataclass(frozen=True)
class Published:
    """A published response: its versions (the latest first), where it landed, whom it answers."""

    versions: Sequence[ResponseText]
    landings: Sequence[Landing]
    answered: Sequence[Contribution]


def published_of(response: Response) -> Published:
    """Return what the page of a published response shows."""
    versions = list(ResponseText.objects.filter(response=response).order_by("-version"))
    return Published(versions, kept_landings(response), answered_by(response.pk, limit=CHOSEN_SHOWN))


def lately_published(institution_ids: Sequence[int], *, limit: int = 20) -> QuerySet[Response]:
    """Return the latest published responses of institutions."""
    return (
        Response.objects.filter(institution_id__in=institution_ids, published_at__isnull=False)
        .select_related("institution")
        .order_by("-published_at", "-pk")[:limit]
    )


def open_duty(public_id: str) -> Duty | None:
    """Return the open duty to answer a contribution, with what its rule and its page name, or None."""
    related = (
        "institution", "contribution__activity__scope", "contribution__about__scope", "contribution__participant",
    )  # fmt: skip
    return Duty.objects.select_related(*related).filter(contribution__public_id=public_id, state=DutyState.OPEN).first()
