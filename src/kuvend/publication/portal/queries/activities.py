"""Activities as lists and their own page show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from typing import Any, TypeVar

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.contributions.queries import Branch, comments_on_activity
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.paging import Page
from kuvend.foundation.core.templatetags.words import number
from kuvend.foundation.core.text import Localized
from kuvend.foundation.processes.kinds import kind_of
from kuvend.foundation.processes.models import Activity, ActivityVersion, Process, ProcessVersion
from kuvend.foundation.processes.queries import activity_page as found_activity
from kuvend.foundation.processes.queries import activity_versions, closed_activities, open_activities
from kuvend.foundation.responses.collective import AnswerToAll, answer_to_all

SOON_DAYS = 7
CLOSED_SHOWN = 60

Version = TypeVar("Version", ActivityVersion, ProcessVersion)


@dataclass(frozen=True)
class ListedActivity:
    """A row of a list of activities; `until` says when it closes, `tint` whether that is soon."""

    url: str
    title: Localized
    summary: Localized
    kind: str | Promise
    place: Localized
    counts: str
    until: str
    tint: str


@dataclass(frozen=True)
class ProcessActivities:
    """The activities of one process."""

    process: Process
    activities: Sequence[ListedActivity]


@dataclass(frozen=True)
class TakePartPage:
    """Everything the page "take part" shows."""

    open: Sequence[ProcessActivities]
    closed: Sequence[ProcessActivities]


@dataclass(frozen=True)
class ActivityPage:
    """Everything the page of one activity shows besides the body that its kind draws from `kind`."""

    activity: Activity
    label: str | Promise
    opens: date
    last_day: date | None
    state: str
    until: str
    tint: str
    take_part_url: str
    lacks: str | Promise
    unused: str | Promise
    changes: Sequence[ActivityVersion]
    earlier: Sequence[ActivityVersion]
    body_template: str
    kind: dict[str, Any]
    comments: Page[Branch] | None
    to_all: AnswerToAll | None


def closing(activity: Activity, at: datetime) -> tuple[str, str]:
    """Return when an activity closes, in words, and the tint of that."""
    if activity.withdrawn_at:
        return _("withdrawn before it opened"), ""
    if kind_of(activity.kind).unused and at < activity.end:
        return _("no longer in use"), ""
    if activity.waits_for_content and at < activity.end:
        return _("not open yet"), "wait"
    last = activity.end_date
    last_day = date_format(last, "j F" if last.year == local_date(at).year else "DATE_FORMAT")
    if at >= activity.end:
        return _("closed on %(day)s") % {"day": date_format(last, "DATE_FORMAT")}, ""
    if at < activity.opens_at:
        return _("opens on %(day)s") % {"day": date_format(local_date(activity.opens_at), "DATE_FORMAT")}, ""
    if activity.closes_at is None:
        return _("always open"), "ok"
    days_left = (last - local_date(at)).days
    if days_left == 0:
        return _("closes today"), "wait"
    if days_left <= SOON_DAYS:
        return ngettext("closes in %(n)d day", "closes in %(n)d days", days_left) % {"n": days_left}, "wait"
    return _("until %(day)s") % {"day": last_day}, ""


def counts_of(activity: Activity) -> str:
    """Say how many took part where that is published, else how much was said, leaving out what was not."""
    if people := activity.people_count:
        return ngettext("%(n)s person has voted", "%(n)s people have voted", people) % {"n": number(people)}
    contributions, comments = activity.contribution_count, activity.comment_count
    parts = [
        ngettext("%(n)d contribution", "%(n)d contributions", contributions) % {"n": contributions}
        if contributions
        else "",
        ngettext("%(n)d comment", "%(n)d comments", comments) % {"n": comments} if comments else "",
    ]
    return ", ".join(part for part in parts if part) or _("nothing said yet")


def listed_activities(activities: Iterable[Activity], at: datetime) -> list[ListedActivity]:
    """Return activities (with owner, process and scope) as a list shows them at a moment."""
    return [
        ListedActivity(
            url=reverse("activity", args=[activity.public_id]),
            title=activity.title,
            summary=activity.summary,
            kind=kind_of(activity.kind).label,
            place=activity.owner.short_name or activity.owner.name,
            counts=counts_of(activity),
            until=until,
            tint=tint,
        )
        for activity in activities
        for until, tint in [closing(activity, at)]
    ]


def take_part_page(at: datetime) -> TakePartPage:
    """Return what is open at `at`, what closes first at the top, and the latest that closed, by process."""
    return TakePartPage(_by_process(open_activities(at), at), _by_process(closed_activities(at)[:CLOSED_SHOWN], at))


def _by_process(activities: Iterable[Activity], at: datetime) -> list[ProcessActivities]:
    rows = sorted(activities, key=lambda activity: (_place(activity.process), activity.process_id))
    return [
        ProcessActivities(group[0].process, listed_activities(group, at))
        for _key, members in groupby(rows, key=lambda activity: activity.process_id)
        for group in [list(members)]
    ]


def _place(process: Process) -> tuple[bool, int]:
    """Return where a process stands in lists: what ends last at the top, and last of all what stands for good."""
    return process.stands, -process.end.toordinal()


def _state(activity: Activity, at: datetime) -> str:
    """Return how an activity stands: withdrawn, closed, out of use, waiting for its content, ahead or open."""
    if activity.withdrawn_at:
        return "withdrawn"
    if at >= activity.end:
        return "closed"
    if kind_of(activity.kind).unused:
        return "unused"
    if activity.waits_for_content:
        return "waits"
    return "open" if at >= activity.opens_at else "ahead"


def other_words(versions: Sequence[Version]) -> list[Version]:
    """Return the earlier versions whose words differ from those of the version after them, the newest first."""
    return [old for new, old in pairwise(versions) if (old.title, old.summary) != (new.title, new.summary)]


def activity_page(public_id: str, params: QueryDict, at: datetime) -> ActivityPage | None:
    """Return the page of an activity at a moment, its kind's part read with the page's parameters, or None."""
    activity = found_activity(public_id)
    if activity is None:
        return None
    kind = kind_of(activity.kind)
    state = _state(activity, at)
    until, tint = closing(activity, at)
    versions = list(activity_versions(activity)) if activity.version > 1 else []
    can_submit = kind.takes_part_url and state == "open"
    return ActivityPage(
        activity=activity,
        label=kind.label,
        opens=local_date(activity.opens_at),
        last_day=activity.last_day,
        state=state,
        until=until,
        tint=tint,
        take_part_url=reverse(kind.takes_part_url, args=[public_id]) if can_submit else "",
        lacks=kind.lacks if state == "waits" else "",
        unused=kind.unused,
        changes=versions[:-1],
        earlier=other_words(versions),
        body_template=kind.page_template,
        kind=kind.page(activity, params, at),
        comments=None
        if kind.takes_part_url
        else comments_on_activity(activity.pk, takes_replies=state == "open", after=params.get("after", "")),
        to_all=answer_to_all(activity, at),
    )
