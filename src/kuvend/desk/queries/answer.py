"""One response on the desk: what it answers, and where it lands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Max, QuerySet

from kuvend.desk.queries.reading import AnsweredBefore, ToRead, answered_before, to_read
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.outcomes.queries import landing_places
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within
from kuvend.foundation.responses.enums import DutyState, Standing
from kuvend.foundation.responses.models import Duty, Landing, Response, ResponseText
from kuvend.foundation.responses.queries import answered_by, standing_landings_of, unanswered_in, unread_in

CHOSEN_SHOWN = 100


@dataclass(frozen=True)
class Chosen:
    """What a draft answers: the first of them with all that there is to read, and how many they are.

    `newest` is when the last of them was posted.
    `changed` are those whose words are new since the draft was begun: they are shown anew before it is published.
    """

    rows: Sequence[Contribution]
    count: int
    newest: datetime | None
    to_read: Sequence[ToRead]
    changed: Sequence[ToRead]
    before: Sequence[AnsweredBefore]


UNREAD = ("body_html", "folded", "search")


def chosen_of(response: Response) -> Chosen:
    """Return the contributions of a draft that still wait for this institution's answer, the earliest due first."""
    unread = unread_in(response)
    changed = set(unread.values_list("pk", flat=True)[:CHOSEN_SHOWN])  # the next ones once these are read
    if response.activity:
        waiting = unanswered_in(response.activity)
        ordered = waiting.order_by("-support_count", "pk")
    else:
        waiting = response.selected.filter(duty__state=DutyState.OPEN, duty__institution=response.institution_id)
        ordered = waiting.order_by("duty__due_date", "pk")
    rows = list(ordered.select_related("participant").defer(*UNREAD)[:CHOSEN_SHOWN])
    beyond = waiting.filter(pk__in=changed - {row.pk for row in rows}).select_related("participant").defer(*UNREAD)
    rows += list(beyond) if changed else []
    read = to_read(rows, changed)
    figures = waiting.order_by().aggregate(count=Count("pk"), newest=Max("posted_at"))
    return Chosen(
        rows, figures["count"], figures["newest"], read, [one for one in read if one.changed], answered_before(rows)
    )


def text_of(public_id: str, version: int | None) -> OutcomeText | None:
    """Return a version of an outcome's text, the present one for None; None when there is no such version."""
    number = F("outcome__version") if version is None else version
    rows = OutcomeText.objects.select_related("outcome").filter(outcome__public_id=public_id, version=number)
    return rows.first()


def letters_to(response: Response) -> int:
    """Return how many people are told of a response: those whose words it answers and who have an account."""
    people = Contribution.objects.filter(answered__response=response, participant__person__is_active=True)
    return people.values("participant__person").distinct().count()


def places_for(response: Response) -> list[Outcome]:
    """Return where the words that a response answers can land: outcomes of its process that have a text."""
    own = standing_landings_of(response.pk).values_list("text__outcome_id", flat=True)
    return list(landing_places(response.process_id, also=own).filter(version__gte=1).defer("folded", "search"))


def suggested_place(response: Response, selection: Chosen) -> dict[str, str]:
    """Return the text that all words of a draft comment on, as the first place of its form; {} once it was kept."""
    commented = [row.about_id for row in selection.rows]
    if response.draft_version > 1 or len(set(commented)) != 1 or commented[0] is None:
        return {}
    places = landing_places(response.process_id).filter(version__gte=1, pk=commented[0])
    public_id = places.values_list("public_id", flat=True).first()
    return {"place_0": public_id} if public_id else {}


def kept_landings(response: Response) -> list[Landing]:
    """Return the landings that are kept with a response and not taken back, with their outcomes."""
    return list(standing_landings_of(response.pk))


@dataclass(frozen=True)
class Published:
    """A published response: its versions (the latest first), where it landed, whom it answers."""

    versions: Sequence[ResponseText]
    landings: Sequence[Landing]
    answered: Sequence[Contribution]

    @property
    def standing(self) -> list[Landing]:
        """Where the words go: promised, proposed or landed."""
        return [one for one in self.landings if one.standing != Standing.REFUSED]

    @property
    def over(self) -> list[Landing]:
        """What the institution whose text it is refused."""
        return [one for one in self.landings if one.standing == Standing.REFUSED]


def published_of(response: Response) -> Published:
    """Return what the page of a published response shows."""
    versions = list(ResponseText.objects.filter(response=response).order_by("-version"))
    return Published(versions, kept_landings(response), answered_by(response.pk, limit=CHOSEN_SHOWN))


def lately_published(actor: Actor, *, limit: int = 20) -> QuerySet[Response]:
    """Return the latest published responses of the actor's institutions within its scopes."""
    own = within(actor, [Role.INSTITUTION_OFFICER], "scope__path", of="institution")
    return (
        Response.objects.filter(own, published_at__isnull=False)
        .select_related("institution")
        .order_by("-published_at", "-pk")[:limit]
    )


def open_duty(public_id: str) -> Duty | None:
    """Return the open duty to answer a contribution, with what its rule and its page name, or None."""
    return next(iter(open_duties([public_id])), None)


def open_duties(public_ids: Iterable[str]) -> list[Duty]:
    """Return the open duties to answer contributions, the earliest due first."""
    related = (
        "institution", "contribution__activity__scope", "contribution__about__scope", "contribution__participant",
    )  # fmt: skip
    open_now = {"state": DutyState.OPEN, "contribution__state": State.PUBLISHED}
    duties = Duty.objects.select_related(*related).filter(contribution__public_id__in=list(public_ids), **open_now)
    return list(duties.order_by("due_date", "contribution_id"))
