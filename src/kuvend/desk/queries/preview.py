"""The preview of an answer: what each author reads in each language, and what it lacks before it can be published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kuvend.desk.queries.answer import Chosen
from kuvend.foundation.core.clock import local_date
from kuvend.foundation.core.markdown import without_signs
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome, OutcomeText
from kuvend.foundation.responses.actions import PlacesAfter
from kuvend.foundation.responses.enums import Standing, Verdict
from kuvend.foundation.responses.models import Landing, Response
from kuvend.foundation.responses.prospects import Prospect, changes_of, prospects_of
from kuvend.foundation.responses.queries import LANDING_RELATED
from kuvend.foundation.responses.rules import missing_parts, owner_of


@dataclass(frozen=True)
class PlaceRead:
    """Where the words go, as an author reads it: how it stands then, the passage, and what it still waits for."""

    title: str
    passage: str
    passage_language: str
    notes: Sequence[str]


@dataclass(frozen=True)
class Reading:
    """What an author reads in one language; a text that lacks it falls back, and `fallback` names its language."""

    language: str
    verdict: str
    institution: str
    reason: str
    reason_language: str
    landings: Sequence[PlaceRead]
    nowhere: str
    note: str = ""
    taken_back: Sequence[str] = ()


@dataclass(frozen=True)
class Preview:
    """What everybody reads once a draft is published, and the sentences that say what it lacks until then."""

    readings: Sequence[Reading]
    lacks: Sequence[str]


def preview_of(response: Response, selection: Chosen, *, today: date) -> Preview:
    """Return the preview of a draft as it is kept; of one that was never kept nothing is said to lack."""
    landings = list(response.landings.select_related(*LANDING_RELATED).order_by("pk"))
    prospects = prospects_of(landings, selection.newest)
    changed = {one.landing.text_id for one in prospects if one.changed}
    lacks = missing_parts(response, selection.count, landings, changed=changed, today=today)
    readings = [_reading(code, response, prospects) for code, _name in settings.LANGUAGES]
    return Preview(readings, list(lacks.values()) if response.draft_version > 1 else [])


def preview_of_correction(
    response: Response, after: PlacesAfter, note: Localized, *, newest: datetime | None, lacks: Sequence[str]
) -> Preview:
    """Return the preview of a correction that is kept nowhere.

    Args:
        response: with the words that it says from now on, not saved.
        newest: when the last of the words was posted that it answers.
    """
    changes = changes_of(after.stays, newest)
    stays = [Prospect(one, one.standing, one.landed_text or changes.get(one.text_id)) for one in after.stays]
    prospects = [*stays, *prospects_of(after.new, newest)]
    return Preview([_corrected(code, response, prospects, after, note) for code, _name in settings.LANGUAGES], lacks)


def _corrected(
    code: str, response: Response, prospects: Sequence[Prospect], after: PlacesAfter, note: Localized
) -> Reading:
    """Return a reading of a correction: besides what the answer says now, why, and what it no longer says."""
    reading = _reading(code, response, prospects)
    with translation.override(code):
        introduction = _("What this answer said before about this text no longer holds, it is taken back:")
        why = _("Why it was corrected:")
        return replace(
            reading,
            note=f"{why} {note.reading(code)[0]}" if any(note.values()) else "",
            taken_back=[f"{introduction} {_label(one.text.outcome, code)}" for one in after.taken_back],
        )


def _reading(code: str, response: Response, prospects: Sequence[Prospect]) -> Reading:
    text, text_code = response.reason.reading(code)
    with translation.override(code):
        return Reading(
            language=code,
            verdict=str(Verdict(response.verdict).label) if response.verdict in Verdict.values else "",
            institution=response.institution.name.reading(code)[0],
            reason=text,
            reason_language=text_code,
            landings=[_place(one, code) for one in prospects],
            nowhere=response.nowhere.reading(code)[0],
        )


def _place(prospect: Prospect, code: str) -> PlaceRead:
    outcome, landing = prospect.landing.text.outcome, prospect.landing
    titles = {
        Standing.LANDED: _("Landed in %(outcome)s"),
        Standing.PROMISED: _("A change was promised in %(outcome)s"),
        Standing.PROPOSED: _("A change was proposed in %(outcome)s"),
        Standing.REFUSED: _("Refused: a change in %(outcome)s"),
    }
    passage, passage_code = _passage(landing.passage, code)
    title = titles[prospect.standing] % {"outcome": _label(outcome, code)}
    return PlaceRead(title, without_signs(passage), passage_code, _notes(prospect))


def _passage(passage: Localized, code: str) -> tuple[str, str]:
    return passage.reading(code) if any(passage.values()) else ("", code)


def _notes(prospect: Prospect) -> list[str]:
    """Say what a landing waits for, by which day, and what will make it count at once."""
    notes = []
    if prospect.standing == Standing.PROPOSED:
        owner = owner_of(prospect.landing.text.outcome)
        institution = owner.name.reading()[0] if owner else ""
        notes.append(_("It is the text of %(institution)s, which has to agree.") % {"institution": institution})
        if prospect.changed:
            notes.append(counts_at_once(prospect.changed))
    due = _due(prospect.landing)
    if due and not prospect.changed and prospect.standing != Standing.REFUSED:
        notes.append(_("The text is to change by %(due_date)s.") % {"due_date": due})
    return notes


def _due(landing: Landing) -> str:
    return date_format(landing.due_date, "DATE_FORMAT") if landing.due_date else ""


def counts_at_once(changed: OutcomeText) -> str:
    """Say that a proposal counts as landed with the yes, because a version differs at its passage already."""
    day = date_format(local_date(changed.published_at), "DATE_FORMAT")
    return _(
        "Version %(version)s of %(day)s differs at this passage already: with the yes it counts as landed at once."
    ) % {"version": changed.version, "day": day}


def _label(outcome: Outcome, code: str) -> str:
    title = outcome.title.reading(code)[0]
    return f"{title} ({outcome.number})" if outcome.number else title
