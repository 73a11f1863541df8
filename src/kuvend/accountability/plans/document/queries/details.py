"""What a commitment says besides its core, in words for its page; what nothing tells is named once, together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kuvend.accountability.plans.document.queries.costs import money
from kuvend.accountability.plans.document.queries.policy_areas import policy_area
from kuvend.accountability.plans.enums import Value
from kuvend.accountability.plans.models import Commitment
from kuvend.accountability.plans.wording import stated_in_words, words_for_reader
from kuvend.engines.formats.plan.details import Baseline, CommitmentDetails, Contact, Cost
from kuvend.engines.formats.plan.forms import commitment_details
from kuvend.engines.formats.plan.values import UNKNOWN
from kuvend.engines.languages import guess
from kuvend.engines.plancheck import guided_values, technology_alone, why_not_technology_alone
from kuvend.foundation.core.language_names import SOURCE
from kuvend.foundation.core.text import Localized

Words = str | Promise
MISSING: tuple[tuple[str, Words], ...] = (
    ("problem", _("the problem")),
    ("baseline", _("where things stood at the start, in a figure")),
    ("causes", _("the causes")),
    ("solution", _("what will be done")),
    ("results", _("what should come of it")),
    ("values", _("the OGP values")),
    ("milestones", _("the milestones")),
    ("lead", _("who leads it")),
    ("supporting", _("who supports it")),
    ("contact", _("who answers for it by name")),
    ("cost", _("cost and funding")),
)
OFFICES = {"info", "kontakt", "contact", "zyra", "office", "ogp", "pqh", "sekretariati", "secretariat", "media"}


@dataclass(frozen=True)
class BaselinePart:
    """Where things stood: the figure in words, its day and who says so."""

    figure: str
    day: str
    source: str


@dataclass(frozen=True)
class ValueAnswer:
    """An OGP value with the questions that guide it and the plan's answer, which may be missing."""

    value: Words
    questions: Sequence[Localized]
    answer: Localized


@dataclass(frozen=True)
class DetailsPart:
    """Everything that stands beside problem, solution and results; "" or empty where the plan says nothing.

    The plan's file says names of groups and others in one language and not in which: it is guessed from their words.
    `why_not_alone` says why technology and innovation do not suffice where they are the only value named.
    """

    baseline: BaselinePart | None
    causes: Localized
    values: Sequence[ValueAnswer]
    why_not_alone: str
    civil_society: Sequence[str]
    civil_society_language: str
    no_civil_society: Localized
    other_actors: Sequence[str]
    other_actors_language: str
    contact: Contact | None
    cost: str
    funding: Localized
    unfunded: bool
    policy_areas: Sequence[str]
    sdg_targets: Sequence[str]
    government_initiated: bool
    missing: Sequence[Words]


def details_part(row: Commitment, details: CommitmentDetails, *, milestones: int) -> DetailsPart:
    """Return what a commitment (with its outcome's institution) says besides; no statement."""
    cost = details.cost if isinstance(details.cost, Cost) else Cost()
    answers = details.value_answers if details.value_answers is not UNKNOWN else {}
    civil_society = details.civil_society if isinstance(details.civil_society, tuple) else ()
    other_actors = [name for name in row.other_actors if name not in civil_society]
    return DetailsPart(
        baseline=_baseline(details.baseline),
        causes=Localized(details.causes) if details.causes is not UNKNOWN else Localized(),
        values=[_answer(value, answers) for value in row.values],
        why_not_alone=why_not_technology_alone(get_language() or SOURCE) if technology_alone(row.values) else "",
        civil_society=civil_society,
        civil_society_language=guess(", ".join(civil_society), otherwise=""),
        no_civil_society=Localized(details.no_civil_society),
        other_actors=other_actors,
        other_actors_language=guess(", ".join(other_actors), otherwise=""),
        contact=_contact(row, details.contact),
        cost=money(cost.amount, cost.currency) if cost.amount else "",
        funding=Localized(cost.funding),
        unfunded=cost.unfunded,
        policy_areas=[policy_area(name) for name in row.policy_areas],
        sdg_targets=details.sdg_targets if isinstance(details.sdg_targets, tuple) else (),
        government_initiated=details.government_initiated,
        missing=_missing(row, details, milestones),
    )


def details_of(row: Commitment) -> CommitmentDetails:
    """Return a commitment's details as the plan file has them."""
    return commitment_details(row.details, tuple(row.other_actors))


def _baseline(baseline: Any) -> BaselinePart | None:
    if not isinstance(baseline, Baseline) or not (figure := words_for_reader(baseline.figure)):
        return None
    return BaselinePart(figure, stated_in_words(baseline.day), words_for_reader(baseline.source))


def _answer(value: str, answers: Any) -> ValueAnswer:
    questions = next((one.questions for one in guided_values() if one.code == value), ())
    return ValueAnswer(Value(value).label, [Localized(one) for one in questions], Localized(answers.get(value, {})))


def _contact(row: Commitment, contact: Any) -> Contact | None:
    """Return the named contact; an e-mail address only when it is an office's, a telephone number never."""
    if not isinstance(contact, Contact):
        return None
    email = contact.email if _of_office(row, contact.email) else ""
    return Contact(name=words_for_reader(contact.name), position=words_for_reader(contact.position), email=email)


def _of_office(row: Commitment, email: str) -> bool:
    """Tell whether an address names an office and no person: a usual word, or the lead institution's short name."""
    lead = row.outcome.institution
    office_names = OFFICES | ({lead.key, *lead.short_name.values()} if lead else set())
    return email.partition("@")[0].casefold() in {name.casefold() for name in office_names}


def _missing(row: Commitment, details: CommitmentDetails, milestones: int) -> list[Words]:
    """Return what neither the plan nor another source tells, by name."""
    values = {
        **{name: getattr(row, name) for name in ("problem", "solution", "results", "values")},
        **{name: getattr(details, name) for name in ("baseline", "causes", "contact", "cost")},
        "milestones": milestones,
        "lead": row.outcome.institution_id,
        "supporting": "supporting" not in row.unknown,
    }
    return [words for name, words in MISSING if values[name] is UNKNOWN or not values[name]]
