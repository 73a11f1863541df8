"""Whom to tell: the authors of the contributions that a fact is about, found through its subjects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kuvend.foundation.contributions.models import Contribution
from kuvend.foundation.contributions.queries import sources_of
from kuvend.foundation.core.prepared import PreparedObjects, codes_in
from kuvend.foundation.notifications.letters import letter_for
from kuvend.foundation.notifications.models import NoReminders
from kuvend.foundation.people.models import Person
from kuvend.foundation.record.facts import RecordedFact

Told = tuple[RecordedFact, list[Contribution]]


def subject_ids(fact: RecordedFact) -> list[str]:
    """Return all public ids that a fact is about."""
    ids: list[str] = []
    for value in fact.subjects.values():
        ids.extend(value if isinstance(value, list) else [value])
    return ids


def told_of(facts: Sequence[RecordedFact]) -> list[tuple[RecordedFact, list[Contribution]]]:
    """Return each fact (of types that have a letter) with the contributions whose authors it concerns, with person
    and activity.

    A fact about a contribution concerns its author, one about a response the authors of all that it answers, one about
    outcomes those whose words changed their texts (of several, that which it calls `outcome`), or those of the outcomes
    that its letter leads to, one about an activity whoever wrote something in it, once. Six statements at most, however
    many facts, besides those of letters.
    """
    rows = Contribution.objects.select_related(*TOLD).filter(participant__person__is_active=True)
    through = _further(facts)
    for fact in facts:
        through.setdefault(id(fact), []).extend(_told_through(fact))
    subjects: dict[str, set[str]] = {}
    for fact in facts:
        subjects.setdefault(_way(fact), set()).update(through[id(fact)])
    concerned = {way: _by_subject(rows, PATHS[way], ids) for way, ids in subjects.items()}
    letters = [
        (fact, _unique(concerned[_way(fact)], through[id(fact)], by_person=_way(fact) == "response")) for fact in facts
    ]
    return _with_sources(rows, letters)


def _with_sources(rows: QuerySet[Contribution], letters: Sequence[Told]) -> list[Told]:
    """Add those whose words continue in the words that facts are about, where the letter follows them."""
    further = _continuing_in(rows, [row for fact, group in letters if _follows(fact) for row in group])
    if not further:
        return list(letters)
    return [(fact, _with_further(group, further) if _follows(fact) else group) for fact, group in letters]


def _continuing_in(
    rows: QuerySet[Contribution], contributions: Sequence[Contribution]
) -> dict[int, list[Contribution]]:
    """Return which of `rows` continue in contributions, by the row ids of these."""
    sources = sources_of(sorted({row.pk for row in contributions}))
    merged = rows.in_bulk({pk for group in sources.values() for pk in group}) if sources else {}
    return {pk: [merged[source] for source in group if source in merged] for pk, group in sources.items()}


def _follows(fact: RecordedFact) -> bool:
    return letter_for(fact.type).follows and _way(fact) != "activity"


def _with_further(group: list[Contribution], further: Mapping[int, Sequence[Contribution]]) -> list[Contribution]:
    """Return contributions and those that continue in them; of an author who is told already none more."""
    by_author = {row.participant_id: row for row in group}
    for row in group:
        for source in further.get(row.pk, ()):
            by_author.setdefault(source.participant_id, source)
    return [*group, *(row for row in by_author.values() if row not in group)]


def letters_through(outcome_ids: Sequence[str]) -> int:
    """Return how many letters a fact about outcomes (public ids) sends, as `told_of` finds them; three statements.

    One for each contribution that landed there, and one to each further author whose words continue in these.
    """
    rows = Contribution.objects.filter(participant__person__is_active=True).only("pk", "participant_id")
    landed = _unique(_by_subject(rows, PATHS["outcome"], set(outcome_ids)), outcome_ids, by_person=False)
    return len(_with_further(landed, _continuing_in(rows, landed)))


def letters_sentence(outcome_ids: Sequence[str]) -> str:
    """Say how many letters a fact about outcomes sends; three statements."""
    count = letters_through(outcome_ids)
    if not count:
        return _("No words landed here yet, so nobody gets an e-mail.")
    sentence = ngettext(
        "One e-mail goes to the author of words that landed here.",
        "%(n)d e-mails go to the authors of words that landed here.",
        count,
    )
    return sentence % {"n": count}


PATHS = {
    "contribution": "public_id",
    "activity": "activity__public_id",
    "response": "answered__response__public_id",
    "outcome": "answered__response__landings__text__outcome__public_id",
}
LANDED = "answered__response__landings__landed_text__isnull"


TOLD = ("participant__person", "activity")
OWN = PreparedObjects(
    lambda: Contribution.objects.filter(public_id__in=codes_in("ids"), participant__person__is_active=True).order_by(
        "pk"
    ),
    related=TOLD,
    without=("folded", "search"),
)


def _way(fact: RecordedFact) -> str:
    return next((way for way in ("contribution", "response", "activity") if way in fact.subjects), "outcome")


def _further(facts: Sequence[RecordedFact]) -> dict[int, list[str]]:
    """The further outcomes that letters lead to, by the identity of each fact; those of a type are asked together."""
    further: dict[int, list[str]] = {}
    for fact_type in {fact.type for fact in facts}:
        if also := letter_for(fact_type).also:
            alike = [fact for fact in facts if fact.type == fact_type]
            further |= {id(fact): list(ids) for fact, ids in zip(alike, also(alike), strict=True)}
    return further


def _told_through(fact: RecordedFact) -> list[str]:
    """The ids through which a fact leads to contributions."""
    way = _way(fact)
    if way == "outcome" and way not in fact.subjects:
        return subject_ids(fact)
    return [str(fact.subjects[way])]


def _by_subject(rows: QuerySet[Contribution], path: str, ids: set[str]) -> dict[str, list[Contribution]]:
    """The contributions that a path leads to, by the id at its end; in the order of their arrival."""
    if path == PATHS["contribution"]:
        return {row.public_id: [row] for row in OWN.objects(ids=sorted(ids))}
    groups: dict[str, list[Contribution]] = {}
    condition: dict[str, object] = {f"{path}__in": ids}
    if path == PATHS["outcome"]:
        condition[LANDED] = False
    for row in rows.filter(**condition).annotate(led_by=F(path)).order_by("pk"):
        groups.setdefault(row.led_by, []).append(row)
    if path == PATHS["activity"]:  # the latest words of each author stand for all
        return {key: list({row.participant_id: row for row in group}.values()) for key, group in groups.items()}
    return groups


def _unique(groups: dict[str, list[Contribution]], ids: Sequence[str], *, by_person: bool) -> list[Contribution]:
    """Return each contribution once; of a person's several that have one answer, the first."""
    rows = {row.pk: row for subject in ids for row in groups.get(subject, ())}
    ordered = [rows[pk] for pk in sorted(rows)]
    if not by_person:
        return ordered
    first: dict[int, Contribution] = {}
    for row in ordered:
        first.setdefault(row.participant_id, row)
    return list(first.values())


def wants_reminders(person: Person) -> bool:
    """Tell whether a person gets letters on what is due (while holding a mandate)."""
    return not NoReminders.objects.filter(person=person).exists()
