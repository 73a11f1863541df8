"""Where words went, and what came into them, through every merging and splitting that stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import CharField, Exists, F, Func, OuterRef

from kuvend.foundation.contributions.enums import LineageKind, State
from kuvend.foundation.contributions.models import IN_FORCE, Lineage, Support

ONWARD = """
WITH RECURSIVE way(id, since) AS (
    SELECT successor_id, began_at FROM contributions_lineage WHERE origin_id = %s AND undone_at IS NULL
    UNION
    SELECT row.successor_id, GREATEST(way.since, row.began_at)
    FROM way JOIN contributions_lineage row ON row.origin_id = way.id AND row.undone_at IS NULL
) SELECT id, min(since) FROM way GROUP BY id ORDER BY 2, 1
"""
ALL_ONWARD = """
WITH RECURSIVE way(id) AS (
    SELECT successor_id FROM contributions_lineage WHERE origin_id = ANY(%s) AND undone_at IS NULL
    UNION
    SELECT row.successor_id FROM way JOIN contributions_lineage row
    ON row.origin_id = way.id AND row.undone_at IS NULL
) SELECT id FROM way
"""
SOURCES = """
WITH RECURSIVE way(id, source, kind) AS (
    SELECT successor_id, origin_id, kind FROM contributions_lineage
    WHERE successor_id = ANY(%s) AND undone_at IS NULL AND kind = ANY(%s)
    UNION
    SELECT way.id, row.origin_id, row.kind FROM way JOIN contributions_lineage row
    ON row.successor_id = way.source AND row.undone_at IS NULL AND row.kind = ANY(%s)
) SELECT DISTINCT id, source FROM way ORDER BY 1, 2
"""

SAME_WORDS = """
WITH RECURSIVE part(id) AS (
    SELECT successor_id FROM contributions_lineage WHERE origin_id = %s AND kind = 'split'
    UNION
    SELECT row.successor_id FROM part JOIN contributions_lineage row ON row.origin_id = part.id AND row.kind = 'split'
), whole(id) AS (
    SELECT origin_id FROM contributions_lineage WHERE successor_id = %s AND kind = 'split' AND undone_at IS NULL
    UNION
    SELECT row.origin_id FROM whole JOIN contributions_lineage row
    ON row.successor_id = whole.id AND row.kind = 'split' AND row.undone_at IS NULL
) SELECT id FROM part UNION SELECT id FROM whole
"""

FIRST_WHOLE = """
WITH RECURSIVE whole(id, step) AS (
    SELECT origin_id, 1 FROM contributions_lineage WHERE successor_id = %s AND kind = 'split'
    UNION ALL
    SELECT row.origin_id, whole.step + 1 FROM whole JOIN contributions_lineage row
    ON row.successor_id = whole.id AND row.kind = 'split'
) SELECT contribution.public_id FROM whole JOIN contributions_contribution contribution ON contribution.id = whole.id
ORDER BY step DESC LIMIT 1
"""

WHOLE_AGAIN = Exists(  # of a merging: what is led on is a part of that in which it continues, and goes with it
    Lineage.objects.filter(kind=LineageKind.SPLIT, origin=OuterRef("successor"), successor=OuterRef("origin"))
)

KIN = """
WITH RECURSIVE kin(id) AS (
    SELECT %s::bigint
    UNION
    SELECT CASE WHEN row.origin_id = kin.id THEN row.successor_id ELSE row.origin_id END
    FROM kin JOIN contributions_lineage row ON kin.id IN (row.origin_id, row.successor_id) AND row.kind = 'split'
) SELECT id FROM kin
"""


def same_words(contribution_id: int) -> set[int]:
    """Return what holds the same words, too: the parts, undone ones as well, and that of which they are one."""
    with connection.cursor() as cursor:
        cursor.execute(SAME_WORDS, [contribution_id, contribution_id])
        return {pk for (pk,) in cursor.fetchall()}


def first_whole(contribution_id: int) -> str:
    """Return the words (public id) as which a part was first received, also when it is whole again; "" for no part."""
    with connection.cursor() as cursor:
        cursor.execute(FIRST_WHOLE, [contribution_id])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def kin_of(contribution_id: int) -> set[int]:
    """Return all that came of the same words by splittings, undone ones as well: the whole, its parts, their parts."""
    with connection.cursor() as cursor:
        cursor.execute(KIN, [contribution_id])
        return {pk for (pk,) in cursor.fetchall()} - {contribution_id}


def ways_on(contribution_id: int) -> list[tuple[int, datetime]]:
    """Return every contribution (id) in which one continues, directly or through others, and since when."""
    with connection.cursor() as cursor:
        cursor.execute(ONWARD, [contribution_id])
        return [(pk, since) for pk, since in cursor.fetchall()]


def onward_of(contribution_ids: Collection[int]) -> set[int]:
    """Return every contribution (id) in which some continue, directly or through others."""
    if not contribution_ids:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(ALL_ONWARD, [list(contribution_ids)])
        return {pk for (pk,) in cursor.fetchall()}


def sources_of(contribution_ids: Sequence[int], *, kinds: Sequence[str] = LineageKind.values) -> dict[int, list[int]]:
    """Return what continues in contributions, directly or through others; those into which nothing came are left out.

    Args:
        kinds: by which ways they came.
    """
    if not contribution_ids:
        return {}
    sources: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(SOURCES, [list(contribution_ids), list(kinds), list(kinds)])
        for pk, source in cursor.fetchall():
            sources.setdefault(pk, []).append(source)
    return sources


def went_into(contribution_id: int) -> list[Lineage]:
    """Return where a contribution continues, in the order in which it was led there.

    Each says whether a part is in the whole again (`whole_again`).
    """
    rows = Lineage.objects.filter(IN_FORCE, origin=contribution_id).select_related("successor__participant")
    return list(rows.annotate(whole_again=WHOLE_AGAIN).order_by("began_at", "successor_id"))


def was_split() -> Exists:
    """Return whether contributions continue in parts, as an annotation of them; merged ones continue in another."""
    return Exists(Lineage.objects.filter(IN_FORCE, origin=OuterRef("pk"), kind=LineageKind.SPLIT))


def is_whole_again() -> Exists:
    """Return whether contributions are parts that continue in their whole again, as an annotation of them."""
    own = Lineage.objects.filter(WHOLE_AGAIN, IN_FORCE, origin=OuterRef("pk"), kind=LineageKind.MERGED)
    return Exists(own)


def came_into(contribution_id: int) -> list[Lineage]:
    """Return what was merged into a contribution, its own parts that are in it again, or of what it is a part.

    Each says which of the first two it is (`whole_again`).
    """
    rows = Lineage.objects.filter(IN_FORCE, successor=contribution_id).select_related("origin__participant")
    return list(rows.annotate(whole_again=WHOLE_AGAIN).order_by("began_at", "origin_id"))


def supporters_with_merged(contribution_id: int) -> int:
    """Return how many people stand behind a contribution or behind any that was merged into it, each counted once."""
    return supporters_of_all([contribution_id])


def supporters_of_all(contribution_ids: Collection[int]) -> int:
    """Return how many people stand behind any of these, or behind any that was merged into them, each counted once.

    A support stays with the words to which it was given: it counts for them as they read now, while they are public.
    """
    came = sources_of(list(contribution_ids), kinds=[LineageKind.MERGED])
    rows = Support.objects.filter(
        contribution__in={*contribution_ids, *(pk for sources in came.values() for pk in sources)},
        contribution__state=State.PUBLISHED,
        version=F("contribution__version"),
    )
    return rows.values("participant").distinct().count()


class MergedInto(Func):
    """The public id of the contribution in which a merged one (its id) continues in the end; NULL for another one."""

    template = """(
        WITH RECURSIVE way(id, step) AS (
            SELECT successor_id, 1 FROM contributions_lineage
            WHERE origin_id = %(expressions)s AND undone_at IS NULL AND kind = 'merged'
            UNION ALL
            SELECT row.successor_id, way.step + 1 FROM way JOIN contributions_lineage row
            ON row.origin_id = way.id AND row.undone_at IS NULL AND row.kind = 'merged'
        ) SELECT goal.public_id FROM way JOIN contributions_contribution goal ON goal.id = way.id
        ORDER BY way.step DESC LIMIT 1)"""
    output_field = CharField()
