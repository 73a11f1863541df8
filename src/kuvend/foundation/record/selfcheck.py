"""Whether the rows that pages are made from say the same as the entries that were signed.

The tree covers the bytes of each entry; the columns beside them (type, time, role, subjects) are copies for
searching. A copy changed behind the application's back would mislead a page, though not the log.
"""

from collections import defaultdict
from collections.abc import Iterator

from kuvend.engines.merkle.paths import parse_path
from kuvend.foundation.record import queries
from kuvend.foundation.record.leaves import decode_leaf
from kuvend.foundation.record.models import Fact, FactSubject

BATCH = 2_000


def read_own(path: str) -> bytes:
    """The bytes at a path of this installation's own log. Raises LookupError where there is nothing."""
    if path == "checkpoint":
        return queries.published().note.encode()
    return queries.tile(parse_path(path))


def differing_rows() -> Iterator[str]:
    """The entries whose row or subjects differ from their signed bytes, each named with the field."""
    size, first = queries.published().size, 0
    while first < size:
        rows = Fact.objects.filter(index__gte=first, index__lt=min(size, first + BATCH))
        facts = list(rows.order_by("index"))
        subjects = _subjects([fact.pk for fact in facts])
        for fact in facts:
            leaf = decode_leaf(bytes(fact.leaf), index=fact.index)
            pairs = {
                (name, subject)
                for name, ids in leaf.subjects.items()
                for subject in (ids if isinstance(ids, list) else [ids])
            }
            wrong = [name for name in ("type", "at", "role") if getattr(fact, name) != getattr(leaf, name)]
            wrong += ["subjects"] if pairs != subjects[fact.pk] else []
            yield from (f"entry {fact.index}: the row's {name} is not what was signed" for name in wrong)
        first += BATCH


def _subjects(ids: list[int]) -> dict[int, set[tuple[str, str]]]:
    subjects: dict[int, set[tuple[str, str]]] = defaultdict(set)
    rows = FactSubject.objects.filter(fact__in=ids).values_list("fact", "name", "subject")
    for fact, name, subject in rows:
        subjects[fact].add((name, subject))
    return subjects
