"""A kept plan against OGP's rules: its file, and what rows of this site tell instead of it.

A statement of the file gives way where the site itself holds the fact: contributions and their answers, published
versions of the calendar, ways to take part. What the site only took from the file (in the role of the house) is no fact
of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.document.queries.export import plan_document
from kuvend.accountability.plans.document.working_days import working_days_of
from kuvend.accountability.plans.models import Plan
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.making import Consultation, Contributions, Document, Making
from kuvend.engines.formats.plan.values import UNKNOWN, Unknown
from kuvend.engines.plancheck import NOTHING_TOLD, PlanCheck, check_plan
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.text import in_every_language
from kuvend.foundation.people.enums import SYSTEM
from kuvend.foundation.processes.models import Activity, StageCalendar, last_day
from kuvend.foundation.responses.enums import DutyState

Listed = TypeVar("Listed")
COUNTED, SAID, BOTH = "counted", "said", "both"
BASES: dict[str, str | Promise] = {
    COUNTED: _("Counted here."),
    SAID: _("Said in the plan’s file."),
    BOTH: _("Counted here, and said in the plan’s file."),
}


def plan_check(plan: Plan, *, as_of: date) -> PlanCheck:
    """Return what every rule finds on a day, and for rules on participation what it was judged by."""
    document = plan_document(plan)
    making, bases = _counted(plan, document.making or NOTHING_TOLD, as_of)
    if bases:
        document = replace(document, making=making)
    check = check_plan(document, as_of=as_of, working_days=working_days_of(document.country))
    findings = [
        replace(finding, basis=bases.get(finding.id, SAID)) if finding.id.startswith("MR-") else finding
        for finding in check.findings
    ]
    return replace(check, findings=tuple(findings))


def _counted(plan: Plan, making: Making, as_of: date) -> tuple[Making, dict[str, str]]:
    """Return what the file tells with the facts of this site in it, and by rule what then is judged."""
    bases: dict[str, str] = {}
    ways = _ways(plan)
    contributions = _contributions(ways)
    if contributions.received:
        making, bases["MR-4.1"] = replace(making, contributions=contributions), COUNTED
    if calendars := _calendars(plan):
        documents = [one for one in _entries(making.documents) if one.kind != "timeline"]
        partial = {*making.partial, "documents"} if isinstance(making.documents, Unknown) else making.partial
        making = replace(making, documents=(*documents, *calendars), partial=tuple(partial))
        bases |= {"MR-3.1": COUNTED, "MR-2.2": BOTH}
    if consultations := _consultations(ways, as_of):
        partial = {*making.partial, "consultations"} if isinstance(making.consultations, Unknown) else making.partial
        making = replace(
            making, consultations=(*_entries(making.consultations), *consultations), partial=tuple(partial)
        )
        bases["MR-3.3"] = BOTH
    return making, bases


def _entries(entries: tuple[Listed, ...] | Unknown) -> tuple[Listed, ...]:
    return () if isinstance(entries, Unknown) else entries


def _ways(plan: Plan) -> list[dict[str, Any]]:
    """Return the ways to take part with how many of their contributions were or are owed an answer, and got one."""
    duty = "contributions__duty"
    owed = Q(**{f"{duty}__state__in": [DutyState.OPEN, DutyState.MET]})
    met = Q(**{f"{duty}__state": DutyState.MET})
    rows = Activity.objects.filter(process_id=plan.process_id).order_by("opens_at", "pk")
    columns = ("pk", "title", "opens_at", "closes_at", "withdrawn_at", "waits_for_content")
    return list(rows.values(*columns).annotate(owed=Count(duty, filter=owed), answered=Count(duty, filter=met)))


def _contributions(ways: Sequence[dict[str, Any]]) -> Contributions:
    """Return the contributions that were or are owed an answer; what is published here is published for everyone."""
    received, answered = (sum(one[name] for one in ways) for name in ("owed", "answered"))
    return Contributions(received=received, answered=answered, published="yes")


def _calendars(plan: Plan) -> list[Document]:
    """Return the versions of the calendar that somebody published here, as timelines that everyone can read."""
    published = StageCalendar.objects.filter(process_id=plan.process_id).exclude(role=SYSTEM).order_by("version")
    title = in_every_language(lambda _code: _("Calendar"))
    address = f"{reverse('calendar')}?process={plan.process.public_id}"
    return [
        Document(
            kind="timeline", title=title, day=_stated_date(local_date(calendar.published_at)), url=address,
            public="yes", phase="co_creation",
        )
        for calendar in published
    ]  # fmt: skip


def _consultations(ways: Sequence[dict[str, Any]], as_of: date) -> list[Consultation]:
    """Return the ways to take part that have opened; which kinds of people came, nobody is asked."""
    opened = [one for one in ways if not one["withdrawn_at"] and not one["waits_for_content"]]
    return [
        Consultation(
            title=dict(way["title"]), from_date=_stated_date(local_date(way["opens_at"])),
            to_date=_stated_date(last_day(way["closes_at"])), sectors=UNKNOWN,
        )
        for way in opened
        if local_date(way["opens_at"]) <= as_of
    ]  # fmt: skip


def _stated_date(day: date) -> StatedDate:
    return StatedDate(day.year, day.month, day.day)
