"""How a plan was made: its meetings, documents, outreach and consultations as one list in time, as its file tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kuvend.accountability.plans.models import Plan
from kuvend.accountability.plans.wording import said, stated_in_words
from kuvend.engines.formats.plan.dates import StatedDate
from kuvend.engines.formats.plan.forms import making
from kuvend.engines.formats.plan.making import Consultation, Document, Making, Meeting, Outreach, Website
from kuvend.foundation.core.text import Localized

MEETINGS: dict[str, str | Promise] = {
    "forum": gettext_lazy("Meeting of the forum"),
    "implementation_review": gettext_lazy("Meeting on the results"),
    "consultation": gettext_lazy("Consultation meeting"),
    "other": gettext_lazy("Meeting"),
}
DOCUMENTS: dict[str, str | Promise] = {
    "forum_rules": gettext_lazy("Rules of the forum"),
    "minutes": gettext_lazy("Minutes"),
    "attendance": gettext_lazy("List of those present"),
    "timeline": gettext_lazy("Timeline"),
    "notice": gettext_lazy("Notice"),
    "survey_instrument": gettext_lazy("Questionnaire"),
    "survey_results": gettext_lazy("Results of a survey"),
    "contribution_bundle": gettext_lazy("Contributions received"),
    "reasoned_response": gettext_lazy("Reasoned answer"),
    "draft_plan": gettext_lazy("Draft of the plan"),
    "final_plan": gettext_lazy("Final plan"),
    "progress_update": gettext_lazy("Progress update"),
    "evidence": gettext_lazy("Evidence"),
    "self_assessment": gettext_lazy("Self-assessment"),
    "irm_report": gettext_lazy("Report of the Independent Reporting Mechanism"),
    "correspondence": gettext_lazy("Correspondence"),
    "other": gettext_lazy("Document"),
}
SECTORS: dict[str, str | Promise] = {
    "civil_society": gettext_lazy("civil society"),
    "citizens": gettext_lazy("citizens"),
    "business": gettext_lazy("business"),
    "academia": gettext_lazy("universities"),
    "media": gettext_lazy("media"),
    "government": gettext_lazy("government"),
    "international": gettext_lazy("international partners"),
}


@dataclass(frozen=True)
class MadeStep:
    """An entry: its days in words ("" when no source tells), what it is, title and address, and who was there."""

    when: str
    kind: str | Promise
    title: Localized
    url: str
    note: str


@dataclass(frozen=True)
class MakingPart:
    """How the plan was made, the latest first, and what was made on a day that no source tells."""

    steps: Sequence[MadeStep]
    undated: Sequence[MadeStep]
    due: str
    submitted: str
    contrary: str
    contact: str
    website: str


def making_part(plan: Plan) -> MakingPart | None:
    """Return how a plan was made, None when its file says nothing of it; no statement."""
    if plan.making is None:
        return None
    named = {one["commitment"] for one in _entries(plan.making, "documents") if one.get("commitment")}
    told = making(plan.making, sources=[one["key"] for one in plan.sources], commitments=named)
    site = told.website if isinstance(told.website, Website) else Website(url="")
    steps = [step for _day, step in sorted(_steps(told), key=lambda pair: pair[0], reverse=True)]
    return MakingPart(
        steps=[step for step in steps if step.when],
        undated=[step for step in steps if not step.when],
        due=stated_in_words(told.due),
        submitted=stated_in_words(told.submitted),
        contrary=told.contrary,
        contact=said(site.contact),
        website=site.url,
    )


def _entries(form: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = form.get(name)
    return entries if isinstance(entries, list) else []


def _steps(told: Making) -> Iterator[tuple[date, MadeStep]]:
    """Return the entries with the day by which they are sorted."""
    for one in _list(told.meetings):
        yield _sorted_by(one.day), _meeting(one)
    for one in _list(told.documents):
        yield _sorted_by(one.day), _document(one)
    for one in _list(told.outreach):
        yield _sorted_by(one.day), _outreach(one)
    for one in _list(told.consultations):
        yield _sorted_by(one.from_date), _consultation(one)


def _list(entries: Any) -> tuple[Any, ...]:
    return entries if isinstance(entries, tuple) else ()


def _sorted_by(day: Any) -> date:
    return day.first_day() if isinstance(day, StatedDate) else date.min


def _meeting(one: Meeting) -> MadeStep:
    government, others = one.government, one.civil_society
    note = ""
    if isinstance(government, int) and isinstance(others, int):
        note = _("%(government)s from government, %(others)s from civil society") % {
            "government": government,
            "others": others,
        }
    return MadeStep(stated_in_words(one.day), MEETINGS[one.kind], Localized(one.title), "", note)


def _document(one: Document) -> MadeStep:
    return MadeStep(stated_in_words(one.day), DOCUMENTS[one.kind], Localized(one.title), one.url, "")


def _outreach(one: Outreach) -> MadeStep:
    return MadeStep(stated_in_words(one.day), _("Outreach"), Localized(one.title), "", ", ".join(one.audiences))


def _consultation(one: Consultation) -> MadeStep:
    days = [words for words in (stated_in_words(one.from_date), stated_in_words(one.to_date)) if words]
    sectors = one.sectors if isinstance(one.sectors, tuple) else ()
    note = ", ".join(str(SECTORS[sector]) for sector in sectors)
    return MadeStep(" – ".join(days), _("Consultation"), Localized(one.title), "", note)
