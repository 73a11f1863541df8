"""What the letters about answers, duties that went elsewhere and changes of texts name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kuvend.foundation.core.markdown import plain
from kuvend.foundation.core.text import Localized
from kuvend.foundation.outcomes.models import Outcome
from kuvend.foundation.people.models import Institution
from kuvend.foundation.record.facts import RecordedFact
from kuvend.foundation.record.queries import facts_about
from kuvend.foundation.responses.enums import Standing
from kuvend.foundation.responses.models import Landing, Passing, Response, ResponseText
from kuvend.foundation.responses.queries import LANDING_RELATED
from kuvend.foundation.responses.rules import owner_of

AHEAD = {Standing.PROMISED, Standing.PROPOSED}


def answered(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the institution, the verdict, the reason and where the words went. Two statements."""
    responses = _responses(fact.data["response"] for fact in facts)
    return [responses[fact.data["response"]] for fact in facts]


def corrected(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name what an answer says since this correction; a later one has a letter of its own.

    Three statements; two more where a correction takes something back.
    """
    responses = _responses(str(fact.subjects["response"]) for fact in facts)
    rows = ResponseText.objects.filter(response__public_id__in=responses).select_related("response")
    texts = {(text.response.public_id, text.version): text for text in rows}
    outcomes = _taken_back(facts)
    return [
        responses[public_id]
        | {"text": texts[public_id, fact.data["version"]], "taken_back": outcomes.get((public_id, fact.at), [])}
        for fact in facts
        for public_id in [str(fact.subjects["response"])]
    ]


def _taken_back(facts: Sequence[RecordedFact]) -> dict[tuple[str, datetime], list[Outcome]]:
    """Return the texts of which corrections say no longer what they said before, by response and moment."""
    ids = [_id(fact, "response") for fact in facts if fact.data.get("taken_back")]
    ends = [fact for fact in facts_about(ids, fields=["response"]) if fact.type == "landing_taken_back"] if ids else []
    outcomes = Outcome.objects.in_bulk({_id(fact, "outcome") for fact in ends}, field_name="public_id") if ends else {}
    by_answer: dict[tuple[str, datetime], list[Outcome]] = {}
    for fact in ends:
        by_answer.setdefault((_id(fact, "response"), fact.at), []).append(outcomes[_id(fact, "outcome")])
    return by_answer


def answered_with_all(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the one answer to all that was said in an activity. Two statements."""
    responses = _responses(str(fact.subjects["response"]) for fact in facts)
    return [responses[str(fact.subjects["response"])] for fact in facts]


def passed(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the institutions between which a duty went, and the reason where one was given. Two statements."""
    institutions = Institution.objects.in_bulk(
        {_id(fact, name) for fact in facts for name in MOVED}, field_name="public_id"
    )
    digests = [fact.data["reason"] for fact in facts if "reason" in fact.data]
    reasons = dict(Passing.objects.filter(digest__in=digests).values_list("digest", "reason")) if digests else {}
    return [
        {name: institutions.get(_id(fact, name)) for name in MOVED}
        | {"reason": reasons.get(str(fact.data.get("reason")), "")}
        for fact in facts
    ]


def landing(facts: Sequence[RecordedFact]) -> list[dict[str, Any]]:
    """Name the text that words go into, its passage, and whose text it is. One statement."""
    ids = {_id(fact, "response") for fact in facts}
    rows = Landing.objects.filter(response__public_id__in=ids, taken_back_at__isnull=True).select_related(
        "response__institution", "text__outcome__institution", "text__outcome__activity__owner", "landed_text"
    )
    landings = {(row.response.public_id, row.text.outcome.public_id): row for row in rows}
    return [_landing(landings.get((_id(fact, "response"), _id(fact, "outcome")))) for fact in facts]


@dataclass(frozen=True)
class LandingTold:
    """Where words went, as a letter tells it: what the preview and the page show, in plain text."""

    landing: Landing

    @property
    def passage(self) -> Localized:
        """The sentences, without the signs of Markdown."""
        return Localized({code: plain(words) for code, words in self.landing.passage.items() if words})

    @property
    def owner(self) -> Institution | None:
        """The institution whose text it is."""
        return owner_of(self.landing.text.outcome)

    @property
    def due_date(self) -> date | None:
        """The day by which the text is to change, while that is promised or proposed."""
        return self.landing.due_date if self.landing.standing in AHEAD else None


MOVED = ("institution", "from_institution", "to_institution")


def _id(fact: RecordedFact, name: str) -> str:
    return str(fact.subjects.get(name, ""))


def _landing(row: Landing | None) -> dict[str, Any]:
    return {"landing": row, "owner": owner_of(row.text.outcome) if row else None}


def _responses(public_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return each response with where the words that it answers went, by its public id."""
    responses = Response.objects.select_related("institution", "activity").in_bulk(
        set(public_ids), field_name="public_id"
    )
    landings: dict[int, list[LandingTold]] = {response.pk: [] for response in responses.values()}
    rows = Landing.objects.filter(response__in=landings, taken_back_at__isnull=True)
    for landing in rows.select_related(*LANDING_RELATED).order_by("pk"):
        landings[landing.response_id].append(LandingTold(landing))
    return {key: {"response": one, "landings": landings[one.pk]} for key, one in responses.items()}
