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
from kuvend.accountability.plans.wording import stated_in_words, words_for_reader
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
    commitments = {one["commitment"] for one in _entries(plan.making, "documents") if one.get("commitment")}
    plan_making = making(plan.making, sources=[one["key"] for one in plan.sources], commitments=commitments)
    site = plan_making.website if isinstance(plan_making.website, Website) else Website(url="")
    steps = [step for _day, step in sorted(_steps(plan_making), key=lambda pair: pair[0], reverse=True)]
    return MakingPart(
        steps=[step for step in steps if step.when],
        undated=[step for step in steps if not step.when],
        due=stated_in_words(plan_making.due),
        submitted=stated_in_words(plan_making.submitted),
        contrary=plan_making.contrary,
        contact=words_for_reader(site.contact),
        website=site.url,
    )


def _entries(form: dict[str, Any], name: str) -> list[dict[str, Any]]:
    entries = form.get(name)
    return entries if isinstance(entries, list) else []


def _steps(plan_making: Making) -> Iterator[tuple[date, MadeStep]]:
    """Return the entries with the day by which they are sorted."""
    for meeting in _list(plan_making.meetings):
        yield _sorted_by(meeting.day), _meeting(meeting)
    for document in _list(plan_making.documents):
        yield _sorted_by(document.day), _document(document)
    for outreach in _list(plan_making.outreach):
        yield _sorted_by(outreach.day), _outreach(outreach)
    for consultation in _list(plan_making.consultations):
        yield _sorted_by(consultation.from_date), _consultation(consultation)


def _list(entries: Any) -> tuple[Any, ...]:
    return entries if isinstance(entries, tuple) else ()


def _sorted_by(day: Any) -> date:
    return day.first_day() if isinstance(day, StatedDate) else date.min


def _meeting(meeting: Meeting) -> MadeStep:
    government, civil_society = meeting.government, meeting.civil_society
    note = ""
    if isinstance(government, int) and isinstance(civil_society, int):
        note = _("%(government)s from government, %(others)s from civil society") % {
            "government": government,
            "others": civil_society,
        }
    return MadeStep(stated_in_words(meeting.day), MEETINGS[meeting.kind], Localized(meeting.title), "", note)


def _document(document: Document) -> MadeStep:
    return MadeStep(
        stated_in_words(document.day), DOCUMENTS[document.kind], Localized(document.title), document.url, ""
    )


def _outreach(outreach: Outreach) -> MadeStep:
    return MadeStep(
        stated_in_words(outreach.day), _("Outreach"), Localized(outreach.title), "", ", ".join(outreach.audiences)
    )


def _consultation(consultation: Consultation) -> MadeStep:
    days = [
        words for words in (stated_in_words(consultation.from_date), stated_in_words(consultation.to_date)) if words
    ]
    sectors = consultation.sectors if isinstance(consultation.sectors, tuple) else ()
    note = ", ".join(str(SECTORS[sector]) for sector in sectors)
    return MadeStep(" – ".join(days), _("Consultation"), Localized(consultation.title), "", note)
