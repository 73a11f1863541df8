"""Reading outcomes: one by id, those that answers can land in, those that words find."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kuvend.foundation.core.text import ordinal
from kuvend.foundation.core.wording import Named, Tag
from kuvend.foundation.outcomes.enums import SuccessionKind
from kuvend.foundation.outcomes.models import IN_FORCE, Outcome, OutcomeText, Succession, standalone
from kuvend.foundation.outcomes.sorts import outcome_url
from kuvend.foundation.record.steps import ProvenBy, Step


def outcome(public_id: str) -> Outcome | None:
    """Return an outcome with its institution, scope, process and activity, or None."""
    related = ("institution", "scope", "process", "activity__owner", "activity__process", "activity__scope")
    return Outcome.objects.select_related(*related).filter(public_id=public_id).first()


def outcome_urls(public_ids: Iterable[str]) -> dict[str, str]:
    """Return the addresses of outcomes by public id, in one statement; "" where the room of one was taken away."""
    rows = Outcome.objects.filter(public_id__in=list(public_ids)).values_list("public_id", "kind")
    return {public_id: outcome_url(kind, public_id) for public_id, kind in rows}


def landing_places(process_id: int, *, also: Iterable[int] = ()) -> QuerySet[Outcome]:
    """Return the outcomes of a process that a response can name as landing, by kind and number.

    Args:
        also: those that it names already (row ids, or a queryset of them): they stay, whatever became of them.
    """
    rows = Outcome.objects.filter(standalone() | Q(pk__in=also), process_id=process_id)
    return rows.order_by("kind", "number", "pk")


def text_now(outcome: Outcome) -> OutcomeText | None:
    """Return the words of an outcome as they read now, None while it has none."""
    return OutcomeText.objects.filter(outcome=outcome, version=outcome.version).first()


def texts_of(outcome_id: int) -> QuerySet[OutcomeText]:
    """Return the versions of an outcome's words, the first at the top."""
    return OutcomeText.objects.filter(outcome_id=outcome_id).order_by("version")


ONWARD = """
WITH RECURSIVE way(id, since) AS (
    SELECT successor_id, began_at FROM outcomes_succession
    WHERE origin_id = ANY(%s) AND undone_at IS NULL AND successor_id IS NOT NULL
    UNION
    SELECT row.successor_id, GREATEST(way.since, row.began_at) FROM way JOIN outcomes_succession row
    ON row.origin_id = way.id AND row.undone_at IS NULL AND row.successor_id IS NOT NULL
) SELECT id, min(since) FROM way GROUP BY id ORDER BY 2, 1
"""


def outcomes_onward(outcomes: Iterable[Outcome]) -> list[tuple[int, datetime]]:
    """Return every outcome (id) in which some continue, directly or through others, and since when.

    No statement where none of them continues.
    """
    ids = [row.pk for row in outcomes if row.continues]
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ONWARD, [ids])
        return [(pk, since) for pk, since in cursor.fetchall()]


BEHIND = """
WITH RECURSIVE way(goal, id) AS (
    SELECT row.successor_id, row.origin_id FROM outcomes_succession row
    JOIN outcomes_outcome goal ON goal.id = row.successor_id
    WHERE goal.public_id = ANY(%s) AND row.undone_at IS NULL
    UNION
    SELECT way.goal, row.origin_id FROM way JOIN outcomes_succession row
    ON row.successor_id = way.id AND row.undone_at IS NULL
) SELECT goal.public_id, origin.public_id FROM way
JOIN outcomes_outcome goal ON goal.id = way.goal JOIN outcomes_outcome origin ON origin.id = way.id ORDER BY origin.id
"""


def outcomes_before(public_ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the outcomes that continue in each of some, directly or through others (public ids); one statement."""
    before: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(BEHIND, [list(public_ids)])
        for goal, origin in cursor.fetchall():
            before.setdefault(goal, []).append(origin)
    return before


def succession_sign(successions: Iterable[Succession]) -> str:
    """Return a sign of how an outcome continues, by which a form says what was read; another saying has another."""
    ways = sorted(
        f"{row.kind} {row.successor.public_id if row.successor else ''} {row.began_at.timestamp()}"
        for row in successions
    )
    return sha256("\n".join(ways).encode()).hexdigest()


@dataclass(frozen=True)
class SuccessionPart:
    """Where an outcome continues and what continues in it, as its page shows it; both are empty for most."""

    went: Sequence[Succession] = ()
    came: Sequence[Succession] = ()

    def __bool__(self) -> bool:
        return bool(self.went or self.came)

    @property
    def tag(self) -> Tag:
        """What the text is now: "" words while it stands for itself."""
        return _tag(self.went[0]) if self.went else Tag()


def succession_of(outcome: Outcome) -> SuccessionPart:
    """Return where an outcome continues and what continues in it; no statement where there is neither."""
    rows = Succession.objects.filter(IN_FORCE).order_by("began_at", "pk")
    return SuccessionPart(
        went=list(rows.filter(origin=outcome).select_related("successor__process")) if outcome.continues else [],
        came=list(rows.filter(successor=outcome).select_related("origin__process")) if outcome.succeeds else [],
    )


@dataclass(frozen=True)
class WentOn:
    """Why a text stands for itself no more, as lists tell it: a tag, the way in words, and the others it leads to.

    `is_counted`: it was carried over to another process, and its own is still counted by it (`models.of_its_process`).
    """

    tag: Tag
    words: str
    texts: Sequence[Named] = ()
    is_counted: bool = False


def texts_that_went_on(outcomes: Iterable[Outcome]) -> dict[int, WentOn]:
    """Return how those that stand for themselves no more continue, by row id; no statement where all of them do."""
    moved = [row.pk for row in outcomes if row.continues]
    ways: dict[int, WentOn] = {}
    if not moved:
        return ways
    rows = Succession.objects.filter(IN_FORCE, origin__in=moved).select_related("successor__process")
    for row in rows.order_by("began_at", "pk"):
        texts = [*ways[row.origin_id].texts] if row.origin_id in ways else []
        if row.successor:
            texts.append(_by_name(row, row.successor))
        is_counted = row.kind == SuccessionKind.CARRIED_OVER_TO
        ways[row.origin_id] = WentOn(_tag(row), row.get_kind_display(), texts, is_counted)
    return ways


def _tag(row: Succession) -> Tag:
    if row.successor_id is None:
        return Tag(SuccessionKind.LEFT_ASIDE.label, "stop")
    return Tag(_("continues elsewhere"))


def _by_name(row: Succession, goal: Outcome) -> Named:
    title = f"{ordinal(goal.number)} {goal.title}".strip()
    return Named(f"{title}, {goal.process.title}" if row.kind == SuccessionKind.CARRIED_OVER_TO else title, goal.url)


TITLES = {
    SuccessionKind.BECAME: _("The text became: %(outcome)s"),
    SuccessionKind.MERGED_INTO: _("The text was merged into: %(outcome)s"),
    SuccessionKind.SPLIT_INTO: _("The text was split; a part of it: %(outcome)s"),
    SuccessionKind.CARRIED_OVER_TO: _("The text was carried over to: %(outcome)s"),
    SuccessionKind.LEFT_ASIDE: _("The text was left aside: %(outcome)s"),
}


def succession_steps(outcomes: Iterable[Outcome]) -> list[Step]:
    """Return where texts went, and where they went on from there, as steps of the words that landed in them.

    No statement where none of them continues.
    """
    moved = {row.pk: row for row in outcomes if row.continues}
    if not moved:
        return []
    ids = {*moved, *(pk for pk, _since in outcomes_onward(moved.values()))}
    rows = Succession.objects.filter(IN_FORCE, origin__in=ids).select_related("origin", "successor__process")
    return [_step(row) for row in rows.order_by("began_at", "pk")]


def _step(row: Succession) -> Step:
    goal = row.successor or row.origin
    title = f"{ordinal(goal.number)} {goal.title}".strip()
    return Step(
        str(TITLES[SuccessionKind(row.kind)]) % {"outcome": title},
        row.began_at,
        tint="stop" if row.successor is None else "",
        note=str(row.successor.process.title) if row.kind == SuccessionKind.CARRIED_OVER_TO and row.successor else "",
        quote=row.reason if any(row.reason.values()) else "",
        url=goal.url,
        link=_("Read the text") if goal.url else "",
        proven_by=ProvenBy("outcome_succeeded", "outcome", row.origin.public_id),
    )
