"""Who may set up and end a standing process, and what may stay open in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.clock import local_date, start_of_day
from kuvend.foundation.core.text import Localized
from kuvend.foundation.core.wording import in_words
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.processes.models import Activity, Process
from kuvend.foundation.processes.queries import not_closed

KEY = r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?"  # of a process, as files and commands name it
STILL_TO_OPEN = _("“%(way)s” opens on %(day)s, and something was said there already. End the process once it is open.")
NOT_OPEN_YET = _("“%(way)s” has not opened, and something was said there already. End the process once it is open.")
KEY_TAKEN = _("Another process, or a part of a plan, has this short name already. Choose another one.")


def may_run_site(actor: Actor, site: Scope) -> Permission:
    """The technical secretariat of the whole site decides on what stands beside all plans."""
    if actor.system or actor.holds(Role.SECRETARIAT, scope=site.path):
        return ALLOWED
    return refused(_("Only the technical secretariat of the whole site may do this."))


def may_set_up(actor: Actor, site: Scope, *, title: Localized, summary: Localized) -> Permission:
    """It is set up with a title and with words on what it is for."""
    if not (permission := may_run_site(actor, site)):
        return permission
    if not title or not summary:
        return refused(_("Give a title and say what it is about, in one language at least."))
    return ALLOWED


def is_key_taken(key: str) -> bool:
    """Tell whether a process, or a scope, has this short name already."""
    return Process.objects.filter(key=key).exists() or Scope.objects.filter(key=key).exists()


def may_correct(
    actor: Actor,
    site: Scope,
    process: Process,
    *,
    title: Localized,
    summary: Localized,
    from_date: date,
    seen_version: int,
    reason: Localized,
) -> Permission:
    """Its title, what it is for and its first day are corrected at any time, as it reads now, for a reason."""
    if not (permission := may_run_site(actor, site)):
        return permission
    if not process.stands:
        return refused(_("Only a standing process is corrected here: what a plan’s says comes with its plan."))
    if seen_version != process.version:
        return refused(_("Somebody changed it meanwhile. Read how it stands now, then decide again."))
    if reason.missing():
        return refused(_("Say why, in all languages. Everybody reads it."))
    if not title or not summary:
        return refused(_("Give a title and say what it is about, in one language at least."))
    if (title, summary, from_date) == (process.title, process.summary, process.from_date):
        return refused(_("Nothing differs from what is published."))
    return _begins_in_time(process, from_date)


def _begins_in_time(process: Process, from_date: date) -> Permission:
    """A later first day lies neither behind the end nor behind what people could take part in."""
    if from_date <= process.from_date:
        return ALLOWED
    opened = Activity.objects.filter(process=process, withdrawn_at=None, opens_at__lt=start_of_day(from_date))
    if opened.exists() or (process.last_day and from_date > process.last_day):
        return refused(_("It was there before this day: something opened, or it was ended. Choose an earlier one."))
    return ALLOWED


def ways_left(process: Process, at: datetime) -> QuerySet[Activity]:
    """Return the ways to take part that close, or are withdrawn, when a standing process is ended at a moment."""
    return Activity.objects.filter(not_closed(at), process=process, withdrawn_at=None).order_by("pk")


def ends_unopened(way: Activity, at: datetime) -> bool:
    """Tell whether a way to take part has not opened at a moment: then it is withdrawn, not closed."""
    return way.opens_at >= at or way.waits_for_content


def may_end(
    actor: Actor,
    site: Scope,
    process: Process,
    *,
    reason: Localized,
    ways: Iterable[Activity],
    seen_versions: Mapping[str, int],
    at: datetime,
) -> Permission:
    """It is ended with the ways to take part that were read, for a reason in all languages.

    What has not opened is withdrawn, so it must hold no words yet (an import can bring some in before).

    Args:
        seen_versions: version by public id of each way to take part that ends with it, as whoever decides read them.
    """
    if not (permission := may_run_site(actor, site)):
        return permission
    if not process.stands:
        return refused(_("Only a standing process is ended: this one has its last day."))
    if reason.missing():
        return refused(_("Say why, in all languages. Everybody reads it."))
    if {way.public_id: way.version for way in ways} != dict(seen_versions):
        return refused(_("The activities here changed meanwhile. Read them again, then decide."))
    for way in ways:
        if ends_unopened(way, at) and (way.contribution_count or way.comment_count):
            # what waits for its content may be past its day
            words = STILL_TO_OPEN if way.opens_at >= at else NOT_OPEN_YET
            return refused(words % {"way": way.title, "day": in_words(local_date(way.opens_at))})
    return ALLOWED


def takes_ways(process: Process) -> Permission:
    """Nothing is announced in a process that was ended."""
    return refused(_("This process was ended.")) if process.ended_at else ALLOWED


def takes_kind(process: Process, kind: str) -> Permission:
    """In a standing process stands only what can stay open, whether or not it is given a last day.

    What needs an end, such as comments on a draft, needs the stages and published days of a process that has one.
    """
    if process.stands and not kind_of(kind).stays_open:
        return refused(_("This kind of activity needs an end, so it belongs to a process with a last day."))
    return ALLOWED


def may_stay_open(activity: Activity) -> Permission:
    """A way to take part has no last day in a standing process alone.

    Each contribution is then owed an answer of its own: one to all would never be due.
    """
    if not activity.process.stands:
        return refused(_("Give the last day: only a standing process has what stays open."))
    if not activity.answers_owed:
        return refused(_("What stays open for good owes each contribution its own answer: tick that."))
    return ALLOWED
