"""Who may move a stage, and when an activity takes contributions."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from kuvend.engines.deadlines.calendars import calendar_of
from kuvend.engines.deadlines.clocks import ClockProblem, ExtensionEvent, due, regime
from kuvend.foundation.core.access import ALLOWED, Permission, refused
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.lookalikes import skeleton
from kuvend.foundation.core.text import Localized
from kuvend.foundation.people.actor import Actor
from kuvend.foundation.people.enums import Role
from kuvend.foundation.people.models import Scope
from kuvend.foundation.processes.enums import GateSide, StageState
from kuvend.foundation.processes.gates import activities_closed, holds
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.processes.models import SKELETON_LENGTH, Activity, ActivityVersion, GateItem

from kuvend.foundation.processes.models import Participant, Process, Stage  # isort: skip
from kuvend.foundation.processes.naming import is_like_a_pseudonym, is_of_an_office
from kuvend.foundation.processes.notice import NOTICE_DAYS, lacks_notice

NOT_YOURS = _("This name belongs to somebody else here. Choose another one.")
TAKEN = _("Somebody in this process has a name that looks the same. Add something to yours.")
NAME_CHANGED = _("The name was changed meanwhile. Look at it again, then decide.")
HIDDEN_NAME = _("A moderator hid this name. Choose another one.")
NOT_AN_OFFICE = _("Institutions and offices speak here by their own mandate. Name another organisation, or none.")
DAYS_CHANGED = _("Days of this process were changed meanwhile. Look at what follows again.")
SAME_DAYS = _("The calendar that is published says the same already.")
CONSULTATION = ("al-146-2014", "comments")  # the clock that says for how long a consultation is extended at most
MOST_DAYS_MOVED = 731  # no process runs longer than the plan it makes


def is_open(activity: Activity, at: datetime) -> Permission:
    """An activity takes contributions from its opening up to its closing moment, which is outside."""
    if activity.withdrawn_at:
        return refused(_("This was withdrawn before it opened."))
    if unused := kind_of(activity.kind).unused:
        return refused(unused)
    if activity.waits_for_content and at < activity.end:
        return refused(_("This has not opened: what it is about is not published yet."))
    if at < activity.opens_at:
        day = date_format(localtime(activity.opens_at), "DATE_FORMAT")
        return refused(_("This opens on %(day)s.") % {"day": day})
    if at >= activity.end:
        day = date_format(activity.end_date, "DATE_FORMAT")
        return refused(_("This closed on %(day)s.") % {"day": day})
    return ALLOWED


def may_run_process(actor: Actor, scope: Scope) -> Permission:
    """The technical secretariat runs stages and activities; a component leader within the component."""
    if actor.system or actor.holds(Role.SECRETARIAT, Role.COMPONENT_LEADER, scope=scope.path):
        return ALLOWED
    return refused(_("Only the technical secretariat, or the leader of the component, may do this."))


def may_change_activity(actor: Actor, activity: Activity, *, seen_version: int, reason: Localized) -> Permission:
    """Who runs its scope changes what was announced, as it reads now, for a reason in all languages."""
    if not (permission := may_run_process(actor, activity.scope)):
        return permission
    if activity.withdrawn_at:
        return refused(_("This was withdrawn before it opened."))
    if seen_version != activity.version:
        return refused(_("Somebody changed it meanwhile. Read how it stands now, then decide again."))
    if reason.missing():
        return refused(_("Say why, in all languages. Everybody reads it."))
    return ALLOWED


def may_correct_activity(
    actor: Actor, activity: Activity, *, title: Localized, summary: Localized, seen_version: int, reason: Localized
) -> Permission:
    """Its title and description are corrected at any time; both stay, and something differs."""
    if not (permission := may_change_activity(actor, activity, seen_version=seen_version, reason=reason)):
        return permission
    if not title or not summary:
        return refused(_("Give a title and say what it is about, in one language at least."))
    if (title, summary) == (activity.title, activity.summary):
        return refused(_("Nothing differs from what is published."))
    return ALLOWED


def latest_last_day(
    activity: Activity, announced: Activity | ActivityVersion, *, country: str, stage_ends: date | None = None
) -> date:
    """Return the last day to which an activity can be extended.

    A consultation is extended as far as the clock of the law allows: to 40 working days. What was announced for longer
    is open twice as long at most. Its stage ends it in any case, on `stage_ends` when that is moved. What was announced
    without a last day has no later one.
    """
    if announced.closes_at is None:
        return activity.end_date
    first = local_date(activity.opens_at)
    latest = max(_longest_by_law(first, country), announced.end_date + (announced.end_date - first))
    ends = stage_ends or (activity.stage.to_date if activity.stage else None)
    return min(latest, ends) if ends else latest


def _longest_by_law(first: date, country: str) -> date:
    """Return the last day of a consultation that is extended as far as the law allows; its first day before the law."""
    key, deed = CONSULTATION
    try:
        return due(regime(key), deed, first, events=[ExtensionEvent(first)], calendar=calendar_of(country)).date
    except ClockProblem:
        return first


def may_extend_activity(
    actor: Actor, activity: Activity, *, to_date: date, latest: date, seen_version: int, reason: Localized, at: datetime
) -> Permission:
    """It is extended before it closes, to a later day, at most to `latest`."""
    if not (permission := may_change_activity(actor, activity, seen_version=seen_version, reason=reason)):
        return permission
    if at >= activity.end:
        return refused(_("It has closed, so it cannot be extended. Announce another one."))
    if latest <= activity.end_date:
        return refused(_("It is open as long as its stage and the law allow, so it cannot be extended."))
    if to_date <= activity.end_date:
        return refused(_("Choose a day after its last day."))
    if to_date > latest:
        words = _(
            "It can be extended to %(day)s at most: to the end of its stage, and to 40 working days or twice the "
            "time that was announced (Law 146/2014, article 15)."
        )
        return refused(words % {"day": date_format(latest, "DATE_FORMAT")})
    return ALLOWED


def may_close_early(
    actor: Actor, activity: Activity, *, seen_version: int, reason: Localized, at: datetime
) -> Permission:
    """It is closed early while it is open; what has not opened is withdrawn."""
    if not (permission := may_change_activity(actor, activity, seen_version=seen_version, reason=reason)):
        return permission
    if not activity.opens_at < at < activity.end:
        return refused(_("It is not open now."))
    return ALLOWED


def may_withdraw_activity(
    actor: Actor, activity: Activity, *, seen_version: int, reason: Localized, at: datetime
) -> Permission:
    """It is withdrawn only before it opens, and while nobody has said anything."""
    if not (permission := may_change_activity(actor, activity, seen_version=seen_version, reason=reason)):
        return permission
    if at > activity.opens_at and not activity.waits_for_content:
        return refused(_("It has opened. Close it instead."))
    if activity.contribution_count or activity.comment_count:
        return refused(_("Something was said here already. Close it instead."))
    return ALLOWED


def is_settled(item: GateItem) -> bool:
    """Tell whether a stage has gone on by the evidence of a condition, which stands from then on."""
    past = {StageState.CLOSED} | ({StageState.OPEN} if item.side == GateSide.OPENS else set())
    return item.confirmed_at is not None and item.stage.state in past


def may_name_evidence(actor: Actor, item: GateItem) -> Permission:
    """Who runs the process names evidence; civil society does once, too, where it has part in the condition."""
    scope = item.stage.process.scope
    permission = may_run_process(actor, scope)
    if permission or not actor.holds(Role.CIVIL_SOCIETY_MEMBER, scope=scope.path):
        return permission
    if not item.with_civil_society:
        return refused(_("Civil society has no part in this condition."))
    return refused(_("Evidence is named already.")) if item.confirmed_at else ALLOWED


def may_confirm_gate_item(actor: Actor, item: GateItem, at: datetime) -> Permission:
    """Evidence is named in its time: of closing once the stage is open, and after what computed conditions precede."""
    if not (permission := may_name_evidence(actor, item)):
        return permission
    if actor.system:
        return ALLOWED  # a plan file tells of what happened elsewhere
    if is_settled(item):
        return refused(_("The stage went on by this evidence. It stands as it was named."))
    if item.side == GateSide.CLOSES and item.stage.state == StageState.AHEAD:
        return refused(_("This stage has not opened yet. Name the evidence when it is under way."))
    failing = failing_items(item.stage, item.side, at)
    if before := [one for one in failing if one.computed and one.number < item.number]:
        return _unless_failing(before)
    if item.after_consultation and not activities_closed(item.stage, at):
        return refused(_("People can still take part in this stage. This comes after its consultations have closed."))
    return ALLOWED


def failing_items(stage: Stage, side: str, at: datetime) -> list[GateItem]:
    """Return the gate items of `stage` on one side that do not hold at `at`, in order."""
    items = stage.gate_items.filter(side=side).order_by("number")
    return [item for item in items if not holds(item, at)]


def may_open_stage(actor: Actor, stage: Stage, at: datetime, *, early_reason: Localized | None = None) -> Permission:
    """A stage opens when it is ahead, all its opening conditions hold, and its days stood published long enough.

    With less notice than MR-3.1 asks for it opens only for a reason, in all languages, which is published.
    """
    if not (permission := may_run_process(actor, stage.process.scope)):
        return permission
    if stage.state != StageState.AHEAD:
        return refused(_("This stage has been opened already."))
    if not (permission := _unless_failing(failing_items(stage, GateSide.OPENS, at))):
        return permission
    if lacks_notice(stage, at) and (early_reason is None or early_reason.missing()):
        return refused(
            _(
                "The dates of this stage have been public for less than %(days)s days, or its first day is still to "
                "come. It opens now only for a reason, given in all languages, which everybody can read."
            )
            % {"days": NOTICE_DAYS}
        )
    return ALLOWED


def may_close_stage(actor: Actor, stage: Stage, at: datetime) -> Permission:
    """A stage closes when it is under way and all its closing conditions hold."""
    if not (permission := may_run_process(actor, stage.process.scope)):
        return permission
    if stage.state != StageState.OPEN:
        return refused(_("This stage is not under way."))
    return _unless_failing(failing_items(stage, GateSide.CLOSES, at))


def may_publish_calendar(actor: Actor, process: Process, *, note: Localized, version: int) -> Permission:
    """Who runs the process publishes its days; each version after the first says why it changed."""
    if not (permission := may_run_process(actor, process.scope)):
        return permission
    if not process.stages.exists():
        return refused(_("This process has no stages, so there are no days to publish."))
    if version > 1 and note.missing():
        return refused(_("Say in all languages why the days changed."))
    return ALLOWED


def _open_beyond(stage: Stage, to_date: date, at: datetime) -> Activity | None:
    """Return a way to take part in a stage that is open, and longer than the stage would be."""
    rows = Activity.objects.filter(stage=stage, opens_at__lte=at, closes_at__gt=at, withdrawn_at=None)
    return next(
        (row for row in rows.order_by("closes_at") if row.end_date > to_date and not row.waits_for_content), None
    )


def may_move_stage(actor: Actor, stage: Stage, *, to_date: date, reason: Localized, at: datetime) -> Permission:
    """Who runs the process puts the last day of a stage that has not closed on another day to come, and says why.

    What is open is closed early by a deed of its own (`may_close_early`), not with its stage.
    """
    today = local_date(at)
    if not (permission := may_run_process(actor, stage.process.scope)):
        return permission
    if stage.state == StageState.CLOSED:
        return refused(_("This stage has closed; its days stand."))
    if to_date == stage.to_date:
        return refused(_("This is the last day that the stage has already."))
    if to_date < max(stage.from_date, today):
        return refused(_("Choose a last day that is still to come and not before the first day of the stage."))
    if longer := _open_beyond(stage, to_date, at):
        words = _("People can take part in “%(way)s” until %(day)s. Close it early first, for a reason of its own.")
        return refused(words % {"way": longer.title, "day": date_format(longer.end_date, "DATE_FORMAT")})
    if (to_date - max(stage.to_date, today)).days > MOST_DAYS_MOVED:
        return refused(_("Choose a day within the next two years."))
    if reason.missing():
        return refused(_("Say in all languages why the days change."))
    return ALLOWED


def _unless_failing(items: list[GateItem]) -> Permission:
    if not items:
        return ALLOWED
    texts = "; ".join(str(item.text) for item in items)
    return refused(_("These conditions do not hold yet: %(items)s") % {"items": texts})


def may_show_name(name: str) -> Permission:
    """Nobody appears under what could be another's pseudonym, or under what looks like an institution or an office."""
    return refused(NOT_YOURS) if is_like_a_pseudonym(name) or is_of_an_office(name) else ALLOWED


def may_show_again(participant: Participant, name: str, organisation: str) -> Permission:
    """What a moderator hid is not shown again, however its letters are typed."""
    skeletons = {skeleton(words)[:SKELETON_LENGTH] for words in (name, organisation) if words}
    return refused(HIDDEN_NAME) if skeletons & set(participant.hidden_names) else ALLOWED


def may_speak_for(organisation: str) -> Permission:
    """Nobody says of himself that he speaks for an institution or an office: those have mandates."""
    sounds_official = is_of_an_office(organisation) or is_like_a_pseudonym(organisation)
    return refused(NOT_AN_OFFICE) if sounds_official else ALLOWED
