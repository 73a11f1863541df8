"""Reading moderation: what waits to be read, and what was decided about one contribution."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, F, Min, Q, QuerySet

from kuvend.engines.deadlines import due_date
from kuvend.foundation.contributions.enums import State
from kuvend.foundation.contributions.kinds import naming_kinds
from kuvend.foundation.contributions.models import Contribution, ContributionText
from kuvend.foundation.core.clock import local_date, start_of_day
from kuvend.foundation.moderation.enums import Decided
from kuvend.foundation.moderation.models import Complaint, Decision
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.queries import within

STANDING = (Decided.LET_THROUGH, Decided.HIDDEN, Decided.RESTORED, Decided.TAKEN_BACK)


def _moderated_by(actor: Actor) -> Q:
    """Return the condition that contributions lie where the actor moderates."""
    return within(actor, [Role.MODERATOR], "activity__scope__path")


def waiting(actor: Actor) -> QuerySet[Contribution]:
    """Return what waits to be read within the actor’s scopes, the oldest first."""
    return (
        Contribution.objects.filter(_moderated_by(actor), state=State.PENDING)
        .select_related("activity", "participant", "about", "root")
        .order_by("posted_at", "pk")
    )


def unread(actor: Actor) -> QuerySet[Contribution]:
    """Return published words within the actor’s scopes whose present version no moderator has read, oldest first."""
    rows = Contribution.objects.filter(_moderated_by(actor), state=State.PUBLISHED, read_version__lt=F("version"))
    return rows.select_related("activity", "participant", "about").order_by("posted_at", "pk")


def reported(actor: Actor) -> QuerySet[Contribution]:
    """Return what people reported within the actor’s scopes and nobody has decided, with `reports`, the longest first.

    Not the most first: many reports of other words would keep one honest report from being read.
    """
    still = Q(complaints__decision__isnull=True, complaints__isnull=False)
    rows = Contribution.objects.filter(_moderated_by(actor), state=State.PUBLISHED)
    counted = rows.annotate(reports=Count("complaints", filter=still), since=Min("complaints__made_at", filter=still))
    return counted.filter(reports__gt=0).select_related("activity", "participant", "about").order_by("since", "pk")


def names_unread(actor: Actor) -> QuerySet[Contribution]:
    """Return the latest words beside each chosen name that nobody has read, within the actor’s scopes, oldest first."""
    unread_name = Q(participant__name_unread_since__isnull=False, kind__in=naming_kinds())
    beside = Contribution.objects.filter(_moderated_by(actor), unread_name)
    standing = beside.exclude(state=State.WITHDRAWN).order_by("participant", "-pk").distinct("participant")
    rows = Contribution.objects.filter(pk__in=standing.values("pk")).annotate(since=F("participant__name_unread_since"))
    return rows.select_related("activity__process", "participant").order_by("since", "pk")


def complaint(public_id: str) -> Complaint | None:
    """Return a report by the number on its receipt, or None."""
    return Complaint.objects.select_related("contribution", "decision").filter(public_id=public_id).first()


def is_public_again(report: Complaint) -> bool:
    """Tell of a decided report whether the words that were hidden for it have been restored since."""
    if report.decision is None:
        return False
    if report.decision.decided == Decided.VERSION_HIDDEN:
        texts = ContributionText.objects.filter(contribution=report.contribution_id, version=report.version)
        return texts.filter(stays=True, hidden_rule="").exists()
    return report.decision.decided == Decided.HIDDEN and report.contribution.state == State.PUBLISHED


def read_by(posted_at: datetime) -> date:
    """Return the day by which a moderator has read what was posted then."""
    return due_date(local_date(posted_at), settings.KUVEND_READ_WORKING_DAYS, country=settings.KUVEND_COUNTRY)


def overdue_before(at: datetime) -> datetime:
    """Return the moment before which what is still unread was posted too long ago."""
    today = local_date(at)
    day = today
    while due_date(day, settings.KUVEND_READ_WORKING_DAYS, country=settings.KUVEND_COUNTRY) >= today:
        day -= timedelta(days=1)
    return start_of_day(day + timedelta(days=1))


def versions_waiting(actor: Actor) -> QuerySet[ContributionText]:
    """Return the new versions of published words that wait to be read within the actor’s scopes, the oldest first."""
    here = Contribution.objects.filter(_moderated_by(actor), state=State.PUBLISHED)
    texts = ContributionText.objects.filter(waits=True, contribution__in=here.values("pk"))
    related = ("contribution__activity", "contribution__participant", "contribution__about")
    return texts.select_related(*related).order_by("written_at", "pk")


def lately_decided(actor: Actor, *, limit: int = 30) -> QuerySet[Decision]:
    """Return the latest decisions within the actor’s scopes."""
    ids = Contribution.objects.filter(_moderated_by(actor)).values("pk")
    related = ("contribution__activity", "contribution__participant")
    return Decision.objects.filter(contribution__in=ids).select_related(*related).order_by("-decided_at", "-pk")[:limit]


def latest_decision(contribution_id: int) -> Decision | None:
    """Return the latest decision about where a contribution stands, or None."""
    decisions = Decision.objects.filter(contribution_id=contribution_id, decided__in=STANDING)
    return decisions.order_by("-decided_at", "-pk").first()
